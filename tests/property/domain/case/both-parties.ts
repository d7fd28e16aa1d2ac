import type * as fc from 'fast-check';
import { settleDue } from '../../../../shared/desk/sweep-due.ts';
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
}

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

  async run(model: Model, real: Real): Promise<void> {
    const taken = this.expect(model);
    const status = await this.act(real);
    if (taken !== status < 300) {
      throw new Error(`${this} was answered ${status}, and the model says ${taken ? 'yes' : 'no'}.`);
    }
    const of = await real.given.desk.cases.read(real.caseId);
    const seen = {
      status: of?.status,
      proposedBy: of?.status === 'closure-proposed' ? (of.closureProposal?.by ?? null) : null,
      owner: of?.ownerId,
      answered: of?.firstRespondedAt !== null,
      reopened: of?.reopened,
    };
    const { status: modelled, proposedBy, owner, answered, reopened } = model;
    const meant = { status: modelled, proposedBy, owner, answered, reopened };
    if (JSON.stringify(seen) !== JSON.stringify(meant)) {
      throw new Error(`After ${this}: ${JSON.stringify(seen)}, and the model says ${JSON.stringify(meant)}.`);
    }
  }
}

export const post = async (
  { given, caseId }: Real,
  side: Side,
  path: string,
  body: object,
): Promise<number> => (await given.call(users[side], 'POST', `/cases/${caseId}${path}`, { body })).status;

export class CustomerWrites extends Step {
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
  act(real: Real): Promise<number> {
    return post(real, 'desk', '/messages', { body: 'Like this.', waitingOnCustomer: this.waits });
  }
  toString(): string {
    return `the desk answers${this.waits ? ' and waits' : ''}`;
  }
}

export class Proposes extends Step {
  private readonly by: Side;
  constructor(by: Side) {
    super();
    this.by = by;
  }
  expect(model: Model): boolean {
    if (model.status === 'closed' || model.status === 'closure-proposed') return false;
    model.status = 'closure-proposed';
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
  constructor(by: Side, agreed: boolean) {
    super();
    this.by = by;
    this.agreed = agreed;
  }
  expect(model: Model): boolean {
    if (model.status !== 'closure-proposed' || model.proposedBy === this.by) return false;
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
    if (model.status !== 'closed' || model.now - model.closedAt > reopenMilliseconds) return false;
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
    given.clock.advance(this.hours * 60);
    while ((await settleDue(given.desk, caseId)) !== null) {
      // Everything that has fallen due.
    }
    return 200;
  }
  toString(): string {
    return `${this.hours} hours pass`;
  }
}
