import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settleDue } from '../../../shared/desk/sweep-due.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, agent, supervisor] = ['ana@acme.example', 'agent@guardia.example', 'supervisor@guardia.example'];
let dynamodb: TestDynamoDb;
let given: TestDesk;
let caseId: string;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
});

async function proposedUnder(targets: object): Promise<void> {
  const { body } = await given.call(supervisor, 'GET', '/accounts/acme');
  const { accountId: _, legalHold: __, version: ___, tam: ____, ...account } = body;
  const changed = { ...account, targets: { ...account.targets, ...targets } };
  expect((await given.call(supervisor, 'PUT', '/accounts/acme', { body: changed })).status).toBe(200);
  const opened = await given.call(ana, 'POST', '/cases', {
    body: { subject: 'A question', description: 'How do I rotate a key?' },
  });
  caseId = opened.body.caseId;
  await given.call(agent, 'POST', `/cases/${caseId}/messages`, { body: { body: 'Like this.' } });
  await given.call(agent, 'POST', `/cases/${caseId}/closure-proposals`, { body: { summary: 'Solved.' } });
}

/** Lives on until the case owes nothing, day by day, and gives the mails that the customer got. */
async function told(): Promise<{ notice: string; at: string; variables: Record<string, string> }[]> {
  for (let hour = 0; hour < 24 * 14; hour++) {
    given.clock.advance(60);
    await settleDue(given.desk, caseId);
  }
  const { entries } = await given.desk.cases.timeline(caseId, { limit: 1_000 });
  return entries.flatMap((entry) =>
    entry.type === 'message.sent' && entry.data.mail?.notice != null
      ? [{ notice: entry.data.mail.notice, at: entry.at, variables: entry.data.mail.variables }]
      : [],
  );
}

describe('what a closing tells the customer', () => {
  it('says when silence closes the case, where the terms let it, and until when it can be reopened', async () => {
    await proposedUnder({ closureReminderMinutes: [480, 480], closureLapseMinutes: 480 });
    const mails = await told();
    const of = await given.desk.cases.read(caseId);

    expect(of).toMatchObject({ status: 'closed', closedHow: 'without-answer' });
    const asked = mails.filter(({ notice }) => notice.startsWith('closure-'));
    expect(asked.map(({ notice }) => notice)).toEqual([
      'closure-proposed',
      'closure-reminder',
      'closure-reminder',
    ]);
    for (const { variables } of asked) {
      // Never later than it was said by more than a look of the clock.
      expect(Date.parse(of?.closedAt ?? '') - Date.parse(variables.lapsesAt ?? '')).toBeGreaterThanOrEqual(0);
      expect(variables.timeZone).toBe('Europe/Madrid');
    }
    const closing = mails.at(-1);
    expect(closing?.notice).toBe('case-closed');
    expect(Date.parse(closing?.variables.reopenBefore ?? '') - Date.parse(of?.closedAt ?? '')).toBe(
      14 * 24 * 3_600_000,
    );
  });

  it('promises no end where the terms set none', async () => {
    await proposedUnder({ closureReminderMinutes: [480], closureLapseMinutes: null });
    const mails = await told();

    expect(mails.filter(({ variables }) => 'lapsesAt' in variables)).toEqual([]);
    expect((await given.desk.cases.read(caseId))?.status).toBe('closure-proposed');
  });
});
