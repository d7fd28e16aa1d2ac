import * as fc from 'fast-check';
import type { Category, Severity, Side } from '../../../../shared/domain/case/vocabulary.ts';
import { linkToken } from '../../../../shared/domain/mail/token.ts';
import {
  Answers,
  CustomerWrites,
  DeskAnswers,
  Escalates,
  HandsOver,
  type Model,
  Proposes,
  passes,
  post,
  type Real,
  Reopens,
  Step,
  TimePasses,
  users,
} from './both-parties.ts';

/** Agrees by the link of the proposal that is open, or by that of the last one. */
class AgreesByLink extends Step {
  expect(model: Model): boolean {
    if (model.status !== 'closure-proposed' || model.proposedBy !== 'desk') return model.linkPressed;
    model.status = 'closed';
    model.linkPressed = true;
    model.closedAt = model.now;
    model.proposedBy = null;
    return true;
  }
  async act({ given, caseId }: Real): Promise<number> {
    const { entries } = await given.desk.cases.timeline(caseId, { limit: 1_000 });
    const seq = entries.findLast(({ type }) => type === 'closure.proposed')?.seq ?? 1;
    const path = `/public/closures/${linkToken('closure', { caseId, seq }, given.desk.hmac)}`;
    return (await given.call(null, 'POST', path, { body: { agreed: true } })).status;
  }
  toString(): string {
    return 'the customer agrees by the link';
  }
}

/** A remark among the desk's people: allowed at any time, and nobody else's business. */
class Notes extends Step {
  expect(): boolean {
    return true;
  }
  act(real: Real): Promise<number> {
    return post(real, 'desk', '/messages', { body: 'They called.', visibility: 'internal' });
  }
  toString(): string {
    return 'the desk leaves a note';
  }
}

class Classifies extends Step {
  private readonly category: Category;
  constructor(category: Category) {
    super();
    this.category = category;
  }
  expect(model: Model): boolean {
    if (model.status === 'closed') return false;
    if (model.category !== this.category) model.lowering = null;
    model.category = this.category;
    return true;
  }
  async act({ given, caseId }: Real): Promise<number> {
    const body = { category: this.category, reason: 'It is one.' };
    return (await given.call(users.desk, 'PUT', `/cases/${caseId}/classification`, { body })).status;
  }
  toString(): string {
    return `the desk calls it ${this.category}`;
  }
}

/** One message, sent three times: by a double click, and by a client that heard no answer. */
class PressesTwice extends CustomerWrites {
  private readonly key: string;
  constructor(key: string) {
    super();
    this.key = key;
  }
  override async act({ given, caseId }: Real): Promise<number> {
    const send = () =>
      given.call(users.customer, 'POST', `/cases/${caseId}/messages`, {
        body: { body: 'One more thing.' },
        headers: { 'idempotency-key': `${caseId} ${given.clock.now()} ${this.key}` },
      });
    const [one, two] = await Promise.all([send(), send()]);
    const three = await send();
    if (one.status !== two.status || one.status !== three.status) {
      throw new Error(`${this} was answered ${one.status}, ${two.status} and ${three.status}.`);
    }
    return three.status;
  }
  override toString(): string {
    return `the customer presses the button twice (${this.key})`;
  }
}

class Rates extends Step {
  expect(model: Model): boolean {
    return model.status === 'closed';
  }
  act(real: Real): Promise<number> {
    return post(real, 'customer', '/satisfaction', { rating: 'good' });
  }
  toString(): string {
    return 'the customer says that it went well';
  }
}

const classify = async ({ given, caseId }: Real, by: Side, severity: Severity): Promise<number> => {
  const body = { severity, reason: 'It is.' };
  return (await given.call(users[by], 'PUT', `/cases/${caseId}/classification`, { body })).status;
};

/** One word makes a case critical; it takes both parties to make it less. */
export class BecomesCritical extends Step {
  private readonly by: Side;
  constructor(by: Side) {
    super();
    this.by = by;
  }
  expect(model: Model): boolean {
    if (model.status === 'closed') return false;
    if (!model.critical) model.lowering = null;
    if (!model.critical) {
      // Nobody who was about to close it meant that.
      if (model.proposedBy !== null) model.status = 'in-progress';
      model.proposedBy = null;
    }
    model.critical = true;
    return true;
  }
  act(real: Real): Promise<number> {
    return classify(real, this.by, 'critical');
  }
  toString(): string {
    return `the ${this.by} calls it critical`;
  }
}

export class BecomesLess extends Step {
  private readonly by: Side;
  constructor(by: Side) {
    super();
    this.by = by;
  }
  expect(model: Model): boolean {
    if (model.status === 'closed') return false;
    if (!model.critical) return true;
    if (model.lowering === null) model.lowering = this.by;
    else if (model.lowering !== this.by) {
      model.critical = false;
      model.lowering = null;
    }
    return true;
  }
  act(real: Real): Promise<number> {
    return classify(real, this.by, 'non-critical');
  }
  toString(): string {
    return `the ${this.by} calls it not critical`;
  }
}

/** Asks again and again, a minute apart, and the clock looks each time. */
export class Chases extends Step {
  override readonly asks = true;
  expect(model: Model): boolean {
    model.now += 3 * 60_000;
    if (model.status === 'closed') return false;
    if (model.status === 'waiting-on-customer') model.status = 'in-progress';
    model.words += 3;
    return true;
  }
  async act(real: Real): Promise<number> {
    let status = 0;
    for (let time = 1; time <= 3; time++) {
      status = await post(real, 'customer', '/messages', { body: 'Is there any news?' });
      await passes(real, 1);
    }
    return status;
  }
  toString(): string {
    return 'the customer asks three times for news';
  }
}

type Owing = 'an answer' | 'an update' | 'nothing';

/** Another case of the customer's goes into this one. */
export class TakesIn extends Step {
  private readonly owing: Owing;
  override readonly asks = true;
  constructor(owing: Owing) {
    super();
    this.owing = owing;
  }
  expect(model: Model): boolean {
    if (model.status === 'closed') return false;
    if (this.owing !== 'nothing' && model.status === 'waiting-on-customer') model.status = 'in-progress';
    return true;
  }
  async act(real: Real): Promise<number> {
    const { given, caseId } = real;
    const { body } = await given.call(users.customer, 'POST', '/cases', {
      body: { subject: 'The same question', description: 'How do I rotate a key?' },
    });
    const other = { ...real, caseId: body.caseId };
    if (this.owing !== 'an answer') {
      await post(other, 'desk', '/messages', {
        body: 'Like this.',
        waitingOnCustomer: this.owing === 'nothing',
      });
    }
    const owed = (await given.desk.cases.read(other.caseId))?.deadlines;
    const status = await post(other, 'desk', '/merge', { into: caseId });
    const into = await given.desk.cases.read(caseId);
    const due = owed?.['first-response'] ?? owed?.update;
    if (status < 300 && due !== undefined && into?.severity === 'non-critical') {
      const { deadlines } = into;
      const kept = [deadlines['first-response'], deadlines.update].some(
        (at) => at !== undefined && at <= due,
      );
      if (!kept) throw new Error(`${this}: it was due at ${due}, and is now ${JSON.stringify(deadlines)}.`);
    }
    return status;
  }
  toString(): string {
    return `a case that owes ${this.owing} is merged into it`;
  }
}

const side = fc.constantFrom<Side>('customer', 'desk');

/** Anything that either party may do, in any order. */
export const steps = fc.commands(
  [
    fc.constant(new CustomerWrites()),
    fc.boolean().map((waits) => new DeskAnswers(waits)),
    side.map((by) => new Proposes(by)),
    fc.tuple(side, fc.boolean()).map(([by, agreed]) => new Answers(by, agreed)),
    fc.constant(new AgreesByLink()),
    side.map((by) => new Reopens(by)),
    fc.constantFrom('agent', 'agent2').map((to) => new HandsOver(to)),
    side.map((by) => new Escalates(by)),
    fc.constant(new Notes()),
    fc
      .constantFrom<Category>('bug', 'configuration', 'information')
      .map((category) => new Classifies(category)),
    side.map((by) => new BecomesCritical(by)),
    side.map((by) => new BecomesLess(by)),
    fc.constant(new Chases()),
    fc.constantFrom<Owing>('an answer', 'an update', 'nothing').map((owing) => new TakesIn(owing)),
    fc.uuid().map((key) => new PressesTwice(key)),
    fc.constant(new Rates()),
    fc.integer({ min: 1, max: 24 * 16 }).map((hours) => new TimePasses(hours)),
  ],
  // Without a size fast-check keeps to ten, and no clock has time to run out.
  { maxCommands: 24, size: 'medium' },
);
