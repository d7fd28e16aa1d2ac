import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailDesk } from '../../../shared/desk/desk.ts';
import { sha256 } from '../../../shared/desk/ids.ts';
import { intakeMail } from '../../../shared/desk/intake-mail.ts';
import { formatNumber } from '../../../shared/domain/case/case.ts';
import { firstBrokenLink } from '../../../shared/domain/case/chain.ts';
import type { TimelineEntry } from '../../../shared/domain/case/events.ts';
import { linkToken, ownMessageId, replyToken, withToken } from '../../../shared/domain/mail/token.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, agent] = ['ana@acme.example', 'agent@guardia.example'];
const pass = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' } as const;
let dynamodb: TestDynamoDb;
let given: TestDesk;
let mails: MailDesk;
const stored = new Map<string, Uint8Array>();
let old: { caseId: string; number: string };
let into: { caseId: string; number: string };

beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  const blobs = {
    read: async (key: string) => stored.get(key) ?? null,
    write: async () => {},
    exists: async () => false,
  };
  mails = {
    ...given.desk,
    fallbackLanguage: 'en',
    rawMail: blobs,
    attachments: blobs,
  } as unknown as MailDesk;
  old = await submitted('The same question');
  into = await submitted('A question');
});

const submitted = async (subject: string) =>
  (await given.call(ana, 'POST', '/cases', { body: { subject, description: 'How?' } })).body;
const post = (user: string | null, path: string, body: object) => given.call(user, 'POST', path, { body });
const merge = () => post(agent, `/cases/${old.caseId}/merge`, { into: into.caseId });
const toldOfMerge = async () =>
  (await entriesOf(into.caseId)).filter(
    (entry) => entry.type === 'message.sent' && entry.data.mail?.notice === 'cases-merged',
  );
const entriesOf = async (caseId: string): Promise<TimelineEntry[]> =>
  (await given.desk.cases.timeline(caseId)).entries;

/** Ana's reply to the old case by mail, delivered until it is taken, as a queue does. */
async function replies(text: string, inReplyTo?: string): Promise<void> {
  const to = withToken('support@guardia.example', replyToken(old.number, ana, given.desk.hmac));
  const rawKey = `inbound/${text}`;
  const headers = [
    `From: Ana <${ana}>`,
    `To: ${to}`,
    `Message-ID: <${sha256(text)}@acme.example>`,
    'Subject: Re',
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: <${inReplyTo}>`]),
  ];
  stored.set(rawKey, Buffer.from(`${headers.join('\r\n')}\r\n\r\n${text}\r\n`));
  for (let attempt = 1; attempt <= 5; attempt++) {
    try {
      await intakeMail(mails, { rawKey, envelopeFrom: ana, recipients: [to], verdicts: pass });
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}
const wordsIn = async (caseId: string) =>
  (await entriesOf(caseId)).flatMap((entry) => (entry.type === 'message.received' ? [entry.data.text] : []));

describe('a reply comes while its case is merged', () => {
  it.each([1, 2, 3, 4, 5])(
    'by mail: it is kept once, and no new case is made of it (try %i)',
    async (round) => {
      await Promise.all([replies(`By mail ${round}`), merge(), replies(`Also ${round}`)]);

      const words = [...(await wordsIn(old.caseId)), ...(await wordsIn(into.caseId))];
      for (const text of [`By mail ${round}`, `Also ${round}`]) {
        expect(words.filter((word) => word === text)).toHaveLength(1);
      }
      const { body } = await given.call(agent, 'GET', '/cases?account=acme&limit=100');
      expect(body.items).toHaveLength(2);
      for (const { caseId } of [old, into]) {
        expect(firstBrokenLink(await entriesOf(caseId), sha256)).toBeNull();
      }
    },
  );

  it('by mail after it: the case that goes on has it', async () => {
    await merge();
    await replies('Later');

    expect(await wordsIn(into.caseId)).toContain('Later');
    expect(await wordsIn(old.caseId)).not.toContain('Later');
  });

  it('by the API: it was there before, or is told where the case lives on', async () => {
    const [reply, merged] = await Promise.all([
      post(ana, `/cases/${old.caseId}/messages`, { body: 'One more.' }),
      merge(),
    ]);

    expect(merged.status).toBe(200);
    const words = [...(await wordsIn(old.caseId)), ...(await wordsIn(into.caseId))];
    expect(words.filter((word) => word === 'One more.')).toHaveLength(reply.status === 201 ? 1 : 0);
    if (reply.status !== 201) expect(reply.body).toMatchObject({ status: 409, code: 'case-merged' });
    const after = await post(ana, `/cases/${old.caseId}/messages`, { body: 'And another.' });
    const shown = `${into.number.slice(0, 4)}-${into.number.slice(4)}`;
    expect(after.body).toMatchObject({ code: 'case-merged', detail: expect.stringContaining(shown) });
  });
});

describe('a merge', () => {
  it('tells the people of both cases once, in the one that goes on', async () => {
    expect((await merge()).status).toBe(200);
    expect((await merge()).status).toBe(200);

    const [told, ...more] = await toldOfMerge();
    expect(more).toEqual([]);
    expect(told?.data).toMatchObject({
      mail: { to: [{ address: ana }], variables: { mergedNumber: formatNumber(old.number) } },
    });
  });
});

describe('a case is closed in two ways at once', () => {
  it('by the button, by the link of the mail and by words: it is closed once, by one of them', async () => {
    await post(agent, `/cases/${old.caseId}/closure-proposals`, { summary: 'Solved.' });
    const seq = (await given.desk.cases.read(old.caseId))?.closureProposal?.seq ?? 0;
    const link = `/public/closures/${linkToken('closure', { caseId: old.caseId, seq }, given.desk.hmac)}`;

    const answers = await Promise.all([
      post(ana, `/cases/${old.caseId}/closure-proposals/current/answer`, { agreed: true }),
      post(null, link, { agreed: true }),
      post(null, link, { agreed: true }),
    ]);

    expect(answers.some(({ status }) => status === 200)).toBe(true);
    const types = (await entriesOf(old.caseId)).map(({ type }) => type);
    for (const type of ['closure.agreed', 'case.closed']) {
      expect(types.filter((one) => one === type)).toHaveLength(1);
    }
  });

  it('while the desk proposes again after a refusal: nobody agrees to what they have not read', async () => {
    await post(agent, `/cases/${old.caseId}/closure-proposals`, { summary: 'Solved.' });
    const seq = (await given.desk.cases.read(old.caseId))?.closureProposal?.seq ?? 0;
    const link = `/public/closures/${linkToken('closure', { caseId: old.caseId, seq }, given.desk.hmac)}`;
    await post(ana, `/cases/${old.caseId}/closure-proposals/current/answer`, {
      agreed: false,
      reason: 'No.',
    });
    await post(agent, `/cases/${old.caseId}/closure-proposals`, { summary: 'Something else.' });

    expect((await post(null, link, { agreed: true })).status).toBe(409);
    const stale = await post(ana, `/cases/${old.caseId}/closure-proposals/current/answer`, {
      agreed: true,
      proposalSeq: seq,
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'another-proposal']);
    const mailOf = (proposal: number) =>
      ownMessageId(old.caseId, proposal + 1, 'guardia.example', given.desk.hmac);
    await replies('I agree to close.', mailOf(seq));
    const of = await given.desk.cases.read(old.caseId);
    expect(of?.status).toBe('closure-proposed');

    await replies('Yes, I agree to close.', mailOf(of?.closureProposal?.seq ?? 0));
    expect((await given.desk.cases.read(old.caseId))?.status).toBe('closed');
  });
});
