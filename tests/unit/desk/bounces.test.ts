import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
