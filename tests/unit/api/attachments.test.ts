import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
});
afterAll(() => dynamodb.stop());

const [ana, gus, agent] = ['ana@acme.example', 'gus@globex.example', 'agent@guardia.example'];
const sha256 = 'a'.repeat(64);
const file = { name: 'log of the night.txt', contentType: 'text/plain', size: 2_000, sha256 };

async function announced(user: string, of = file): Promise<string> {
  return (await given.call(user, 'POST', '/attachments', { body: of })).body.attachmentId;
}

const submit = (user: string, attachmentIds: readonly string[]) =>
  given.call(user, 'POST', '/cases', {
    body: { subject: 'See the file', description: 'Attached.', attachmentIds },
  });

describe('a file', () => {
  it('is uploaded to its own place, where exactly the announced bytes fit', async () => {
    const { status, body } = await given.call(ana, 'POST', '/attachments', { body: file });

    expect(status).toBe(201);
    expect(body.uploadUrl).toContain(`/uploads/${body.attachmentId}`);
    expect(body.headers['x-amz-checksum-sha256']).toBe(Buffer.from(sha256, 'hex').toString('base64'));
  });

  it('has one place, however often the request for it is repeated', async () => {
    const announce = () =>
      given.call(ana, 'POST', '/attachments', { body: file, headers: { 'idempotency-key': 'one file' } });
    const [first, again] = [await announce(), await announce()];

    expect(again.status).toBe(201);
    expect(again.body.attachmentId).toBe(first.body.attachmentId);
    expect((await submit(ana, [again.body.attachmentId])).status).toBe(201);
  });

  it('is downloaded by both parties of the case that names it, and by nobody else (Zammad CVE-2026-34722)', async () => {
    const { body } = await submit(ana, [await announced(ana)]);
    const path = `/cases/${body.caseId}/attachments/2/${sha256}`;

    expect((await given.call(ana, 'GET', path)).body.url).toContain('/uploads/');
    expect((await given.call(agent, 'GET', path)).status).toBe(200);
    expect((await given.call(gus, 'GET', path)).status).toBe(404);
  });

  it.each([
    { seq: '1', hash: sha256, because: 'that entry names no file' },
    { seq: '2', hash: 'b'.repeat(64), because: 'knowing a hash of elsewhere opens nothing' },
    { seq: 'x', hash: sha256, because: 'a place is a number' },
  ])('is not found at entry $seq when $because', async ({ seq, hash }) => {
    const { body } = await submit(ana, [await announced(ana)]);

    expect((await given.call(ana, 'GET', `/cases/${body.caseId}/attachments/${seq}/${hash}`)).status).toBe(
      404,
    );
  });

  it('is nobody else’s for knowing its hash: who announces the same bytes gets only what they upload', async () => {
    const theirs = await submit(ana, [await announced(ana)]);
    const claimed = await submit(gus, [await announced(gus)]);
    const urlOf = async (user: string, caseId: string) =>
      (await given.call(user, 'GET', `/cases/${caseId}/attachments/2/${sha256}`)).body.url;

    expect(await urlOf(gus, claimed.body.caseId)).not.toBe(await urlOf(ana, theirs.body.caseId));
  });

  it('stays with the desk when it hangs on an internal note', async () => {
    const { body } = await submit(ana, []);
    const note = await given.call(agent, 'POST', `/cases/${body.caseId}/messages`, {
      body: { body: 'For us.', visibility: 'internal', attachmentIds: [await announced(agent)] },
    });
    const path = `/cases/${body.caseId}/attachments/${note.body.seq}/${sha256}`;

    expect((await given.call(agent, 'GET', path)).status).toBe(200);
    expect((await given.call(ana, 'GET', path)).status).toBe(404);
  });

  it('is refused in a message when another account uploaded it', async () => {
    const refused = await submit(ana, [await announced(gus)]);

    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'attachmentIds' }] } });
  });

  it.each([
    { of: { ...file, name: 'setup.exe' }, status: 400, because: 'a click would run it' },
    { of: { ...file, size: 26 * 1024 * 1024 }, status: 413, because: 'it is larger than a mail may be' },
    { of: { ...file, sha256: 'short' }, status: 400, because: 'its bytes cannot be checked' },
  ])('$of.name is refused with $status: $because', async ({ of, status }) => {
    expect((await given.call(ana, 'POST', '/attachments', { body: of })).status).toBe(status);
  });
});

describe('who looks at a case', () => {
  const look = (user: string, caseId: string, doing = 'viewing') =>
    given.call(user, 'PUT', `/cases/${caseId}/presence`, { body: { doing } });

  it('is told to the others until a minute after they last said so', async () => {
    const { body } = await submit(ana, []);
    await look('agent2@guardia.example', body.caseId, 'writing');
    const since = given.clock.now();
    given.clock.advance(0.5);
    await look('agent2@guardia.example', body.caseId, 'writing');

    expect((await look(agent, body.caseId)).body.others).toEqual([
      { personId: 'agent2', name: 'Marco Gil', doing: 'writing', since },
    ]);
    given.clock.advance(1.5);
    expect((await look(agent, body.caseId)).body.others).toEqual([]);
  });

  it('is the desk’s own affair', async () => {
    const { body } = await submit(ana, []);

    expect((await look(ana, body.caseId)).status).toBe(403);
  });
});
