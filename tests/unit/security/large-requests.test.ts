import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

/** The largest that the contract of the API lets through: it fits into an item of the table, or is refused by name. */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let caseId: string;
const [ana, agent] = ['ana@acme.example', 'agent@guardia.example'];
const words = (count: number) => '漢'.repeat(count);
const controls = (count: number) => `x${'\u0001'.repeat(count - 2)}x`;

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  const submitted = await given.call(ana, 'POST', '/cases', {
    body: { subject: words(300), description: words(50_000), affected: { stream: words(200) } },
  });
  expect(submitted.status).toBe(201);
  caseId = submitted.body.caseId;
});
afterAll(() => dynamodb.stop());

it.each([
  { user: ana, path: 'messages', body: { body: words(50_000) } },
  { user: ana, path: 'messages', body: { body: controls(50_000) } },
  { user: agent, path: 'messages', body: { body: controls(50_000) } },
  { user: agent, path: 'messages', body: { body: words(50_000), visibility: 'internal' } },
  { user: ana, path: 'escalations', body: { reason: words(5_000) } },
  { user: agent, path: 'closure-proposals', body: { summary: words(10_000) } },
])('the largest body of $path by $user is written', async ({ user, path, body }) => {
  expect((await given.call(user, 'POST', `/cases/${caseId}/${path}`, { body })).status).toBe(201);
});

it('a ledger of thousands of places is refused by name, before it fits into no item', async () => {
  const silent = { ok: 0, timeout: 1, internalError: 0, clientError: 0 };
  const ledger = Array.from({ length: 10_000 }, (_, index) => ({
    second: 1_764_000_000,
    vantagePoint: `${words(90)}${index}`,
    api: silent,
    smtp: silent,
  }));

  const answer = await given.call(ana, 'POST', `/cases/${caseId}/unavailability`, { body: { ledger } });

  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'ledger' }] } });
});

it('a key of other letters or of any length is one that the table takes, or is refused by name', async () => {
  const send = (key: string) =>
    given.call(ana, 'POST', '/cases', {
      body: { subject: 'Once', description: 'Once.' },
      headers: { 'idempotency-key': key },
    });

  expect((await send('\u00f1'.repeat(200))).status).toBe(201);
  expect(await send('k'.repeat(201))).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'Idempotency-Key' }] },
  });
});
