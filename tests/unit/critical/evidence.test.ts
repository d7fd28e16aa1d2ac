import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../../shared/aws/dynamodb.ts';
import { keys } from '../../../shared/aws/keys.ts';
import { readEvidence } from '../../../shared/desk/evidence.ts';
import { verifyTimeline } from '../../../shared/desk/verify-chain.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { agent, ana, people } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

/** Called back after 20 minutes, an update in time and one late, then closed by both. */
const told = async (table?: Table) => {
  const world = await criticalWorld(table ?? (await database.table()));
  const acts = people(world);
  const caseId = await acts.submitCritical();
  await world.pass(20);
  await acts.reach(caseId);
  await world.pass(20);
  await acts.update(caseId);
  await world.pass(40);
  await acts.update(caseId);
  await acts.end(caseId);
  await acts.propose(caseId);
  await acts.answer(caseId, true);
  return { ...world, caseId };
};

describe('the evidence of a case', () => {
  it('says of each promise what was promised, what was done, when, by whom and by which entries', async () => {
    const world = await told();
    const evidence = await readEvidence(world.desk, agent, world.caseId);
    const entries = await world.timeline(world.caseId);
    const typesOf = (proof: readonly number[]) => proof.map((seq) => entries[seq - 1]?.type);
    expect(evidence.chainIntact).toBe(true);
    expect(
      evidence.clauses.map(({ sentence: _, proof, ...row }) => ({ ...row, proof: typesOf(proof) })),
    ).toEqual([
      {
        clause: 'C-ii-1',
        promised: null,
        done: world.at(0),
        kept: true,
        by: 'Ana García',
        proof: ['case.opened', 'critical.declared', 'vital-information.recorded'],
      },
      {
        clause: 'C-ii-2',
        promised: world.at(15),
        done: world.at(20),
        kept: false,
        by: 'Elena Ruiz',
        proof: ['vital-information.recorded', 'deadline.missed', 'callback.reached'],
      },
      {
        clause: 'C-ii-4',
        promised: world.at(50),
        done: world.at(40),
        kept: true,
        by: 'Elena Ruiz',
        proof: ['callback.reached', 'update.sent'],
      },
      {
        clause: 'C-ii-4',
        promised: world.at(70),
        done: world.at(80),
        kept: false,
        by: 'Elena Ruiz',
        proof: ['update.sent', 'update.nudged', 'deadline.missed', 'update.sent'],
      },
      {
        clause: 'C-ii-3',
        promised: null,
        done: world.at(80),
        kept: true,
        by: 'Elena Ruiz',
        proof: ['unavailability.ended'],
      },
      {
        clause: 'C-ii-5',
        promised: null,
        done: world.at(80),
        kept: true,
        by: 'Elena Ruiz, Ana García',
        proof: ['closure.proposed', 'closure.agreed', 'case.closed'],
      },
    ]);
  });

  it('quotes the contract, and shows a customer no entry that is internal', async () => {
    const world = await told();
    const entries = await world.timeline(world.caseId);
    const { clauses } = await readEvidence(world.desk, ana, world.caseId);
    expect(clauses[1]?.sentence).toContain('quince (15) minutos');
    const shown = clauses.flatMap(({ proof }) => proof).map((seq) => entries[seq - 1]?.visibility);
    expect(new Set(shown)).toEqual(new Set(['public']));
  });
});

describe('verifying an exported timeline', () => {
  it('finds one that is as it was written intact, by itself or in an export', async () => {
    const world = await told();
    const entries = await world.timeline(world.caseId);
    const of = await world.desk.cases.read(world.caseId);
    for (const exported of [entries, { ...of, timeline: entries }]) {
      expect(verifyTimeline(JSON.stringify(exported))).toMatchObject({ intact: true });
    }
  });

  it('names the first entry that was changed, taken out or put in', async () => {
    const world = await told();
    const entries = await world.timeline(world.caseId);
    const changed = entries.map((entry) => (entry.seq === 4 ? { ...entry, at: world.at(1) } : entry));
    const shortened = entries.filter(({ seq }) => seq !== 4);
    for (const forged of [changed, shortened, [...entries.slice(0, 3), ...entries.slice(2)]]) {
      expect(verifyTimeline(JSON.stringify(forged))).toEqual({
        intact: false,
        finding: expect.stringContaining('Entry 4 '),
      });
    }
  });

  it('misses the last entry of a case, in an export and in the table itself', async () => {
    const table = await database.table();
    const world = await told(table);
    const timeline = await world.timeline(world.caseId);
    const of = await world.desk.cases.read(world.caseId);
    const Key = keys.entry(world.caseId, timeline.length);
    await table.client.send(new DeleteCommand({ TableName: table.name, Key }));

    const exported = { ...of, timeline: timeline.slice(0, -1) };
    expect(verifyTimeline(JSON.stringify(exported)).intact).toBe(false);
    expect((await readEvidence(world.desk, agent, world.caseId)).chainIntact).toBe(false);
  });

  it.each(['[]', '{}', '[{"seq":1}]'])('does not take %s for a timeline', (json) => {
    expect(verifyTimeline(json).intact).toBe(false);
  });
});
