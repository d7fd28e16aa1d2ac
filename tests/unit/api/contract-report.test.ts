import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleDue } from '../../../shared/desk/sweep-due.ts';
import { linkToken } from '../../../shared/domain/mail/token.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, gus, agent, supervisor, tam] = [
  'ana@acme.example',
  'gus@globex.example',
  'agent@guardia.example',
  'supervisor@guardia.example',
  'tam@guardia.example',
];
let dynamodb: TestDynamoDb;
let given: TestDesk;
let kept: string;
let late: string;

const submit = async (subject: string) =>
  (await given.call(ana, 'POST', '/cases', { body: { subject, description: 'Words.' } })).body.caseId;
const post = (user: string | null, path: string, body: object) => given.call(user, 'POST', path, { body });
const rate = (caseId: string, body: object, user = ana) => post(user, `/cases/${caseId}/satisfaction`, body);
async function close(caseId: string): Promise<void> {
  await post(agent, `/cases/${caseId}/closure-proposals`, { summary: 'Solved.' });
  await post(ana, `/cases/${caseId}/closure-proposals/current/answer`, { agreed: true });
}
const report = async (query: string, user = supervisor) =>
  await given.call(user, 'GET', `/reports/contract?${query}`);

/** One case answered in time and closed by both; one answered an hour too late, and still open. */
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  kept = await submit('Kept');
  await post(agent, `/cases/${kept}/messages`, { body: 'Like this.', waitingOnCustomer: true });
  await close(kept);
  late = await submit('Late');
  given.clock.advance(5 * 60);
  while ((await settleDue(given.desk, late)) !== null) {
    // What has fallen due.
  }
  await post(agent, `/cases/${late}/messages`, { body: 'At last.', waitingOnCustomer: true });
});
afterAll(() => dynamodb.stop());

describe('how content a customer is', () => {
  it('is asked once both parties agreed to close, and not before', async () => {
    expect(await rate(late, { rating: 'bad' })).toMatchObject({
      status: 409,
      body: { code: 'not-closed-by-agreement' },
    });
    expect((await rate(kept, { rating: 'good' })).body).toMatchObject({
      satisfaction: { rating: 'good', about: null },
    });
  });

  it('is said by the customer alone, and the last word counts', async () => {
    expect((await rate(kept, { rating: 'good' }, agent)).status).toBe(403);
    expect((await rate(kept, { rating: 'good' }, gus)).status).toBe(404);
    await rate(kept, { rating: 'bad', about: 'NC-ii-4', comment: 'I heard nothing for a day.' });
    await rate(kept, { rating: 'bad', about: 'NC-ii-4' });

    const { entries } = await given.desk.cases.timeline(kept);
    const rated = entries.filter(({ type }) => type === 'satisfaction.rated');
    expect(rated.at(-1)).toMatchObject({ data: { rating: 'bad', ownerId: expect.any(String) } });
    expect(rated.map((entry) => (entry.type === 'satisfaction.rated' ? entry.data.rating : null))).toEqual([
      'good',
      'bad',
    ]);
  });

  it('is said by the signed link of the closing mail, which says nothing by being opened', async () => {
    const link = `/public/satisfaction/${linkToken('satisfaction', { caseId: kept, seq: 1 }, given.desk.hmac)}`;

    const opened = await given.call(null, 'GET', link);
    expect(opened.body).toMatchObject({ subject: 'Kept', rating: 'bad', open: true });
    expect((await post(null, link, { rating: 'good' })).body).toMatchObject({ rating: 'good' });
  });

  it.each([
    { token: 'kept.0000000000000000000000000000000000000000', because: 'nobody signed it' },
    { token: 'nonsense', because: 'it is none' },
  ])('is not taken from a link when $because', async ({ token }) => {
    expect((await post(null, `/public/satisfaction/${token}`, { rating: 'good' })).status).toBe(404);
  });

  it.each([{ rating: 'superb' }, { about: 'NC-ii-4' }, { rating: 'bad', about: 'none' }])(
    'refuses %j',
    async (body) => {
      expect((await rate(kept, body)).status).toBe(400);
    },
  );
});

describe('the contract report', () => {
  it('says of each clause what was promised, kept and missed, the misses first', async () => {
    const { status, body } = await report('from=2026-11-24&to=2026-11-24&account=acme');

    expect(status).toBe(200);
    expect(body).toMatchObject({ cases: 2, complete: true });
    const figures = Object.fromEntries(
      body.clauses.map(({ clause, sentence: _, ...of }: { clause: string; sentence: string }) => [
        clause,
        of,
      ]),
    );
    expect(body.clauses[0].clause).toBe('NC-ii-2');
    expect(figures).toMatchObject({
      'NC-ii-1': { promised: 2, kept: 2, missed: 0, open: 0 },
      'NC-ii-2': { promised: 2, kept: 1, missed: 1, open: 0 },
      'NC-ii-5': { promised: 1, kept: 1, missed: 0, open: 0 },
      'C-ii-2': { promised: 0, kept: 0, missed: 0, open: 0 },
    });
    expect(body.misses).toEqual([
      {
        clause: 'NC-ii-2',
        caseId: late,
        number: expect.any(String),
        subject: 'Late',
        ownerName: expect.any(String),
        promised: '2026-11-24T13:43:10.000Z',
        done: '2026-11-24T14:43:10.000Z',
        minutesLate: 60,
        proof: expect.any(Array),
      },
    ]);
  });

  it('counts how content customers were, by who was responsible and by the promise they named', async () => {
    await rate(kept, { rating: 'bad', about: 'NC-ii-4' });
    const { body } = await report('from=2026-11-24&to=2026-11-24', tam);

    expect(body.satisfaction).toMatchObject({
      good: 0,
      bad: 1,
      owners: [{ agentId: expect.any(String), good: 0, bad: 1 }],
      clauses: [{ clause: 'NC-ii-4', good: 0, bad: 1 }],
    });
  });

  it('has nothing of another account, nor of another day', async () => {
    const none = { misses: [], satisfaction: { good: 0, bad: 0 } };

    expect((await report('from=2026-11-24&to=2026-11-24&account=globex')).body).toMatchObject(none);
    expect((await report('from=2026-11-25&to=2026-11-26&account=acme')).body).toMatchObject(none);
  });

  it.each([
    { query: 'from=2026-11-24&to=2026-11-23', status: 400, because: 'it ends before it begins' },
    { query: 'from=2024-11-24&to=2026-11-23', status: 400, because: 'it is longer than a year' },
    { query: 'from=24.11.2026&to=today', status: 400, because: 'these are no days' },
    {
      query: 'from=2026-11-24&to=2026-11-24&account=nowhere',
      status: 404,
      because: 'there is no such account',
    },
  ])('$query is answered with $status: $because', async ({ query, status }) => {
    expect((await report(query)).status).toBe(status);
  });
});
