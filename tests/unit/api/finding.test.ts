import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, gus, agent, agent2, tam] = [
  'ana@acme.example',
  'gus@globex.example',
  'agent@guardia.example',
  'agent2@guardia.example',
  'tam@guardia.example',
];
let dynamodb: TestDynamoDb;
let given: TestDesk;
const ids = new Map<string, string>();

async function submitted(user: string, subject: string, fields: object = {}): Promise<string> {
  const { body } = await given.call(user, 'POST', '/cases', {
    body: { subject, description: 'Words.', ...fields },
  });
  ids.set(subject, body.caseId);
  await given.index(body.caseId);
  return body.caseId;
}
const post = (user: string, path: string, body: object) => given.call(user, 'POST', path, { body });

/** One case in each state that a view is about; `agent` and `agent2` own one or two each. */
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  const waiting = await submitted(ana, 'Signing keys expire', { category: 'configuration' });
  await post(agent, `/cases/${waiting}/messages`, { body: 'Which?', waitingOnCustomer: true });
  const closed = await submitted(ana, 'Signing out of the panel');
  await post(agent, `/cases/${closed}/closure-proposals`, { summary: 'Done.' });
  await post(ana, `/cases/${closed}/closure-proposals/current/answer`, { agreed: true });
  given.clock.advance(24 * 60);
  await submitted(gus, 'Signed mails bounce', { category: 'bug' });
  const mine = await submitted(ana, 'Signature of the contract');
  await given.call(agent, 'PUT', `/cases/${mine}/owner`, {
    body: { agentId: 'agent2', reason: 'Hers.', summary: 'Nothing yet.' },
  });
});
afterAll(() => dynamodb.stop());

const found = async (user: string, query: string): Promise<string[]> => {
  const { body } = await given.call(user, 'GET', `/cases?${query}`);
  return body.items.map(({ subject }: { subject: string }) => subject).sort();
};

describe('a search for the beginning of a word', () => {
  it.each([
    {
      query: 'q=sign',
      subjects: [
        'Signature of the contract',
        'Signed mails bounce',
        'Signing keys expire',
        'Signing out of the panel',
      ],
      because: 'nothing narrows it down',
    },
    { query: 'q=sign&status=closed', subjects: ['Signing out of the panel'], because: 'of its status' },
    { query: 'q=sign&category=bug', subjects: ['Signed mails bounce'], because: 'of its category' },
    { query: 'q=sign&account=globex', subjects: ['Signed mails bounce'], because: 'of its account' },
    { query: 'q=sign&owner=agent2&view=open', subjects: 'owned', because: 'of its owner' },
    {
      query: 'q=sign&openedTo=2026-11-24',
      subjects: ['Signing keys expire', 'Signing out of the panel'],
      because: 'of its date',
    },
    { query: 'q=sign&view=waiting-on-customer', subjects: ['Signing keys expire'], because: 'of the view' },
    { query: 'q=globex.example', subjects: ['Signed mails bounce'], because: 'of the domain' },
    { query: 'q=gus', subjects: ['Signed mails bounce'], because: 'of who asked' },
    { query: 'q=sign%20panel', subjects: ['Signing out of the panel'], because: 'it has every word' },
    { query: 'q=signing&severity=critical', subjects: [], because: 'none is critical' },
  ])('$query finds what it should, because $because', async ({ query, subjects }) => {
    const all = await found(agent, query);

    if (subjects === 'owned') expect(all).toContain('Signature of the contract');
    else expect(all).toEqual(subjects);
  });

  it('by number finds the case, unless a filter leaves it out', async () => {
    const { number } = (await given.call(agent, 'GET', `/cases/${ids.get('Signed mails bounce')}`)).body;

    expect(await found(agent, `q=${number}`)).toEqual(['Signed mails bounce']);
    expect(await found(agent, `q=${number}&status=closed`)).toEqual([]);
    expect(await found(ana, `q=${number}`)).toEqual([]);
  });
});

describe('a view', () => {
  it.each([
    { query: 'view=waiting-on-customer', subjects: ['Signing keys expire'] },
    { query: 'view=closed', subjects: ['Signing out of the panel'] },
    { query: 'view=unassigned', subjects: [] },
    { query: 'view=quarantined', subjects: [] },
    { query: 'view=breached', subjects: [] },
    { query: 'view=due-within-hour', subjects: [] },
  ])('$query shows $subjects', async ({ query, subjects }) => {
    expect(await found(agent, query)).toEqual(subjects);
  });

  it('mine shows what I own and is open, to each their own', async () => {
    expect(await found(agent2, 'view=mine')).toContain('Signature of the contract');
    expect(await found(agent, 'view=mine')).not.toContain('Signature of the contract');
  });

  it('my-accounts shows a technical account manager every open case that they follow', async () => {
    const open = ['Signature of the contract', 'Signed mails bounce', 'Signing keys expire'];

    expect(await found(tam, 'view=my-accounts')).toEqual(open);
    expect(await found(agent2, 'view=my-accounts')).toEqual([]);
  });

  it('of the desk is not a customer’s', async () => {
    const refused = await given.call(ana, 'GET', '/cases?view=mine');

    expect(refused).toMatchObject({ status: 403, body: { code: 'desk-only' } });
  });
});

describe('a case that was closed too long ago to be reopened', () => {
  it('is followed by a linked one, once, whoever asks', async () => {
    given.clock.advance(15 * 24 * 60);
    const old = ids.get('Signing out of the panel') ?? '';
    const reopen = (user: string, key: string) =>
      given.call(user, 'POST', `/cases/${old}/reopenings`, {
        body: { reason: 'It is back.' },
        headers: { 'idempotency-key': key },
      });

    const [first, second] = [await reopen(ana, 'once'), await reopen(ana, 'once')];

    expect(first).toMatchObject({
      status: 201,
      body: { status: 'new', subject: 'Signing out of the panel' },
    });
    expect(second.body.caseId).toBe(first.body.caseId);
    expect(first.body.caseId).not.toBe(old);
    const linkOf = async (caseId: string) =>
      (await given.desk.cases.timeline(caseId)).entries.flatMap((entry) =>
        entry.type === 'case.linked' ? [{ ...entry.data }] : [],
      );
    expect(await linkOf(first.body.caseId)).toMatchObject([{ relation: 'follows', caseId: old }]);
    expect(await linkOf(old)).toMatchObject([{ relation: 'followed-by', caseId: first.body.caseId }]);
    expect((await reopen(agent, 'desk')).body).toMatchObject({
      accountId: 'acme',
      requester: { address: ana },
    });
  });
});

it('a timeline refuses a cursor that it did not give', async () => {
  const { status, body } = await given.call(
    agent,
    'GET',
    `/cases/${ids.get('Signed mails bounce')}/timeline?cursor=soon`,
  );

  expect({ status, path: body.errors[0].path }).toEqual({ status: 400, path: 'cursor' });
});
