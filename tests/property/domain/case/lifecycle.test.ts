import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../../../shared/desk/ids.ts';
import type { Case } from '../../../../shared/domain/case/case.ts';
import { firstBrokenLink } from '../../../../shared/domain/case/chain.ts';
import { caseEvents, type TimelineEntry } from '../../../../shared/domain/case/events.ts';
import { replay } from '../../../../shared/domain/case/evolve.ts';
import { clockAt, morning, type TestDesk, testDesk } from '../../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../../support/dynamodb.ts';
import type { Model, Real } from './both-parties.ts';
import { steps } from './steps.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table(), clockAt(morning));
});
afterAll(() => dynamodb.stop());

const runs = 30;

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
  };
  return { model, real: { given, caseId: body.caseId } };
}

it('law: whatever both parties do in any order, the desk answers as the small model of a case does', async () => {
  const histories: { stored: Case | null; entries: TimelineEntry[]; words: number }[] = [];

  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      const state = await opened();
      await fc.asyncModelRun(() => state, commands);
      const { caseId } = state.real;
      histories.push({
        stored: await given.desk.cases.read(caseId),
        entries: (await given.desk.cases.timeline(caseId, { limit: 1_000 })).entries,
        words: state.model.words,
      });
    }),
    { numRuns: runs },
  );

  expect(histories.length).toBeGreaterThanOrEqual(runs);
  for (const { stored, entries, words } of histories) {
    // law: the stored case is the fold of its timeline
    expect(replay(entries)).toEqual(stored);
    // law: the timeline is a chain without gaps
    expect(firstBrokenLink(entries, sha256)).toBeNull();
    // law: no word of either party is lost or doubled
    expect(entries.filter(isWord)).toHaveLength(words);
    // law: closing takes a proposal of one party and the agreement of the other
    expect(agreements(entries)).toEqual(closings(entries));
    // law: each breach that is the owner's or the supervisor's is told once
    expect(told(entries)).toBeLessThanOrEqual(missedOf(entries).length);
    // law: every entry is an event that the catalogue describes
    for (const entry of entries) caseEvents[entry.type].parse(entry.data);
    // law: a promise is missed once
    const missed = missedOf(entries);
    expect(missed).toEqual([...new Set(missed)]);
  }
}, 180_000);

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
