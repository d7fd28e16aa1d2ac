import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '../../../shared/desk/open-case.ts';
import { described } from '../../../shared/desk/submit-case.ts';
import { termsOf } from '../../../shared/desk/terms-of.ts';
import { decideOpen } from '../../../shared/domain/case/open.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
});
afterAll(() => dynamodb.stop());

const agent = 'agent@guardia.example';
const stranger = { address: 'eve@elsewhere.example', name: 'Eve' };

async function quarantined(subject = 'Hello'): Promise<string> {
  const { desk } = given;
  const terms = await termsOf(desk, null);
  const result = await openCase(desk, {
    markers: () => [],
    decide: ({ number }) =>
      decideOpen(
        {
          number,
          accountId: null,
          subject,
          category: 'information',
          severity: 'non-critical',
          channel: 'email',
          language: 'en',
          requester: stranger,
          parties: [],
          quarantine: 'unknown-sender',
          message: described({ requester: stranger, text: 'May I ask something?', subject, files: [] }),
        },
        { now: desk.now(), actor: { kind: 'stranger', id: stranger.address, name: stranger.name }, terms },
      ),
  });
  return 'opened' in result ? result.opened.caseId : '';
}

const typesOf = async (caseId: string) => {
  const { body } = await given.call(agent, 'GET', `/cases/${caseId}/timeline`);
  return body.items.map(({ type }: { type: string }) => type);
};

describe('mail that nobody vouches for', () => {
  it('waits where the desk sees it, with the reason, and no account does', async () => {
    const caseId = await quarantined();

    const { body } = await given.call(agent, 'GET', '/quarantine?limit=100');
    expect(body.items).toContainEqual(expect.objectContaining({ caseId, quarantine: 'unknown-sender' }));
    expect((await given.call('ana@acme.example', 'GET', `/cases/${caseId}`)).status).toBe(404);
  });

  it('becomes a case of the account with clocks and one acknowledgement, once somebody believes it', async () => {
    const caseId = await quarantined();

    const released = await given.call(agent, 'POST', `/quarantine/${caseId}/release`, {
      body: { accountId: 'acme', contactId: 'ana' },
    });

    expect(released.body).toMatchObject({
      status: 'new',
      accountId: 'acme',
      quarantine: null,
      requester: { address: 'ana@acme.example', contactId: 'ana' },
      deadlines: [{ kind: 'first-response' }],
      owner: { agentId: expect.any(String) },
    });
    expect(await typesOf(caseId)).toEqual([
      'case.opened',
      'message.received',
      'quarantine.released',
      'owner.assigned',
      'message.sent',
    ]);
    expect((await given.call('ana@acme.example', 'GET', `/cases/${caseId}`)).status).toBe(200);
  });

  it('joins a case with its words, and its own number leads there', async () => {
    const submitted = await given.call('ana@acme.example', 'POST', '/cases', {
      body: { subject: 'Joined', description: 'It began here.' },
    });
    const waiting = await quarantined('More about it');

    const joined = await given.call(agent, 'POST', `/quarantine/${waiting}/release`, {
      body: { caseId: submitted.body.caseId },
    });

    expect(joined.body.caseId).toBe(submitted.body.caseId);
    const { body } = await given.call('ana@acme.example', 'GET', `/cases/${joined.body.caseId}/timeline`);
    expect(body.items.at(-1)).toMatchObject({
      type: 'message.received',
      data: { text: 'May I ask something?' },
    });
    const left = await given.desk.cases.read(waiting);
    expect(left).toMatchObject({ status: 'closed', closedHow: 'merged', accountId: null });
    expect(left?.mergedInto?.caseId).toBe(submitted.body.caseId);
  });

  it('is taken in once when somebody joins it twice', async () => {
    const submitted = await given.call('ana@acme.example', 'POST', '/cases', {
      body: { subject: 'Joined twice', description: 'It began here.' },
    });
    const waiting = await quarantined();
    const join = () =>
      given.call(agent, 'POST', `/quarantine/${waiting}/release`, {
        body: { caseId: submitted.body.caseId },
      });

    const [first, second] = await Promise.all([join(), join()]);

    expect([200, 409]).toContain(first.status);
    expect([200, 409]).toContain(second.status);
    const types = await typesOf(submitted.body.caseId);
    expect(types.filter((type: string) => type === 'message.received')).toHaveLength(2);
  });

  it('is closed without a word to its sender when it is discarded', async () => {
    const caseId = await quarantined();

    const discarded = await given.call(agent, 'POST', `/quarantine/${caseId}/discard`, {
      body: { reason: 'Advertising.' },
    });

    expect(discarded.body).toMatchObject({ status: 'closed', closedHow: 'discarded' });
    expect(await typesOf(caseId)).not.toContain('message.sent');
  });

  it.each([
    { verb: 'release', body: { accountId: 'acme' }, because: 'somebody else may have decided meanwhile' },
    { verb: 'discard', body: { reason: 'Spam.' }, because: 'what was believed is not thrown away' },
  ])('refuses to $verb what has left quarantine: $because', async ({ verb, body }) => {
    const caseId = await quarantined();
    await given.call(agent, 'POST', `/quarantine/${caseId}/release`, { body: { accountId: 'acme' } });

    const answer = await given.call(agent, 'POST', `/quarantine/${caseId}/${verb}`, { body });

    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('case-not-quarantined');
  });

  const other = 'The other one, in an account';
  it.each([
    { method: 'POST', path: 'messages', body: { body: 'Who are you?' } },
    { method: 'PUT', path: 'owner', body: { agentId: 'agent' } },
    { method: 'PUT', path: 'classification', body: { severity: 'critical', reason: 'It sounds so.' } },
    { method: 'PUT', path: 'classification', body: { category: 'bug', reason: 'It sounds so.' } },
    { method: 'POST', path: 'closure-proposals', body: { summary: 'Nothing to do.' } },
    { method: 'POST', path: 'escalations', body: { reason: 'Look at this.' } },
    { method: 'POST', path: 'reopenings', body: { reason: 'Look at this.' } },
    { method: 'POST', path: 'merge', body: { into: other } },
    {
      method: 'POST',
      path: 'updates',
      body: { nature: 'a', changed: 'b', nextEstimateAt: '2026-11-25T09:00:00.000Z' },
    },
    { method: 'POST', path: 'workaround', body: { description: 'Restart it.' } },
    { method: 'PUT', path: 'update-cadence', body: { minutes: 30 } },
  ])(
    'is worked on only after somebody believed it: $method $path is refused, and no mail goes out',
    async ({ method, path, body }) => {
      const caseId = await quarantined();
      const asked = 'into' in body ? { into: await quarantined(other) } : body;

      const answer = await given.call(agent, method, `/cases/${caseId}/${path}`, { body: asked });

      expect(answer.status, JSON.stringify(answer.body)).toBe(409);
      expect(await typesOf(caseId)).toEqual(['case.opened', 'message.received']);
    },
  );

  it('takes a note among colleagues', async () => {
    const caseId = await quarantined();
    const body = { body: 'I know her: ask Ana.', visibility: 'internal' };

    expect((await given.call(agent, 'POST', `/cases/${caseId}/messages`, { body })).status).toBe(201);
  });
});
