import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../shared/domain/case/mail.ts';
import { ownMessageId } from '../../../shared/domain/mail/token.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { type MailTestDesk, mailDesk, mailOf, passed, placeOf } from '../../support/mail-desk.ts';

/** Who a mail is from, when its domain publishes no policy: what each proof of ours is worth then. */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let at: MailTestDesk;
let caseId: string;
const agent = 'agent@guardia.example';
const agrees = 'I agree to close the case.';

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  at = mailDesk(given);
});
afterAll(() => dynamodb.stop());

/** A case of Ana's that the desk proposes to close. */
beforeEach(async () => {
  caseId = placeOf(await at.arrives(mailOf({ Subject: 'Deferred' }))).caseId;
  await given.call(agent, 'POST', `/cases/${caseId}/closure-proposals`, { body: { summary: 'Done.' } });
});

const noPolicy: Verdicts = { ...passed, dmarc: 'GRAY', spf: 'GRAY', dkim: 'GRAY' };
const spoofed: Verdicts = { ...noPolicy, spf: 'FAIL', dkim: 'FAIL' };
const status = async () => (await at.desk.cases.read(caseId))?.status;
const root = () => `<${ownMessageId(caseId, 0, 'guardia.example', at.desk.hmac)}>`;

describe('a spoofed contact', () => {
  it.each([
    { verdicts: spoofed, because: 'SPF says no' },
    { verdicts: { ...spoofed, dmarc: 'PROCESSING_FAILED' } as const, because: 'and DMARC was not decided' },
    { verdicts: noPolicy, because: 'and nobody says anything' },
  ])('joins no case by our Message-ID, which every forward shows ($because)', async ({ verdicts }) => {
    const reply = mailOf({ References: root() }, agrees);
    const outcome = await at.arrives(reply, { verdicts, envelopeFrom: 'eve@evil.example' });

    expect(outcome.outcome).toBe('quarantined');
    expect(await status()).toBe('closure-proposed');
  });

  it('joins none by a stolen token, where the domain says by SPF that it sent no such mail', async () => {
    const recipients = [await at.replyAddress(caseId, 'ana@acme.example')];
    const outcome = await at.arrives(mailOf({}, agrees), { verdicts: spoofed, recipients });

    expect(outcome.outcome).toBe('quarantined');
  });
});

describe('whoever holds the token of a domain without any policy', () => {
  it('is kept on the case, and neither agrees nor declines', async () => {
    const recipients = [await at.replyAddress(caseId, 'ana@acme.example')];
    for (const words of [agrees, 'I do not agree to close the case.']) {
      const outcome = await at.arrives(mailOf({}, words), { verdicts: noPolicy, recipients });
      expect(outcome).toMatchObject({ outcome: 'joined', place: { caseId } });
    }

    expect(await status()).toBe('closure-proposed');
  });

  it('does not reopen: the mail waits for a person', async () => {
    await given.call('ana@acme.example', 'POST', `/cases/${caseId}/closure-proposals/current/answer`, {
      body: { agreed: true },
    });
    const recipients = [await at.replyAddress(caseId, 'ana@acme.example')];
    const outcome = await at.arrives(mailOf({}, 'Once more.'), { verdicts: noPolicy, recipients });

    expect(outcome.outcome).toBe('quarantined');
    expect(await status()).toBe('closed');
  });
});

it('a contact for whom SES vouches agrees by mail', async () => {
  const recipients = [await at.replyAddress(caseId, 'ana@acme.example')];
  await at.arrives(mailOf({}, agrees), { recipients });

  expect(await status()).toBe('closed');
});
