import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeEntryMail } from '../../../shared/desk/compose-entry-mail.ts';
import type { SendingDesk } from '../../../shared/desk/send-mail.ts';
import type { OutgoingMail } from '../../../shared/domain/case/mail.ts';
import { linkToken } from '../../../shared/domain/mail/token.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, agent] = ['ana@acme.example', 'agent@guardia.example'];
let dynamodb: TestDynamoDb;
let given: TestDesk;
let caseId: string;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
});
afterAll(() => dynamodb.stop());

beforeEach(async () => {
  const submitted = await given.call(ana, 'POST', '/cases', {
    body: { subject: 'A question', description: 'How do I rotate a key?' },
  });
  caseId = submitted.body.caseId;
});

const entries = async () => (await given.desk.cases.timeline(caseId)).entries;
const escalations = async () => (await entries()).filter(({ type }) => type === 'case.escalated');
const token = (seq = 4) => linkToken('escalation', { caseId, seq }, given.desk.hmac);
const escalate = (link = token(), reason = 'Nobody answers.') =>
  given.call(null, 'POST', `/public/escalations/${link}`, { body: { reason } });

/** The text of the mails of the case, as they go out, by what they are. */
async function mails(): Promise<Record<string, string>> {
  const of = await given.desk.cases.read(caseId);
  if (of === null) throw new Error('The case is not there.');
  const desk = { ...given.desk, attachments: { read: async () => null } } as unknown as SendingDesk;
  const texts: Record<string, string> = {};
  for (const entry of await entries()) {
    if (!('mail' in entry.data)) continue;
    const mail = entry.data.mail as OutgoingMail;
    const bytes = await composeEntryMail(desk, { entry, mail, of });
    texts[mail.notice ?? 'answer'] = Buffer.from(bytes).toString('utf8').replaceAll('=\r\n', '');
  }
  return texts;
}

describe('the link to the technical account manager in a mail', () => {
  it('is in the receipt and in every answer, each with its own, and in no mail to the desk', async () => {
    await given.call(agent, 'POST', `/cases/${caseId}/messages`, { body: { body: 'Like this.' } });
    await escalate();
    const { acknowledgement = '', answer = '', escalated = '' } = await mails();
    const linkOf = (text: string) => /\/escalations\/([\w.]+)/.exec(text)?.[1];

    expect(linkOf(acknowledgement)).toBe(token());
    expect(linkOf(answer)).toMatch(new RegExp(`^${caseId}\\.`));
    expect(linkOf(answer)).not.toBe(token());
    expect(escalated).not.toContain('/escalations/');
  });

  it('shows whom it reaches, and escalates nothing by being opened', async () => {
    const { body } = await given.call(null, 'GET', `/public/escalations/${token()}`);

    expect(body).toMatchObject({
      subject: 'A question',
      tam: { personId: 'tam', email: 'tam@guardia.example' },
      escalated: false,
      open: true,
    });
    expect(await escalations()).toEqual([]);
  });

  it('escalates for the customer’s side, and tells the technical account manager by mail', async () => {
    expect((await escalate()).body).toMatchObject({ escalated: true });

    expect(await escalations()).toMatchObject([
      {
        visibility: 'public',
        actor: { kind: 'contact', name: 'Acme Envíos' },
        data: { by: 'customer', to: { role: 'tam', id: 'tam' }, reason: 'Nobody answers.' },
      },
    ]);
    expect(await mails()).toHaveProperty('escalated');
  });

  it('escalates once, pressed twice at the same time or a day later', async () => {
    const both = await Promise.all([escalate(), escalate()]);
    given.clock.advance(24 * 60);
    const late = await escalate();

    expect([...both, late].map(({ body }) => body.escalated)).toEqual([true, true, true]);
    expect(await escalations()).toHaveLength(1);
  });

  it('is none for another case, another purpose, or made up', async () => {
    const closure = linkToken('closure', { caseId, seq: 4 }, given.desk.hmac);
    const moved = token().replace(`${caseId}.4.`, `${caseId}.5.`);

    for (const link of [closure, moved, `${caseId}.4.${'0'.repeat(40)}`]) {
      expect((await escalate(link)).status).toBe(404);
    }
    expect(await escalations()).toEqual([]);
  });

  it('asks for a reason, and refuses a closed case', async () => {
    expect((await escalate(token(), ' ')).status).toBe(400);
    await given.call(agent, 'POST', `/cases/${caseId}/closure-proposals`, { body: { summary: 'Done.' } });
    await given.call(ana, 'POST', `/cases/${caseId}/closure-proposals/current/answer`, {
      body: { agreed: true },
    });

    expect(await escalate()).toMatchObject({ status: 409, body: { code: 'case-closed' } });
  });
});
