import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeCase } from '../../../shared/desk/change-case.ts';
import { criticalClock } from '../../../shared/desk/critical/critical-desk.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
});
afterAll(() => dynamodb.stop());

const [ana, gus, agent, supervisor] = [
  'ana@acme.example',
  'gus@globex.example',
  'agent@guardia.example',
  'supervisor@guardia.example',
];
const question = { subject: 'A question', description: 'How do I rotate a key?' };
const submit = (user: string, body: object, key?: string) =>
  given.call(user, 'POST', '/cases', {
    body,
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });

describe('the same Idempotency-Key', () => {
  it('with the same body gives the same case, also at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => submit(ana, question, 'once')));

    expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1);
    expect((await submit(ana, question, 'once')).body.caseId).toBe(answers[0]?.body.caseId);
  });

  it('with another body is refused, and says why', async () => {
    await submit(ana, question, 'reused');

    const refused = await submit(ana, { ...question, subject: 'Another question' }, 'reused');

    expect(refused).toMatchObject({ status: 400, body: { code: 'idempotency-key-reused' } });
  });

  it('of somebody else is another key', async () => {
    const [first, second] = [await submit(ana, question, 'shared'), await submit(gus, question, 'shared')];

    expect(second.status).toBe(201);
    expect(second.body.caseId).not.toBe(first.body.caseId);
  });

  it('is free again when its request was refused, so that the request can be corrected', async () => {
    const body = { ...question, accountId: 'nowhere' };
    expect((await submit(agent, body, 'corrected')).status).toBe(404);

    expect((await submit(agent, { ...body, accountId: 'acme' }, 'corrected')).status).toBe(201);
  });

  it('is forgotten after a day', async () => {
    const first = await submit(ana, question, 'yesterday');
    given.clock.advance(25 * 60);

    const second = await submit(ana, { ...question, subject: 'Tomorrow' }, 'yesterday');

    expect(second.status).toBe(201);
    expect(second.body.caseId).not.toBe(first.body.caseId);
  });

  it('sends one answer when a message is posted twice', async () => {
    const { body } = await submit(ana, question);
    const post = () =>
      given.call(agent, 'POST', `/cases/${body.caseId}/messages`, {
        body: { body: 'Like this.' },
        headers: { 'idempotency-key': 'double-click' },
      });

    const [first, second] = await Promise.all([post(), post()]);

    expect(second.body.id).toBe(first.body.id);
  });
});

describe('If-Match', () => {
  const assign = (caseId: string, agentId: string, match: string) =>
    given.call(agent, 'PUT', `/cases/${caseId}/owner`, {
      body: { agentId, reason: 'Another team.', summary: 'Nothing done yet.' },
      headers: { 'if-match': match },
    });

  it('takes the ETag that was read', async () => {
    const { body } = await submit(ana, question);
    const read = await given.call(agent, 'GET', `/cases/${body.caseId}`);

    expect((await assign(body.caseId, 'agent2', read.headers.get('etag') ?? '')).status).toBe(200);
  });

  it('refuses a decision on what has changed meanwhile, and changes nothing', async () => {
    const { body } = await submit(ana, question);
    const read = await given.call(agent, 'GET', `/cases/${body.caseId}`);
    await given.call(ana, 'POST', `/cases/${body.caseId}/messages`, { body: { body: 'One more thing.' } });

    const refused = await assign(body.caseId, 'agent2', read.headers.get('etag') ?? '');

    expect(refused).toMatchObject({ status: 412, body: { code: 'case-changed' } });
    expect((await given.desk.cases.read(body.caseId))?.ownerId).toBe(body.owner.agentId);
  });

  it('takes one that only what the desk itself sent has made old: nobody has changed the case', async () => {
    const { body } = await submit(ana, question);
    const read = await given.call(agent, 'GET', `/cases/${body.caseId}`);
    for (const receipt of ['queued', 'delivered'] as const) {
      await changeCase(given.desk, {
        caseId: body.caseId,
        decide: () => [
          {
            type: 'page.receipt',
            at: given.clock.now(),
            actor: criticalClock,
            visibility: 'internal',
            data: { pageKey: 'first', personId: 'agent', channel: 'sms', receipt, detail: null },
          },
        ],
      });
    }

    expect((await assign(body.caseId, 'agent2', read.headers.get('etag') ?? '')).status).toBe(200);
  });

  it('refuses one that no case has had yet', async () => {
    const { body } = await submit(ana, question);

    expect((await assign(body.caseId, 'agent2', '"99"')).status).toBe(412);
  });

  it('refuses what is no ETag', async () => {
    const { body } = await submit(ana, question);

    expect((await assign(body.caseId, 'agent', 'yesterday')).body.code).toBe('bad-if-match');
  });

  it('guards the desk’s rules and prepared answers', async () => {
    const rules = await given.call(agent, 'GET', '/rules');
    const put = () =>
      given.call(supervisor, 'PUT', '/rules', {
        body: { assignment: 'by-hand', alarms: [] },
        headers: { 'if-match': rules.headers.get('etag') ?? '' },
      });

    expect((await put()).body).toMatchObject({ assignment: 'by-hand', version: 1 });
    expect((await put()).status).toBe(412);
  });
});

describe('a bad request', () => {
  it('names every bad field at once', async () => {
    const refused = await submit(ana, {
      subject: ' ',
      category: 'wish',
      severity: 'critical',
      vitalInformation: { companyName: 'Acme', contactName: '', contactPhone: '12', contactEmail: 'ana' },
    });

    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'subject',
      'description',
      'category',
      'vitalInformation.contactName',
      'vitalInformation.contactPhone',
      'vitalInformation.contactEmail',
    ]);
  });

  it.each([
    { body: 'no JSON at all', because: 'it cannot be read' },
    { body: '[]', because: 'a case is an object' },
  ])('$body is refused: $because', async ({ body }) => {
    const answer = await given.call(ana, 'POST', '/cases', { body });

    expect(answer.status).toBe(400);
  });
});
