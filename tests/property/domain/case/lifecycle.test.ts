import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../../../shared/desk/ids.ts';
import { firstBrokenLink } from '../../../../shared/domain/case/chain.ts';
import { caseEvents, type TimelineEntry } from '../../../../shared/domain/case/events.ts';
import { replay } from '../../../../shared/domain/case/evolve.ts';
import { clockAt, morning, type TestDesk, testDesk } from '../../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../../support/dynamodb.ts';
import {
  Answers,
  CustomerWrites,
  DeskAnswers,
  Escalates,
  HandsOver,
  type Model,
  Proposes,
  type Real,
  TimePasses,
} from './both-parties.ts';
import { BecomesCritical, BecomesLess, Chases, steps, TakesIn } from './steps.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table(), clockAt(morning));
});
afterAll(() => dynamodb.stop());

const runs = 20;

async function opened(): Promise<{ model: Model; real: Real }> {
  const { body } = await given.call('ana@acme.example', 'POST', '/cases', {
    body: { subject: 'A question', description: 'How do I rotate a key?' },
  });
  const now = Date.parse(given.clock.now());
  const model: Model = {
    status: 'new',
    proposedBy: null,
    owner: body.owner.agentId,
    answered: false,
    reopened: 0,
    words: 1,
    now,
    closedAt: 0,
    critical: false,
    category: body.category,
    lowering: null,
    linkPressed: false,
  };
  return { model, real: { given, caseId: body.caseId } };
}

it('law: whatever both parties do in any order, the desk answers as the small model of a case does', async () => {
  let histories = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      const state = await opened();
      await fc.asyncModelRun(() => state, commands);
      await keepsTheLaws(state);
      histories += 1;
    }),
    { numRuns: runs },
  );
  expect(histories).toBeGreaterThanOrEqual(runs);
}, 180_000);

const agentOwns = new HandsOver('agent');
const [answers, waits] = [new DeskAnswers(false), new DeskAnswers(true)];
const [critical, deskLowers, customerLowers] = [
  new BecomesCritical('desk'),
  new BecomesLess('desk'),
  new BecomesLess('customer'),
];
const days = (count: number) => new TimePasses(24 * count);

it.each([
  { story: 'a missed update is asked for', steps: [answers, days(10), new Chases(), new Chases()] },
  {
    story: 'a late case is critical in between',
    steps: [days(4), critical, days(1), deskLowers, customerLowers, days(1)],
  },
  {
    story: 'the owner is silent, and the customer asks every day',
    steps: [agentOwns, answers, days(1), new CustomerWrites(), days(1), new CustomerWrites()],
  },
  {
    story: 'an answer to an escalation is asked for again, and given by whom it is about',
    steps: [agentOwns, new Escalates('customer'), days(4), new Escalates('customer'), answers],
  },
  {
    story: 'an unanswered case goes into one that waits',
    steps: [waits, new TakesIn('an answer'), waits, new TakesIn('an update'), waits, new TakesIn('nothing')],
  },
  {
    story: 'the desk proposes to close before it has answered',
    steps: [
      new Proposes('desk'),
      new Answers('customer', false),
      new Proposes('customer'),
      new Answers('desk', false),
    ],
  },
  { story: 'a case becomes less while it waits', steps: [critical, waits, deskLowers, customerLowers] },
])('law: every promise of the desk is kept in view while $story', async ({ steps }) => {
  const state = await opened();
  for (const step of steps) await step.run(state.model, state.real);
  await keepsTheLaws(state);
});

async function keepsTheLaws({ model, real: { caseId } }: { model: Model; real: Real }): Promise<void> {
  const stored = await given.desk.cases.read(caseId);
  const { entries } = await given.desk.cases.timeline(caseId, { limit: 1_000 });
  // law: the stored case is the fold of its timeline
  expect(replay(entries)).toEqual(stored);
  // law: the timeline is a chain without gaps
  expect(firstBrokenLink(entries, sha256)).toBeNull();
  // law: no word of either party is lost or doubled
  expect(entries.filter(isWord)).toHaveLength(model.words);
  // law: closing takes a proposal of one party and the agreement of the other
  expect(agreements(entries)).toEqual(closings(entries));
  // law: every entry is an event that the catalogue describes
  for (const entry of entries) caseEvents[entry.type].parse(entry.data);
  // law: a promise is missed once, and told at most once
  const missed = missedOf(entries);
  expect(missed).toEqual([...new Set(missed)]);
  expect(told(entries)).toBeLessThanOrEqual(missed.length);
}

const missedOf = (entries: readonly TimelineEntry[]): string[] =>
  entries.flatMap((entry) =>
    entry.type === 'deadline.missed' ? [`${entry.data.kind} ${entry.data.dueAt}`] : [],
  );

const told = (entries: readonly TimelineEntry[]): number =>
  entries.filter((entry) => entry.type === 'notice.sent' && entry.data.mail.notice === 'deadline-missed')
    .length;

const isWord = (entry: TimelineEntry): boolean =>
  entry.type === 'message.received' ||
  (entry.type === 'message.sent' && entry.data.mail?.automatic === false);

const closings = (entries: readonly TimelineEntry[]): number =>
  entries.filter((entry) => entry.type === 'case.closed' && entry.data.how === 'agreed').length;

/** Agreements whose last proposal before them was the other party's. */
function agreements(entries: readonly TimelineEntry[]): number {
  let proposedBy: string | null = null;
  let count = 0;
  for (const entry of entries) {
    if (entry.type === 'closure.proposed') proposedBy = entry.data.by;
    if (entry.type === 'closure.agreed' && proposedBy !== null && proposedBy !== entry.data.by) count += 1;
  }
  return count;
}
