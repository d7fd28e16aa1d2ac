import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

/**
 * A contact's id is unique within the account alone, and may be an employee's too: what somebody is told
 * apart by has to be more than that.
 */
let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
});

const [ana, agent, supervisor] = ['ana@acme.example', 'agent@guardia.example', 'supervisor@guardia.example'];
const namesake = 'ana@globex.example';

const contact = (addresses: readonly string[], enabled = true) => ({
  name: 'Ana López',
  phone: null,
  language: 'en',
  timeZone: 'UTC',
  enabled,
  addresses: addresses.map((address) => ({ address, verified: true })),
});
const putContact = (path: string, addresses: readonly string[], enabled = true) =>
  given.call(agent, 'PUT', `/accounts/${path}`, { body: contact(addresses, enabled) });
const key = { 'idempotency-key': 'the-same' };

describe('two people of one name in two accounts', () => {
  beforeEach(async () => {
    expect((await putContact('globex/contacts/ana', [namesake])).status).toBe(200);
  });

  it('use the same Idempotency-Key without meeting: each opens a case of their own', async () => {
    const submit = (user: string) =>
      given.call(user, 'POST', '/cases', { body: { subject: 'Help', description: 'Please.' }, headers: key });

    const [mine, theirs] = [await submit(ana), await submit(namesake)];

    expect([mine.body.accountId, theirs.body.accountId]).toEqual(['acme', 'globex']);
  });

  it('use the same Idempotency-Key for different things, and neither hears of the other', async () => {
    const submit = (user: string, subject: string) =>
      given.call(user, 'POST', '/cases', { body: { subject, description: 'Please.' }, headers: key });

    await submit(ana, 'One thing');

    expect((await submit(namesake, 'Another')).status).toBe(201);
  });

  it('never share the secret of a webhook', async () => {
    const create = (user: string) =>
      given.call(user, 'POST', '/webhooks', {
        body: { url: 'https://hooks.example.org/', eventTypes: [] },
        headers: key,
      });

    const [mine, theirs] = [await create(ana), await create(namesake)];

    expect(theirs.status).toBe(201);
    expect(theirs.body.webhookId).not.toBe(mine.body.webhookId);
    expect(theirs.body.secret).not.toBe(mine.body.secret);
  });
});

describe('an address or sign-in name', () => {
  it.each([
    { path: 'globex/contacts/ana', address: ana, because: 'a contact of another account has it' },
    { path: 'acme/contacts/supervisor', address: supervisor, because: 'one of the desk’s people has it' },
  ])('is not taken over by who only shares the id of its owner: $because', async ({ path, address }) => {
    const before = await given.desk.directory.user(address);

    const answer = await putContact(path, [address]);

    expect(answer).toMatchObject({ status: 409, body: { code: 'already-taken' } });
    expect(await given.desk.directory.user(address)).toEqual(before);
  });

  it('that a contact has left opens nothing any more', async () => {
    await putContact('acme/contacts/ana', ['ana.new@acme.example']);

    expect((await given.call(ana, 'GET', '/me')).body.code).toBe('user-unknown');
    expect((await given.call('ana.new@acme.example', 'GET', '/me')).body.id).toBe('ana');
  });

  it('that one of the desk’s people has left opens nothing any more', async () => {
    const { body } = await given.call(supervisor, 'GET', '/people');
    const { personId, channels, openNow, version, ...fields } = body.items.find(
      (one: { personId: string }) => one.personId === 'agent2',
    );
    const moved = { ...fields, address: 'marco@guardia.example' };

    expect((await given.call(supervisor, 'PUT', '/people/agent2', { body: moved })).status).toBe(200);

    expect(await given.desk.directory.user('agent2@guardia.example')).toBeNull();
    expect(await given.desk.directory.user('marco@guardia.example')).toMatchObject({ id: 'agent2' });
  });

  it('is gone with an erased person, whatever their addresses were before', async () => {
    await putContact('acme/contacts/ana', ['ana.new@acme.example']);

    await given.call(supervisor, 'POST', '/accounts/acme/contacts/ana/erasure', {
      body: { reason: 'Asked for.' },
    });

    for (const address of [ana, 'ana.new@acme.example']) {
      expect(await given.desk.directory.user(address), address).toBeNull();
      expect(await given.desk.directory.addressOwner(address), address).toBeNull();
    }
  });

  it('stays with its new owner when the old one, who is disabled, is edited once more', async () => {
    const shared = 'billing@acme.example';
    await putContact('acme/contacts/ana', [ana, shared]);
    await putContact('acme/contacts/ana', [ana, shared], false);
    await putContact('acme/contacts/luis', ['luis@acme.example', shared]);

    await putContact('acme/contacts/ana', [ana], false);

    expect(await given.desk.directory.addressOwner(shared)).toMatchObject({ id: 'luis' });
  });
});
