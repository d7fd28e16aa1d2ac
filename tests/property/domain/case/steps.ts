import * as fc from 'fast-check';
import type { Category, Side } from '../../../../shared/domain/case/vocabulary.ts';
import { linkToken } from '../../../../shared/domain/mail/token.ts';
import {
  Answers,
  CustomerWrites,
  DeskAnswers,
  Escalates,
  HandsOver,
  type Model,
  Proposes,
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
    if (model.status !== 'closure-proposed' || model.proposedBy !== 'desk') return false;
    model.status = 'closed';
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
    return model.status !== 'closed';
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
    fc.uuid().map((key) => new PressesTwice(key)),
    fc.constant(new Rates()),
    fc.integer({ min: 1, max: 24 * 16 }).map((hours) => new TimePasses(hours)),
  ],
  { maxCommands: 30 },
);
