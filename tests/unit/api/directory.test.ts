import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pinnedTerms } from '../../../shared/desk/terms-of.ts';
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
const put = (path: string, body: object) => given.call(supervisor, 'PUT', path, { body });
const contact = (addresses: readonly string[]) => ({
  name: 'Ana García',
  phone: null,
  language: 'es',
  timeZone: 'Europe/Madrid',
  enabled: true,
  addresses: addresses.map((address) => ({ address, verified: true })),
});
const person = (address: string) => ({
  name: 'Elena Ruiz',
  address,
  phone: null,
  roles: ['agent'],
  languages: ['es'],
  skills: [],
  timeZone: 'Europe/Madrid',
  calendarId: 'madrid',
  away: false,
  enabled: true,
});
const isKnown = async (user: string) => (await given.call(user, 'GET', '/me')).body.code !== 'user-unknown';

describe('an address', () => {
  it.each([
    {
      path: '/accounts/globex/contacts/ana',
      body: contact([ana]),
      because: 'another account has that id, too',
    },
    { path: '/accounts/globex/contacts/eve', body: contact([ana]), because: 'it is somebody else’s' },
    { path: '/people/ana', body: person(ana), because: 'it is a customer’s' },
    {
      path: '/accounts/acme/contacts/agent',
      body: contact(['agent@guardia.example']),
      because: 'it is one of the desk’s people’s',
    },
  ])('cannot be taken by $path: $because', async ({ path, body }) => {
    const refused = await put(path, body);

    expect(refused).toMatchObject({ status: 409, body: { code: 'already-taken' } });
    expect((await given.call(ana, 'GET', '/me')).body).toMatchObject({ accountId: 'acme' });
  });

  it('that is given up is free for somebody else', async () => {
    await put('/accounts/acme/contacts/ana', contact(['ana.garcia@acme.example']));

    expect((await put('/accounts/acme/contacts/eva', contact([ana]))).status).toBe(200);
  });

  it.each([
    {
      path: '/accounts/acme/contacts/ana',
      body: contact(['new@acme.example']),
      old: ana,
      now: 'new@acme.example',
    },
    {
      path: '/people/agent',
      body: person('new@guardia.example'),
      old: 'agent@guardia.example',
      now: 'new@guardia.example',
    },
  ])('that changes at $path signs in under its new name alone', async ({ path, body, old, now }) => {
    expect((await put(path, body)).status).toBe(200);

    expect({ old: await isKnown(old), now: await isKnown(now) }).toEqual({ old: false, now: true });
  });
});

describe('a program', () => {
  const register = (fields: object) =>
    put('/machine-clients/billing', { name: 'Billing', accountId: 'acme', enabled: true, ...fields });
  const lists = async () =>
    (await given.call('client:billing https://api.guardia/cases:read', 'GET', '/cases')).status;

  it('speaks for an account once a supervisor says so, and no longer than that', async () => {
    expect(await lists()).toBe(403);
    expect((await register({})).status).toBe(200);
    given.clock.advance(1);
    expect(await lists()).toBe(200);
    expect((await register({ accountId: 'globex' })).status).toBe(200);
    await register({ enabled: false });
    given.clock.advance(1);
    expect(await lists()).toBe(403);
  });

  it('is listed, and belongs to an account that exists', async () => {
    expect(await register({ accountId: 'nowhere' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'accountId' }] },
    });
    await register({});
    expect((await given.call(supervisor, 'GET', '/machine-clients')).body.items).toEqual([
      { clientId: 'billing', name: 'Billing', accountId: 'acme', enabled: true, version: 1 },
    ]);
  });
});

it('a case keeps the hours it was opened under, also when its account gets another calendar', async () => {
  const submit = async () =>
    (await given.call(ana, 'POST', '/cases', { body: { subject: 'A question', description: 'How?' } })).body;
  const old = await submit();
  const { body } = await given.call(supervisor, 'GET', '/accounts/acme');
  const { accountId: _, legalHold: __, version: ___, tam: ____, ...account } = body;
  expect((await put('/accounts/acme', { ...account, calendarId: 'us-pacific' })).status).toBe(200);
  const fresh = await submit();

  const due = async (caseId: string) => {
    const of = await given.desk.cases.read(caseId);
    if (of === null) throw new Error('The case is not there.');
    return (await pinnedTerms(given.desk, of)).businessTime('2026-11-24T10:00:00.000Z', 60);
  };
  expect(await due(old.caseId)).toBe('2026-11-24T11:00:00.000Z');
  expect(await due(fresh.caseId)).toBe('2026-11-24T18:00:00.000Z');
});
