import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContactRecord } from '../../../functions/call-records/contact-record.ts';
import { caseLists } from '../../../shared/aws/case-lists.ts';
import { answerCall } from '../../../shared/desk/critical/answer-call.ts';
import { recordCall } from '../../../shared/desk/critical/record-call.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { people, vital } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

const given = async () => {
  const table = await database.table();
  const world = await criticalWorld(table);
  const desk = { ...world.desk, lists: caseLists(table) };
  const call = { callId: 'contact-1', number: vital.contactPhone, caller: 'elena', durationSeconds: 95 };
  return { ...world, ...people(world), desk, call };
};

/** A contact record as Amazon Connect writes it, cut to what is read and a little more. */
const record = (more: object = {}) =>
  JSON.stringify({
    AWSContactTraceRecordFormatVersion: '2017-03-10',
    ContactId: '6f5c1b0e',
    Channel: 'VOICE',
    InitiationMethod: 'OUTBOUND',
    InitiationTimestamp: '2026-11-24T01:50:00Z',
    ConnectedToSystemTimestamp: '2026-11-24T01:50:12Z',
    DisconnectTimestamp: '2026-11-24T01:52:12Z',
    CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+34911234567' },
    Agent: { Username: 'elena', AgentInteractionDuration: 120 },
    ...more,
  });

describe('a contact record', () => {
  it('tells of a call of ours from the customer’s picking up', () => {
    expect(readContactRecord(record())).toEqual({
      callId: '6f5c1b0e',
      number: '+34911234567',
      caller: 'elena',
      startedAt: '2026-11-24T01:50:12.000Z',
      durationSeconds: 120,
    });
  });

  it('tells of a call that nobody took', () => {
    expect(readContactRecord(record({ ConnectedToSystemTimestamp: null, Agent: null }))).toMatchObject({
      startedAt: '2026-11-24T01:50:00.000Z',
      durationSeconds: 0,
      caller: 'Amazon Connect',
    });
  });

  it.each([
    { more: { InitiationMethod: 'INBOUND' }, because: 'the customer called us' },
    { more: { Channel: 'CHAT' }, because: 'nobody spoke' },
    { more: { CustomerEndpoint: null }, because: 'there was nobody at the other end' },
  ])('is no callback with $more, because $because', ({ more }) => {
    expect(readContactRecord(record(more))).toBeNull();
  });
});

describe('a recorded call', () => {
  it('proves the callback of the case that waits for that number, once', async () => {
    const { desk, call, read, pass, ...world } = await given();
    const caseId = await world.submitCritical();
    await pass(9);
    const made = { ...call, startedAt: world.at(7) };
    expect(await recordCall(desk, made)).toEqual([caseId]);
    expect(await recordCall(desk, made)).toEqual([]);
    expect((await read(caseId)).critical).toMatchObject({ stage: 'working', callbackReachedAt: world.at(7) });
    const reached = (await world.timeline(caseId)).filter(({ type }) => type === 'callback.reached');
    expect(reached).toEqual([
      expect.objectContaining({
        data: expect.objectContaining({ source: 'call-record' }),
        actor: expect.objectContaining({ name: 'elena' }),
      }),
    ]);
  });

  it.each([0, 19])('of %s seconds is an attempt', async (durationSeconds) => {
    const { desk, call, read, ...world } = await given();
    const caseId = await world.submitCritical();
    await recordCall(desk, { ...call, durationSeconds, startedAt: desk.now() });
    expect((await read(caseId)).critical).toMatchObject({ stage: 'paging', callbackAttempts: 1 });
  });

  it('to another number is on no case', async () => {
    const { desk, call, ...world } = await given();
    await world.submitCritical();
    expect(await recordCall(desk, { ...call, number: '+34600999999', startedAt: desk.now() })).toEqual([]);
  });
});

describe('a call to the hotline', () => {
  it('brings the caller’s case to the representative, by PIN or number', async () => {
    const { desk, read, ...world } = await given();
    const caseId = await world.submitCritical();
    const { critical, number } = await read(caseId);
    const card = { found: 'true', caseId, caseNumber: number, accountName: 'Acme Envíos', language: 'es' };
    expect(await answerCall(desk, critical?.pin ?? '')).toEqual(card);
    expect(await answerCall(desk, number)).toEqual(card);
  });

  it.each(['', '000000', '99999999', 'Timeout'])(
    'goes on without a case when «%s» was typed',
    async (typed) => {
      const { desk } = await given();
      expect(await answerCall(desk, typed)).toEqual({ found: 'false' });
    },
  );
});
