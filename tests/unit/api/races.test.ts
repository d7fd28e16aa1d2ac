import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeCase } from '../../../shared/desk/change-case.ts';
import { sha256 } from '../../../shared/desk/ids.ts';
import { ruleActor } from '../../../shared/desk/owner-rule.ts';
import { settleDue } from '../../../shared/desk/sweep-due.ts';
import { firstBrokenLink } from '../../../shared/domain/case/chain.ts';
import { replay } from '../../../shared/domain/case/evolve.ts';
import { decideNote } from '../../../shared/domain/case/message.ts';
import { type Answer, morning, type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
let caseId: string;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

const [ana, agent, agent2, supervisor] = [
  'ana@acme.example',
  'agent@guardia.example',
  'agent2@guardia.example',
  'supervisor@guardia.example',
];

beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  await given.call(supervisor, 'PUT', '/rules', { body: { assignment: 'by-hand', alarms: [] } });
  const { body } = await given.call(ana, 'POST', '/cases', {
    body: { subject: 'A question', description: 'How do I rotate a key?' },
  });
  caseId = body.caseId;
});

const post = (user: string, path: string, body: object, headers = {}) =>
  given.call(user, 'POST', `/cases/${caseId}${path}`, { body, headers });
const take = (user: string, headers = {}) =>
  given.call(user, 'PUT', `/cases/${caseId}/owner`, { body: { agentId: user.split('@')[0] }, headers });
const entries = async () => (await given.desk.cases.timeline(caseId, { limit: 1_000 })).entries;
const typesOf = async () => (await entries()).map(({ type }) => type as string);
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();

describe('at the same moment', () => {
  it('two agents take a case: one has it, the other is told', async () => {
    const etag = (await given.call(agent, 'GET', `/cases/${caseId}`)).headers.get('etag') ?? '';

    const answers = await Promise.all([
      take(agent, { 'if-match': etag }),
      take(agent2, { 'if-match': etag }),
    ]);

    expect(statuses(answers)).toEqual([200, 412]);
    expect((await typesOf()).filter((type) => type === 'owner.assigned')).toHaveLength(1);
  });

  it('two agents take a case without having looked: the second needs a reason, as any handover does', async () => {
    const answers = await Promise.all([take(agent), take(agent2)]);

    expect(statuses(answers)).toEqual([200, 400]);
  });

  it('the customer replies and agrees to close: both are on the timeline, and the case is closed', async () => {
    await post(agent, '/closure-proposals', { summary: 'It is solved.' });

    const [reply, agreement] = await Promise.all([
      post(ana, '/messages', { body: 'Wait, one more thing.' }),
      post(ana, '/closure-proposals/current/answer', { agreed: true }),
    ]);

    expect(agreement.status).toBe(200);
    expect([201, 409]).toContain(reply.status);
    const received = (await typesOf()).filter((type) => type === 'message.received');
    expect(received).toHaveLength(reply.status === 201 ? 2 : 1);
    expect((await given.desk.cases.read(caseId))?.status).toBe('closed');
  });

  it('both parties propose to close: one proposal is open, and the other party can answer it', async () => {
    const answers = await Promise.all([
      post(agent, '/closure-proposals', { summary: 'Solved, we think.' }),
      post(ana, '/closure-proposals', { summary: 'Solved, I think.' }),
    ]);

    expect(statuses(answers)).toEqual([201, 409]);
    expect((await typesOf()).filter((type) => type === 'closure.proposed')).toHaveLength(1);
  });

  it('one agrees and another declines: the first word counts, and there is no second', async () => {
    await post(agent, '/closure-proposals', { summary: 'It is solved.' });

    const answers = await Promise.all([
      post(ana, '/closure-proposals/current/answer', { agreed: true }),
      post(ana, '/closure-proposals/current/answer', { agreed: false, reason: 'It still fails.' }),
    ]);

    expect(statuses(answers)).toEqual([200, 409]);
  });

  it('a button is pressed twice: one message, and the same answer', async () => {
    const key = { 'idempotency-key': 'one-click' };

    const [first, second] = await Promise.all([
      post(agent, '/messages', { body: 'Like this.' }, key),
      post(agent, '/messages', { body: 'Like this.' }, key),
    ]);

    expect(second.body).toEqual(first.body);
    expect((await typesOf()).filter((type) => type === 'message.sent')).toHaveLength(2);
  });

  it('an answer is sent while the customer writes: it is refused, or was there first', async () => {
    const { body } = await given.call(agent, 'GET', `/cases/${caseId}`);

    const [answer, message] = await Promise.all([
      post(agent, '/messages', { body: 'Like this.', seenCustomerSeq: body.lastCustomerSeq }),
      post(ana, '/messages', { body: 'Forget it, it is something else.' }),
    ]);

    expect(message.status).toBe(201);
    const order = (await entries()).filter(({ type }) => type.startsWith('message.')).slice(-2);
    if (answer.status === 201)
      expect(order.map(({ type }) => type)).toEqual(['message.sent', 'message.received']);
    else expect(answer).toMatchObject({ status: 412, body: { code: 'newer-customer-message' } });
  });

  it('somebody writes after the case was read for a command: the command is decided on what stands then', async () => {
    const read = await given.desk.cases.read(caseId);
    await take(agent);
    const seen: (string | null)[] = [];

    const change = await changeCase(given.desk, {
      caseId,
      ...(read && { read }),
      decide: (current) => {
        seen.push(current.ownerId);
        return decideNote('Seen.', [], { now: morning, actor: ruleActor });
      },
    });

    expect(seen).toEqual([null, 'agent']);
    expect(change?.after.ownerId).toBe('agent');
  });

  it('two sweeps settle what fell due: one breach, one notice', async () => {
    given.clock.advance(24 * 60);

    await Promise.all([1, 2, 3].map(() => settleDue(given.desk, caseId)));

    const missed = (await entries()).flatMap((entry) =>
      entry.type === 'deadline.missed' ? [entry.data.kind] : [],
    );
    expect(missed).toEqual([...new Set(missed)]);
    expect((await typesOf()).filter((type) => type === 'notice.sent')).toHaveLength(missed.length);
  });

  it('two cases are merged into each other: one goes on, and nothing points in a circle', async () => {
    const other = (
      await given.call(ana, 'POST', '/cases', { body: { subject: 'Same question', description: 'Again.' } })
    ).body.caseId;

    const answers = await Promise.all([
      given.call(agent, 'POST', `/cases/${caseId}/merge`, { body: { into: other } }),
      given.call(agent2, 'POST', `/cases/${other}/merge`, { body: { into: caseId } }),
    ]);

    const [one, two] = await given.desk.cases.readMany([caseId, other]);
    const open = [one, two].filter((of) => of?.status !== 'closed');
    expect(open, JSON.stringify(answers.map(({ body }) => body))).toHaveLength(1);
    expect(open[0]?.mergedInto).toBeNull();
  });

  it('twenty people write: every word is there once, in one order that everybody sees', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? post(ana, '/messages', { body: `Word ${index}` })
          : post(agent, '/messages', { body: `Word ${index}`, visibility: 'internal' }),
      ),
    );

    const all = await entries();
    const texts = all.flatMap((entry) => ('text' in entry.data ? [String(entry.data.text)] : []));
    for (const [index, { status }] of answers.entries()) {
      expect(texts.filter((text) => text === `Word ${index}`)).toHaveLength(status === 201 ? 1 : 0);
    }
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    expect(firstBrokenLink(all, sha256)).toBeNull();
    expect(replay(all)).toEqual(await given.desk.cases.read(caseId));
  });
});
