import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoSchedule } from '../../../infra/local/demo-data.ts';
import { scheduleStore } from '../../../shared/aws/schedule-store.ts';
import { deploymentActor } from '../../../shared/desk/actors.ts';
import { relieveOwners } from '../../../shared/desk/relieve-owners.ts';
import { settleDue } from '../../../shared/desk/sweep-due.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
});

const [ana, supervisor] = ['ana@acme.example', 'supervisor@guardia.example'];
const relieve = () =>
  relieveOwners(given.desk, (caseId, error) => {
    throw new Error(`${caseId} could not be passed on.`, { cause: error });
  });
const person = async (personId: string) =>
  (await given.call(supervisor, 'GET', '/people')).body.items.find(
    (one: { personId: string }) => one.personId === personId,
  );
async function change(personId: string, fields: object) {
  const { channels: _, openNow: __, version: ___, personId: ____, ...body } = await person(personId);
  return await given.call(supervisor, 'PUT', `/people/${personId}`, { body: { ...body, ...fields } });
}
/** Whom the schedule still names cannot leave. */
const offTheSchedule = async (personId: string): Promise<void> => {
  const layers = demoSchedule.layers.map(({ rotation, ...layer }) => ({
    ...layer,
    rotation: { ...rotation, members: rotation.members.filter((member) => member !== personId) },
  }));
  const store = scheduleStore(given.desk.table);
  await store.save({ ...demoSchedule, layers }, await store.schedule(), {
    actor: deploymentActor,
    at: given.clock.now(),
  });
};
/** A case that `agent` owns. */
async function owned(fields: object = {}): Promise<string> {
  const { body } = await given.call(ana, 'POST', '/cases', {
    body: { subject: 'A question', description: 'How do I rotate a key?', ...fields },
  });
  if (body.owner.agentId !== 'agent') {
    await given.call(supervisor, 'PUT', `/cases/${body.caseId}/owner`, {
      body: { agentId: 'agent', reason: 'For the test.', summary: 'Nothing yet.' },
    });
  }
  return body.caseId;
}
const ownerOf = async (caseId: string) => (await given.desk.cases.read(caseId))?.ownerId;
const newest = async (caseId: string, type: string) =>
  (await given.desk.cases.timeline(caseId)).entries.findLast((entry) => entry.type === type);

describe('an owner on leave', () => {
  it('has no case any more: it goes to somebody else, with a reason and a summary', async () => {
    const caseId = await owned();
    expect((await change('agent', { away: true })).status).toBe(200);

    expect(await relieve()).toBe(1);

    expect(await newest(caseId, 'owner.assigned')).toMatchObject({
      data: {
        ownerId: 'agent2',
        previousOwnerId: 'agent',
        how: 'rule',
        reason: expect.stringContaining('no está disponible'),
        summary: expect.stringContaining('Falta la primera respuesta.'),
      },
    });
  });

  it('is told to the customer, and to who has the case now', async () => {
    const caseId = await owned();
    await change('agent', { away: true });
    await relieve();

    expect(await newest(caseId, 'message.sent')).toMatchObject({
      data: { mail: { notice: 'owner-changed', to: [{ address: ana }] } },
    });
    expect(await newest(caseId, 'notice.sent')).toMatchObject({
      data: { mail: { notice: 'case-assigned', to: [{ address: 'agent2@guardia.example' }] } },
    });
  });

  it('is relieved once, however many sweeps come at the same time', async () => {
    const caseId = await owned();
    await change('agent', { away: true });

    await Promise.all([relieve(), relieve(), relieve()]);

    const { entries } = await given.desk.cases.timeline(caseId);
    const from = (entry: (typeof entries)[number]) =>
      entry.type === 'owner.assigned' ? entry.data.previousOwnerId : null;
    expect(entries.filter((entry) => from(entry) === 'agent')).toHaveLength(1);
    expect(await relieve()).toBe(0);
  });

  it.each([
    { fields: { enabled: false }, because: 'they left for good' },
    { fields: { away: true }, because: 'they are away' },
  ])('also where owners are found by hand, when $because', async ({ fields }) => {
    const caseId = await owned();
    await given.call(supervisor, 'PUT', '/rules', { body: { assignment: 'by-hand', alarms: [] } });
    await offTheSchedule('agent');
    expect((await change('agent', fields)).status).toBe(200);
    await relieve();

    expect(await ownerOf(caseId)).toBe('agent2');
  });

  it('keeps the case while nobody else is there, and its next breach goes to the supervisor', async () => {
    const caseId = await owned();
    await change('agent2', { away: true });
    await change('agent', { away: true });

    expect(await relieve()).toBe(0);
    expect(await ownerOf(caseId)).toBe('agent');
    given.clock.advance(24 * 60);
    await settleDue(given.desk, caseId);
    expect(await newest(caseId, 'notice.sent')).toMatchObject({
      data: { mail: { notice: 'deadline-missed', to: [{ address: supervisor }] } },
    });
  });

  it('keeps a critical issue until the people on call hand it over with the situation', async () => {
    const caseId = await owned({ severity: 'critical', category: 'bug' });
    await change('agent', { away: true });

    expect(await relieve()).toBe(0);
    expect(await ownerOf(caseId)).toBe('agent');
  });
});

describe('the end of a shift', () => {
  /** `agent` goes home at 18:00 in Madrid, `agent2` works in New York until 17:00 there. */
  beforeEach(async () => {
    await change('agent2', { calendarId: 'us-eastern' });
  });
  const evening = () => given.clock.advance(8 * 60);

  it('passes on what is promised before the next one, to somebody who is at work', async () => {
    const caseId = await owned();
    await given.call('agent@guardia.example', 'POST', `/cases/${caseId}/messages`, {
      body: { body: 'Tonight you hear from us.', nextUpdateAt: '2026-11-24T20:00:00.000Z' },
    });
    expect(await relieve()).toBe(0);
    evening();

    expect(await relieve()).toBe(1);
    expect(await ownerOf(caseId)).toBe('agent2');
    expect(await newest(caseId, 'owner.assigned')).toMatchObject({
      data: { reason: expect.stringContaining('Ha terminado el turno') },
    });
  });

  it.each([
    {
      words: { nextUpdateAt: '2026-11-25T12:00:00.000Z' },
      because: 'the promise is for the next shift',
    },
    { words: { waitingOnCustomer: true }, because: 'the case waits for the customer' },
  ])('leaves a case where it is when $because', async ({ words }) => {
    const caseId = await owned();
    await given.call('agent@guardia.example', 'POST', `/cases/${caseId}/messages`, {
      body: { body: 'Later.', ...words },
    });
    evening();

    expect(await relieve()).toBe(0);
    expect(await ownerOf(caseId)).toBe('agent');
  });

  it('leaves a case where it is when nobody is at work', async () => {
    const caseId = await owned();
    await given.call('agent@guardia.example', 'POST', `/cases/${caseId}/messages`, {
      body: { body: 'Tonight you hear from us.', nextUpdateAt: '2026-11-25T06:00:00.000Z' },
    });
    given.clock.advance(14 * 60);

    expect(await relieve()).toBe(0);
    expect(await ownerOf(caseId)).toBe('agent');
  });
});

describe('the technical account manager', () => {
  it.each([
    { path: '/people/tam', fields: { away: true } },
    { path: '/people/tam', fields: { enabled: false } },
  ])('cannot leave an account alone: $fields', async ({ fields }) => {
    const { body } = await given.call(supervisor, 'GET', '/accounts/acme');
    const { accountId: _, legalHold: __, version: ___, tam: ____, ...account } = body;
    await given.call(supervisor, 'PUT', '/accounts/acme', { body: { ...account, deputyTamId: null } });

    const refused = await change('tam', fields);

    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: Object.keys(fields)[0] }] } });
    expect(refused.body.errors[0].message).toContain('Acme');
  });

  it('may leave when a deputy is there, and then the deputy may not', async () => {
    for (const accountId of ['acme', 'globex']) {
      const { body } = await given.call(supervisor, 'GET', `/accounts/${accountId}`);
      const { accountId: _, legalHold: __, version: ___, tam: ____, ...account } = body;
      const put = await given.call(supervisor, 'PUT', `/accounts/${accountId}`, {
        body: { ...account, tamId: 'tam', deputyTamId: 'supervisor' },
      });
      expect(put.status).toBe(200);
    }

    expect((await change('tam', { away: true })).status).toBe(200);
    expect((await change('supervisor', { away: true })).status).toBe(400);
    expect((await given.call(ana, 'GET', '/me')).body.tam).toMatchObject({
      personId: 'supervisor',
      standsInFor: expect.any(String),
    });
  });

  it('is asked to answer an escalation within their own hours, not those of the account', async () => {
    await change('tam', { calendarId: 'us-eastern' });
    const caseId = await owned();
    given.clock.advance(6 * 60);
    await given.call(ana, 'POST', `/cases/${caseId}/escalations`, { body: { reason: 'It is urgent.' } });

    const of = await given.desk.cases.read(caseId);
    expect(of?.escalatedTo).toEqual({ role: 'tam', id: 'tam' });
    // 15:43 UTC is 10:43 in New York: two hours later is still within the day there, and past it in Madrid.
    expect(of?.deadlines['escalation-answer']).toBe('2026-11-24T17:43:10.000Z');
  });
});

describe('a case that came when nobody was there', () => {
  const ownerless = async () => {
    for (const id of ['agent', 'agent2']) await change(id, { away: true });
    const caseId = await unowned();
    for (const id of ['agent', 'agent2']) await change(id, { away: false });
    return caseId;
  };
  const unowned = async () => {
    const { body } = await given.call(ana, 'POST', '/cases', {
      body: { subject: 'A question', description: 'How do I rotate a key?' },
    });
    expect(body.owner).toBeNull();
    return body.caseId as string;
  };

  it('gets its owner with the next tick after somebody is back, who is told', async () => {
    const caseId = await ownerless();

    expect(await relieve()).toBe(1);
    expect(await ownerOf(caseId)).toMatch(/^agent/);
    expect((await given.desk.cases.read(caseId))?.deadlines.owner).toBeUndefined();
    expect(await newest(caseId, 'notice.sent')).toMatchObject({
      data: { mail: { notice: 'case-assigned' } },
    });
    expect(await relieve()).toBe(0);
  });

  it('belongs to whoever answers it first', async () => {
    const caseId = await ownerless();
    const { body } = await given.call('agent2@guardia.example', 'POST', `/cases/${caseId}/messages`, {
      body: { body: 'Like this.' },
    });

    expect(body.type).toBe('message.sent');
    expect(await ownerOf(caseId)).toBe('agent2');
  });

  it('waits where owners are given by hand', async () => {
    const caseId = await ownerless();
    await given.call(supervisor, 'PUT', '/rules', { body: { assignment: 'by-hand', alarms: [] } });

    expect(await relieve()).toBe(0);
    expect(await ownerOf(caseId)).toBeNull();
  });

  it('is owed an owner again when it was closed without one and reopened', async () => {
    const caseId = await ownerless();
    const post = (user: string, path: string, body: object) =>
      given.call(user, 'POST', `/cases/${caseId}${path}`, { body });
    await post(ana, '/closure-proposals', { summary: 'It works.' });
    await post(supervisor, '/closure-proposals/current/answer', { agreed: true });
    await post(ana, '/reopenings', { reason: 'It does not.' });

    expect((await given.desk.cases.read(caseId))?.deadlines.owner).toBeDefined();
  });
});
