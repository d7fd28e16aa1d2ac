import type * as fc from 'fast-check';
import { settleDue } from '../../../../shared/desk/sweep-due.ts';
import type { Case } from '../../../../shared/domain/case/case.ts';
import type { Side } from '../../../../shared/domain/case/vocabulary.ts';
import type { TestDesk } from '../../../support/desk.ts';

/** What a case is to its two parties, and nothing more. */
export interface Model {
  status: 'new' | 'in-progress' | 'waiting-on-customer' | 'closure-proposed' | 'closed';
  proposedBy: Side | null;
  owner: string;
  answered: boolean;
  reopened: number;
  words: number;
  now: number;
  closedAt: number;
  critical: boolean;
  category: string;
  /** Who holds a critical case for less, until the other says so too. */
  lowering: Side | null;
  /** The last proposal was agreed by its link: pressing that again is no news. */
  linkPressed: boolean;
}

/** What is promised to the customer, or between us on their behalf: nobody who asks for it puts it off. */
const promises = ['first-response', 'update', 'owner-silence', 'escalation-answer'] as const;

/** The real desk, through its API. */
export interface Real {
  readonly given: TestDesk;
  readonly caseId: string;
}

export const users: Record<Side, string> = { customer: 'ana@acme.example', desk: 'agent@guardia.example' };
const reopenMilliseconds = 14 * 24 * 60 * 60_000;

/** One thing that somebody does: what the model expects to be answered, and what the desk answers. */
export abstract class Step implements fc.AsyncCommand<Model, Real> {
  /** Changes the model, and says whether the desk should take it. */
  abstract expect(model: Model): boolean;
  abstract act(real: Real): Promise<number>;
  abstract toString(): string;

  check(): boolean {
    return true;
  }

  /** Who takes this step asks for something: it puts off no promise, and takes none away. */
  readonly asks: boolean = false;

  /** What else holds between the case before this step and after it. */
  holds(_before: Case, _after: Case): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const before = await read(real);
    const taken = this.expect(model);
    const status = await this.act(real);
    if (taken !== status < 300) {
      throw new Error(`${this} was answered ${status}, and the model says ${taken ? 'yes' : 'no'}.`);
    }
    const of = await read(real);
    const seen = {
      status: of.status,
      proposedBy: of.status === 'closure-proposed' ? (of.closureProposal?.by ?? null) : null,
      owner: of.ownerId,
      answered: of.firstRespondedAt !== null,
      reopened: of.reopened,
      critical: of.severity === 'critical',
    };
    const { status: modelled, proposedBy, owner, answered, reopened, critical } = model;
    const meant = { status: modelled, proposedBy, owner, answered, reopened, critical };
    if (JSON.stringify(seen) !== JSON.stringify(meant)) {
      throw new Error(`After ${this}: ${JSON.stringify(seen)}, and the model says ${JSON.stringify(meant)}.`);
    }
    const clocks = `${JSON.stringify(before.deadlines)}, then ${JSON.stringify(of.deadlines)}`;
    if (!owesWhatItShould(of)) throw new Error(`After ${this} a ${of.status} case owes ${clocks}.`);
    if (!this.holds(before, of) || (this.asks && putsOff(before, of)))
      throw new Error(`A promise was waved away because ${this}: ${clocks}.`);
  }
}

async function read({ given, caseId }: Real): Promise<Case> {
  const of = await given.desk.cases.read(caseId);
  if (of === null) throw new Error('The case is gone.');
  return of;
}

function putsOff(before: Case, after: Case): boolean {
  if (after.status === 'closed') return false;
  return promises.some((kind) => {
    const [was, is] = [before.deadlines[kind], after.deadlines[kind]];
    return was !== undefined && (is === undefined || is > was);
  });
}

/** The clocks that a case which is not critical has by its status, and no others. */
function owesWhatItShould({
  status,
  severity,
  deadlines,
  firstRespondedAt,
  reopened,
  closureProposal,
}: Case): boolean {
  if (status === 'closed') return Object.keys(deadlines).length === 0;
  if (severity === 'critical') return true;
  if (firstRespondedAt === null && reopened === 0) return deadlines['first-response'] !== undefined;
  if (status === 'waiting-on-customer') {
    return deadlines.update === undefined && deadlines['owner-silence'] === undefined;
  }
  const ours = status === 'closure-proposed' && closureProposal?.by === 'desk';
  return ours || deadlines.update !== undefined || deadlines['first-response'] !== undefined;
}

/** Minutes pass, and everything that has fallen due is carried out. */
export async function passes({ given, caseId }: Real, minutes: number): Promise<void> {
  given.clock.advance(minutes);
  while ((await settleDue(given.desk, caseId)) !== null) {
    // One thing after another.
  }
}

export const post = async (
  { given, caseId }: Real,
  side: Side,
  path: string,
  body: object,
): Promise<number> => (await given.call(users[side], 'POST', `/cases/${caseId}${path}`, { body })).status;

export class CustomerWrites extends Step {
  override readonly asks: boolean = true;
  expect(model: Model): boolean {
    if (model.status === 'closed') return false;
    if (model.status === 'waiting-on-customer') model.status = 'in-progress';
    model.words += 1;
    return true;
  }
  act(real: Real): Promise<number> {
    return post(real, 'customer', '/messages', { body: 'One more thing.' });
  }
  toString(): string {
    return 'the customer writes';
  }
}

export class DeskAnswers extends Step {
  private readonly waits: boolean;
  constructor(waits: boolean) {
    super();
    this.waits = waits;
  }
  expect(model: Model): boolean {
    if (model.status === 'closed') return false;
    if (model.status !== 'closure-proposed') {
      model.status = this.waits ? 'waiting-on-customer' : 'in-progress';
    }
    model.answered = true;
    model.words += 1;
    return true;
  }
  /** The agent is no answer to what was escalated over their head. */
  override holds({ deadlines, escalatedTo, ownerId }: Case, after: Case): boolean {
    const asked = deadlines['escalation-answer'];
    if (asked === undefined || (escalatedTo?.forSilence === true && ownerId === 'agent')) return true;
    return after.deadlines['escalation-answer'] === asked;
  }
  act(real: Real): Promise<number> {
    return post(real, 'desk', '/messages', { body: 'Like this.', waitingOnCustomer: this.waits });
  }
  toString(): string {
    return `the desk answers${this.waits ? ' and waits' : ''}`;
  }
}

export class Proposes extends Step {
  private readonly by: Side;
  override readonly asks: boolean;
  constructor(by: Side) {
    super();
    this.by = by;
    this.asks = by === 'customer';
  }
  expect(model: Model): boolean {
    if (model.status === 'closed' || model.status === 'closure-proposed') return false;
    if (model.critical && this.by === 'desk') return false;
    model.status = 'closure-proposed';
    model.linkPressed = false;
    model.proposedBy = this.by;
    return true;
  }
  act(real: Real): Promise<number> {
    return post(real, this.by, '/closure-proposals', { summary: 'It is solved.' });
  }
  toString(): string {
    return `the ${this.by} proposes to close`;
  }
}

export class Answers extends Step {
  private readonly by: Side;
  private readonly agreed: boolean;
  override readonly asks: boolean;
  constructor(by: Side, agreed: boolean) {
    super();
    this.asks = by === 'customer';
    this.by = by;
    this.agreed = agreed;
  }
  expect(model: Model): boolean {
    if (model.status !== 'closure-proposed' || model.proposedBy === this.by) return false;
    if (model.critical && this.by === 'desk' && this.agreed) return false;
    model.status = this.agreed ? 'closed' : 'in-progress';
    model.closedAt = model.now;
    model.proposedBy = null;
    return true;
  }
  act(real: Real): Promise<number> {
    const body = this.agreed ? { agreed: true } : { agreed: false, reason: 'It still fails.' };
    return post(real, this.by, '/closure-proposals/current/answer', body);
  }
  toString(): string {
    return `the ${this.by} ${this.agreed ? 'agrees' : 'declines'}`;
  }
}

export class Reopens extends Step {
  private readonly by: Side;
  constructor(by: Side) {
    super();
    this.by = by;
  }
  expect(model: Model): boolean {
    if (model.status !== 'closed') return false;
    // Later it is another case that goes on, and this one stays closed.
    if (model.now - model.closedAt > reopenMilliseconds) return true;
    model.status = 'in-progress';
    model.reopened += 1;
    return true;
  }
  act(real: Real): Promise<number> {
    return post(real, this.by, '/reopenings', { reason: 'It came back.' });
  }
  toString(): string {
    return `the ${this.by} reopens`;
  }
}

export class HandsOver extends Step {
  private readonly to: string;
  constructor(to: string) {
    super();
    this.to = to;
  }
  expect(model: Model): boolean {
    if (model.status === 'closed') return false;
    model.owner = this.to;
    return true;
  }
  async act({ given, caseId }: Real): Promise<number> {
    const body = { agentId: this.to, reason: 'Another team.', summary: 'Nothing done yet.' };
    return (await given.call(users.desk, 'PUT', `/cases/${caseId}/owner`, { body })).status;
  }
  toString(): string {
    return `the case goes to ${this.to}`;
  }
}

export class Escalates extends Step {
  override readonly asks = true;
  private readonly by: Side;
  constructor(by: Side) {
    super();
    this.by = by;
  }
  expect(model: Model): boolean {
    return model.status !== 'closed';
  }
  act(real: Real): Promise<number> {
    return post(real, this.by, '/escalations', { reason: 'Nobody answers.' });
  }
  toString(): string {
    return `the ${this.by} escalates`;
  }
}

/** Time passes and whatever fell due is settled: reminders and breaches, and never a change of who agreed. */
export class TimePasses extends Step {
  private readonly hours: number;
  constructor(hours: number) {
    super();
    this.hours = hours;
  }
  expect(model: Model): boolean {
    model.now += this.hours * 60 * 60_000;
    return true;
  }
  async act({ given, caseId }: Real): Promise<number> {
    await passes({ given, caseId }, this.hours * 60);
    return 200;
  }
  toString(): string {
    return `${this.hours} hours pass`;
  }
}
