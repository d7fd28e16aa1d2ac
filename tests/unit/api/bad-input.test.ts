import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, agent, supervisor] = ['ana@acme.example', 'agent@guardia.example', 'supervisor@guardia.example'];
let dynamodb: TestDynamoDb;
let given: TestDesk;
let caseId: string;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  caseId = (await given.call(ana, 'POST', '/cases', { body: { subject: 'A question', description: 'How?' } }))
    .body.caseId;
});
afterAll(() => dynamodb.stop());

const person = {
  name: 'Eva',
  address: 'eva@guardia.example',
  phone: null,
  roles: ['agent'],
  languages: ['es'],
  skills: [],
  timeZone: 'Europe/Madrid',
  calendarId: 'madrid',
  away: false,
  enabled: true,
};
const contact = {
  name: 'Eva',
  phone: null,
  language: 'es',
  timeZone: 'Europe/Madrid',
  enabled: true,
  addresses: [{ address: 'eva@acme.example' }],
};

/** What somebody sends, which fields are at fault, and what they are told to do. */
const requests: {
  user: string;
  call: string;
  body?: unknown;
  paths: string[];
  says: RegExp;
}[] = [
  { user: ana, call: 'POST /cases', body: null, paths: ['body'], says: /^Give an object/ },
  {
    user: ana,
    call: 'POST /cases',
    body: {},
    paths: ['subject', 'description'],
    says: /missing: give a text/,
  },
  {
    user: ana,
    call: 'POST /cases',
    body: { subject: ' ', description: 'x' },
    paths: ['subject'],
    says: /Write something/,
  },
  {
    user: ana,
    call: 'POST /cases',
    body: { subject: 'x'.repeat(301), description: 'x', category: 'wish', attachmentIds: [5] },
    paths: ['subject', 'category', 'attachmentIds.0'],
    says: /at most 300 characters/,
  },
  { user: agent, call: 'GET /cases?limit=0&status=nope', paths: ['status', 'limit'], says: /use one of/i },
  { user: agent, call: 'GET /cases?stauts=closed', paths: ['query'], says: /There is no stauts/ },
  { user: agent, call: 'GET /cases?openedFrom=yesterday', paths: ['openedFrom'], says: /2026-11-24/ },
  { user: agent, call: 'GET /cases?cursor=abc', paths: ['cursor'], says: /nextCursor/ },
  {
    user: agent,
    call: 'PUT /cases/ID/classification',
    body: { reason: 'x' },
    paths: ['category'],
    says: /Say what changes/,
  },
  {
    user: agent,
    call: 'POST /cases/ID/messages',
    body: { body: 'x', nextUpdateAt: '2999-01-01T00:00:00.000Z' },
    paths: ['nextUpdateAt'],
    says: /within a year/,
  },
  {
    user: agent,
    call: 'POST /cases/ID/messages',
    body: { body: 'x', nextUpdateAt: 'tomorrow', visibility: 'secret' },
    paths: ['visibility', 'nextUpdateAt'],
    says: /use one of public, internal/i,
  },
  { user: supervisor, call: 'PUT /people/Eva%20R', body: person, paths: ['personId'], says: /lower-case/ },
  {
    user: supervisor,
    call: 'PUT /people/eva',
    body: { ...person, phone: '911' },
    paths: ['phone'],
    says: /E\.164/,
  },
  {
    user: supervisor,
    call: 'PUT /accounts/acme/contacts/eva',
    body: { ...contact, addresses: [{ address: 'Eva@acme.example' }, { address: 'eva@acme.example' }] },
    paths: ['addresses.1.address'],
    says: /once/,
  },
  {
    user: supervisor,
    call: 'PUT /accounts/acme/contacts/eva',
    body: { ...contact, addresses: [{ address: 'eva' }] },
    paths: ['addresses.0.address'],
    says: /such as ana@acme\.example/,
  },
  {
    user: supervisor,
    call: 'PUT /calendars/night',
    body: {
      name: 'Night',
      hours: {
        timeZone: 'Mars/Olympus',
        always: false,
        weekly: [{ days: ['monday'], opens: '25:00', closes: '09:00' }],
        holidays: { country: 'ZZ', region: null, add: ['2026-02-30'], remove: [] },
      },
    },
    paths: ['timeZone', 'weekly.0.opens', 'holidays.country', 'holidays.add.0'],
    says: /IANA/,
  },
];

describe('a request that cannot be carried out', () => {
  it.each(requests)(
    '$call names $paths, all at once, and says what to do',
    async ({ user, call, body, paths, says }) => {
      const [method = '', path = ''] = call.replace('ID', caseId).split(' ');
      const answer = await given.call(user, method, path, body === undefined ? {} : { body });

      expect(answer.status, JSON.stringify(answer.body)).toBe(400);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body.errors.map((error: { path: string }) => error.path).sort()).toEqual(
        [...paths].sort(),
      );
      expect(answer.body.errors.some(({ message }: { message: string }) => says.test(message))).toBe(true);
    },
  );

  it.each([
    { call: `GET /cases/${'x'.repeat(5_000)}`, because: 'nothing has so long a name' },
    { call: 'GET /cases/%00', because: 'it is no name' },
    { call: 'GET /cases/..%2Faccounts', because: 'a name leads nowhere else' },
    { call: 'GET /nothing', because: 'there is no such route' },
  ])('$call is not found: $because', async ({ call }) => {
    const [method = '', path = ''] = call.split(' ');
    const { status, headers, body } = await given.call(agent, method, path);

    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 404,
      type: 'application/problem+json',
    });
    expect(JSON.stringify(body).length).toBeLessThan(400);
  });

  it('with an If-Match that is no version says so', async () => {
    const { status, body } = await given.call(agent, 'PUT', `/cases/${caseId}/owner`, {
      body: { agentId: 'agent2' },
      headers: { 'if-match': '"banana"' },
    });

    expect({ status, path: body.errors[0].path }).toEqual({ status: 400, path: 'If-Match' });
  });
});

describe('strange text', () => {
  it.each([
    { typed: 'half a \ud83d smile', kept: 'half a \ufffd smile', because: 'half a character is lost' },
    {
      typed: 'bell\u0007 and escape\u001b[2J',
      kept: 'bell and escape[2J',
      because: 'what steers a terminal is no text',
    },
    {
      typed: 'línea\r\n\tcon 🚨 y 漢字',
      kept: 'línea\r\n\tcon 🚨 y 漢字',
      because: 'everything else is the writer’s',
    },
  ])('$typed is kept as $kept: $because', async ({ typed, kept }) => {
    const { status, body } = await given.call(ana, 'POST', `/cases/${caseId}/messages`, {
      body: { body: typed },
    });

    expect({ status, text: body.data.text }).toEqual({ status: 201, text: kept });
  });
});
