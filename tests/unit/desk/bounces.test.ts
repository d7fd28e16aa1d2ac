import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSesEvent } from '../../../functions/mail-events/ses-event.ts';
import { settleMail } from '../../../shared/desk/settle-mail.ts';
import type { Verdicts } from '../../../shared/domain/case/mail.ts';
import { ownMessageId } from '../../../shared/domain/mail/token.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { forged, type MailTestDesk, mailDesk, mailOf, passed, placeOf } from '../../support/mail-desk.ts';

/** What becomes of a mail of ours that did not arrive, by whichever way the desk hears of it. */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let at: MailTestDesk;
let place: { caseId: string; seq: number };
const ana = 'ana@acme.example';

beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

/** A case of Ana's, to whom its receipt was sent. */
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  at = mailDesk(given);
  const { caseId } = placeOf(await at.arrives(mailOf({})));
  const { entries } = await at.desk.cases.timeline(caseId);
  place = { caseId, seq: entries.find(({ type }) => type === 'message.sent')?.seq ?? 0 };
});

const ownId = () => ownMessageId(place.caseId, place.seq, 'guardia.example', at.desk.hmac);

interface Report {
  readonly recipients?: readonly string[];
  readonly action?: string;
  readonly status?: string;
  readonly words?: string;
}

const report = ({
  recipients = [ana],
  action = 'failed',
  status = '5.1.1',
  words = 'smtp; 550 5.1.1 user unknown',
}: Report = {}) => [
  'From: MAILER-DAEMON@mx.acme.example',
  'To: support@guardia.example',
  'Subject: Undelivered Mail Returned to Sender',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  '',
  'Your mail could not be delivered.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.acme.example',
  ...recipients.flatMap((recipient) => [
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${words}`,
  ]),
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  `Message-ID: <${ownId()}>`,
  '--b--',
  '',
];

/** What SES itself gives a report of a server without a policy. */
const fromAServer: Verdicts = { ...passed, spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' };
const bounces = async (mail: readonly string[], fields: Parameters<MailTestDesk['arrives']>[1] = {}) =>
  await at.arrives(mail, { envelopeFrom: '', verdicts: fromAServer, ...fields });

const flagged = async () =>
  (await at.desk.directory.contact('acme', 'ana'))?.addresses.find(({ address }) => address === ana)
    ?.undeliverable;
const entries = async (type: string) =>
  (await at.desk.cases.timeline(place.caseId)).entries.filter((entry) => entry.type === type);

describe('a delivery report', () => {
  it('of a server without any policy is placed on the case whose mail it names', async () => {
    expect(await bounces(report())).toMatchObject({ outcome: 'joined', place: { caseId: place.caseId } });

    expect(await entries('delivery.failed')).toMatchObject([{ data: { recipient: ana, permanent: true } }]);
    expect(await entries('notice.sent')).toHaveLength(1);
    expect(await flagged()).toBe(true);
  });

  it.each<{ verdicts: Verdicts; because: string }>([
    { verdicts: forged, because: 'its domain disowns it' },
    { verdicts: { ...fromAServer, virus: 'FAIL' }, because: 'it carries a virus' },
    { verdicts: { ...fromAServer, spam: 'FAIL' }, because: 'it is spam' },
  ])('is not believed before SES’s verdicts: $because', async ({ verdicts }) => {
    expect((await bounces(report(), { verdicts })).outcome).toBe('quarantined');

    expect(await entries('delivery.failed')).toEqual([]);
    expect(await flagged()).toBe(false);
  });
});

describe('a dead address', () => {
  const dies = () => Promise.reject(new Error('killed'));

  it('is flagged also when the process died at the first delivery of the report', async () => {
    const { putContact } = at.desk.write;
    Object.assign(at.desk.write, { putContact: dies });
    await expect(bounces(report(), { rawKey: 'mail/killed' })).rejects.toThrow('killed');
    Object.assign(at.desk.write, { putContact });
    await bounces(report(), { rawKey: 'mail/killed' });

    expect(await flagged()).toBe(true);
    expect(await entries('delivery.failed')).toHaveLength(1);
  });

  it('is flagged also when the process died at SES’s first event', async () => {
    const { putContact } = at.desk.write;
    Object.assign(at.desk.write, { putContact: dies });
    await expect(sesSays()).rejects.toThrow('killed');
    Object.assign(at.desk.write, { putContact });

    expect(await sesSays()).toBe('recorded');
    expect(await flagged()).toBe(true);
    expect(await sesSays()).toBe('known');
    expect(await entries('delivery.failed')).toHaveLength(1);
  });

  it('is flagged also when somebody edits the contact at that moment', async () => {
    const { putContact } = at.desk.write;
    let edited = false;
    Object.assign(at.desk.write, {
      putContact: async (change: Parameters<typeof putContact>[0]) => {
        const { before } = change;
        if (!edited && before !== null) {
          edited = true;
          await putContact({
            ...change,
            value: { ...before, name: 'Ana María', version: before.version + 1 },
          });
        }
        await putContact(change);
      },
    });
    await bounces(report());

    expect(await flagged()).toBe(true);
    expect(await at.desk.directory.contact('acme', 'ana')).toMatchObject({ name: 'Ana María' });
  });
});

describe('a live address', () => {
  const policy = 'smtp; 550 5.7.1 message refused: spam policy of the receiver';

  it.each([
    { event: bounced({ diagnosticCode: policy, status: '5.7.1' }), because: 'its server refuses the text' },
    { event: bounced({ diagnosticCode: 'smtp; 552 5.2.2 mailbox full' }), because: 'it is full' },
    { event: bounced({}, 'Transient'), because: 'SES gave up for the time being' },
    { event: bounced({ status: undefined, diagnosticCode: undefined }), because: 'nobody says why' },
    {
      event: { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: ana }] } },
      because: 'the mail arrived, and somebody called it spam',
    },
  ])('is not flagged as dead: $because', async ({ event }) => {
    expect(await sesSays(event)).toBe('recorded');

    expect(await flagged()).toBe(false);
    expect(await entries('delivery.failed')).toMatchObject([{ data: { recipient: ana, permanent: false } }]);
  });

  it('leaves a mail that its server refuses undelivered all the same: the owner is told', async () => {
    await sesSays(bounced({ diagnosticCode: policy, status: '5.7.1' }));

    expect(await entries('notice.sent')).toMatchObject([
      {
        data: {
          mail: { notice: 'message-not-delivered', variables: { recipient: ana, diagnostic: policy } },
        },
      },
    ]);
  });

  it('whose mail is merely late disturbs nobody', async () => {
    await bounces(report({ action: 'delayed', status: '4.4.1', words: 'smtp; 421 try again' }));

    expect(await entries('delivery.failed')).toHaveLength(1);
    expect(await entries('notice.sent')).toEqual([]);
  });
});

it('the owner whose own notice bounces is not told by another', async () => {
  await sesSays();
  const [notice] = await entries('notice.sent');
  const owner = notice?.type === 'notice.sent' ? (notice.data.mail?.to[0]?.address ?? '') : '';
  place = { ...place, seq: notice?.seq ?? 0 };
  await sesSays(bounced({ emailAddress: owner }));

  expect(await entries('delivery.failed')).toHaveLength(2);
  expect(await entries('notice.sent')).toHaveLength(1);
});

describe('a report that names no mail of ours', () => {
  /** As qmail writes it: no machine-readable part, no id of the original. */
  const qmail = (recipient: string) => [
    'From: MAILER-DAEMON@mx.acme.example',
    'To: support@guardia.example',
    'Subject: failure notice',
    'Return-Path: <>',
    '',
    'Hi. This is the qmail-send program at mx.acme.example.',
    "I'm afraid I wasn't able to deliver your message to the following addresses.",
    '',
    `<${recipient}>:`,
    '192.0.2.1 does not like recipient.',
    'Remote host said: 550 5.1.1 user unknown',
    '',
  ];

  it('is placed by the token that it was sent to, on the newest mail to that recipient', async () => {
    const recipients = [await at.replyAddress(place.caseId, ana)];
    expect(await bounces(qmail(ana), { recipients })).toMatchObject({
      outcome: 'joined',
      place: { caseId: place.caseId },
    });

    expect(await entries('delivery.failed')).toMatchObject([
      { data: { recipient: ana, permanent: true, messageSeq: place.seq } },
    ]);
    expect(await flagged()).toBe(true);
  });

  it.each([
    { token: true, recipient: 'gus@globex.example', because: 'it names somebody who is not of the case' },
    { token: false, recipient: ana, because: 'its token was made up' },
  ])('is placed nowhere when $because', async ({ token, recipient }) => {
    const genuine = await at.replyAddress(place.caseId, ana);
    const recipients = [token ? genuine : genuine.replace(/-[0-9a-f]+@/, `-${'0'.repeat(20)}@`)];
    expect((await bounces(qmail(recipient), { recipients })).outcome).toBe('quarantined');

    expect(await entries('delivery.failed')).toEqual([]);
  });
});

describe('the same report', () => {
  it('delivered again as another object is known: one entry, and the owner is told once', async () => {
    const first = await bounces(report());
    const again = await bounces(report());

    expect([first.outcome, again.outcome]).toEqual(['joined', 'duplicate']);
    expect(placeOf(again).caseId).toBe(placeOf(first).caseId);
    expect(await entries('delivery.failed')).toHaveLength(1);
    expect(await entries('notice.sent')).toHaveLength(1);
  });

  it('that names one recipient three times has failed for them once', async () => {
    await bounces(report({ recipients: [ana, 'ANA@acme.example', ana] }));

    expect(await entries('delivery.failed')).toHaveLength(1);
  });

  it('of a delay is another than that of the failure which follows', async () => {
    await bounces(report({ action: 'delayed', status: '4.4.1', words: 'smtp; 421 try again' }));
    await bounces(report());

    expect(await entries('delivery.failed')).toMatchObject([
      { data: { permanent: false } },
      { data: { permanent: true } },
    ]);
  });

  it('is placed once, though it waited for its verdicts before', async () => {
    const rawKey = 'mail/report';
    await bounces(report(), { rawKey, verdicts: { ...fromAServer, spam: 'FAIL' } });

    expect((await bounces(report(), { rawKey })).outcome).toBe('joined');
    expect((await bounces(report(), { rawKey })).outcome).toBe('duplicate');
    expect(await entries('delivery.failed')).toHaveLength(1);
  });
});

function bounced(recipient: Readonly<Record<string, string | undefined>> = {}, bounceType = 'Permanent') {
  const dead = { emailAddress: ana, status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };
  const transient =
    bounceType === 'Transient' ? { status: '4.4.7', diagnosticCode: 'smtp; 421 expired' } : {};
  const bouncedRecipients = [{ ...dead, ...transient, ...recipient }];
  return { eventType: 'Bounce', bounce: { bounceType, bouncedRecipients } };
}

/** SES's own word on the mail, as its topic brings it. */
async function sesSays(event: object = bounced()) {
  const headers = [{ name: 'References', value: `<${ownId()}>` }];
  const read = readSesEvent(JSON.stringify({ ...event, mail: { messageId: 'taken', headers } }));
  if (read === null) throw new Error('Nothing to settle.');
  return await settleMail({ ...at.desk, sendings: given.desk.sendings }, read);
}
