import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayLedger } from '../../../shared/desk/critical/judge-ledger.ts';
import {
  measureByEvent,
  measureUnavailability,
} from '../../../shared/desk/critical/measure-unavailability.ts';
import { machineOf } from '../../../shared/desk/events-in/submit-by-event.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { ana, people } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

const nothing = { ok: 0, timeout: 0, internalError: 0, clientError: 0 };
const given = async () => {
  const world = await criticalWorld(await database.table());
  const caseId = await people(world).submitCritical();
  const end = Math.floor(Date.parse(world.at(0)) / 1_000);
  /** A minute in which every injection timed out, seen from two places. */
  const ledger = Array.from({ length: 120 }, (_, index) => ({
    second: end - 60 + Math.floor(index / 2),
    vantagePoint: index % 2 === 0 ? 'madrid' : 'dublin',
    api: nothing,
    smtp: { ...nothing, timeout: 3 },
  }));
  const measured = async () =>
    (await world.timeline(caseId)).filter(({ type }) => type === 'unavailability.measured');
  return { ...world, caseId, ledger, measured };
};

describe('a ledger of seconds on a case', () => {
  it('says by the contract’s words what was unavailable, and which ledger said so', async () => {
    const { desk, caseId, ledger, measured } = await given();
    await measureUnavailability(desk, { principal: ana, caseId, ledger });
    const [entry] = await measured();
    expect(entry).toMatchObject({
      visibility: 'public',
      data: { verdict: 'persistent', unavailableSeconds: { api: 0, smtp: 60 } },
    });
    // Whoever kept the ledger says the same of it, in whatever order its lines are.
    expect(replayLedger(JSON.stringify({ ledger: ledger.toReversed() }))).toEqual(entry?.data);
  });

  it('is evidence and never a gate: nothing of the case moves', async () => {
    const { desk, caseId, read, ledger } = await given();
    const before = await read(caseId);
    await measureUnavailability(desk, { principal: ana, caseId, ledger: ledger.slice(0, 2) });
    const after = await read(caseId);
    expect(after.critical).toEqual(before.critical);
    expect({ status: after.status, severity: after.severity, deadlines: after.deadlines }).toEqual({
      status: before.status,
      severity: before.severity,
      deadlines: before.deadlines,
    });
  });

  it('comes once by event, however often it is sent', async () => {
    const { desk, caseId, read, ledger, measured } = await given();
    const { number } = await read(caseId);
    const event = { id: 'probe-1', caseNumber: number, ledger };
    for (let times = 0; times < 3; times++) {
      await measureByEvent(desk, { principal: machineOf('acme.prober'), event });
    }
    expect(await measured()).toHaveLength(1);
  });

  it('tells of nothing that has not happened yet', async () => {
    const { desk, caseId, ledger } = await given();
    const ahead = ledger.map((line) => ({ ...line, second: line.second + 3_600 }));
    await expect(
      measureUnavailability(desk, { principal: ana, caseId, ledger: ahead }),
    ).rejects.toMatchObject({
      kind: 'invalid',
    });
  });
});
