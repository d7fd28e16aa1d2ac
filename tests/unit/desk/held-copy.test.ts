import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../shared/domain/case/mail.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import {
  forged,
  type MailTestDesk,
  mailDesk,
  mailOf,
  passed,
  placeOf,
  undecided,
} from '../../support/mail-desk.ts';

/** One mail, delivered twice, of which SES believes one delivery and not the other (freescout#4958). */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let at: MailTestDesk;
const agent = 'agent@guardia.example';

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  at = mailDesk(given);
});
afterAll(() => dynamodb.stop());

const read = async (caseId: string) => await at.desk.cases.read(caseId);

describe('a copy that waits in quarantine', () => {
  it.each<{ verdicts: Verdicts; because: string }>([
    { verdicts: forged, because: 'it came by a forwarder' },
    { verdicts: { ...forged, spam: 'FAIL' }, because: 'the forwarder is a spammer as well' },
    { verdicts: { ...passed, virus: 'PROCESSING_FAILED' }, because: 'SES did not finish its scan' },
  ])(
    'does not keep the genuine mail from opening its case, and is merged into that ($because)',
    async ({ verdicts }) => {
      const mail = mailOf({ Subject: 'Twice' });
      const copy = await at.arrives(mail, { verdicts, envelopeFrom: 'list@else.example' });
      const genuine = await at.arrives(mail);

      expect([copy.outcome, genuine.outcome]).toEqual(['quarantined', 'opened']);
      expect(await read(placeOf(genuine).caseId)).toMatchObject({ accountId: 'acme', status: 'new' });
      expect(await read(placeOf(copy).caseId)).toMatchObject({
        status: 'closed',
        mergedInto: { caseId: placeOf(genuine).caseId },
      });
      expect((await at.arrives(mail)).outcome).toBe('duplicate');
    },
  );

  it('does not keep a genuine reply from its case', async () => {
    const { caseId } = placeOf(await at.arrives(mailOf({ 'Message-ID': '<first@acme.example>' })));
    const reply = mailOf({ 'In-Reply-To': '<first@acme.example>' }, 'And another thing.');
    await at.arrives(reply, { verdicts: forged });

    expect(await at.arrives(reply)).toMatchObject({ outcome: 'joined', place: { caseId } });
  });

  it('is no second item of the quarantine, however often it comes', async () => {
    const mail = mailOf({});
    const first = await at.arrives(mail, { verdicts: forged });

    expect(await at.arrives(mail, { verdicts: forged })).toMatchObject({
      outcome: 'duplicate',
      place: placeOf(first),
    });
  });

  it('stays what a person decided: released, the genuine mail is known', async () => {
    const mail = mailOf({});
    const { caseId } = placeOf(await at.arrives(mail, { verdicts: forged }));
    await given.call(agent, 'POST', `/quarantine/${caseId}/release`, { body: { accountId: 'acme' } });

    expect(await at.arrives(mail)).toMatchObject({ outcome: 'duplicate', place: { caseId } });
  });

  it('was not the genuine mail when a person discarded it', async () => {
    const mail = mailOf({});
    const { caseId } = placeOf(await at.arrives(mail, { verdicts: forged }));
    await given.call(agent, 'POST', `/quarantine/${caseId}/discard`, { body: { reason: 'Forged.' } });

    expect((await at.arrives(mail)).outcome).toBe('opened');
  });
});

it('a copy that comes after the genuine mail is known, and waits nowhere', async () => {
  const mail = mailOf({});
  const genuine = await at.arrives(mail);

  expect(await at.arrives(mail, { verdicts: forged })).toMatchObject({
    outcome: 'duplicate',
    place: placeOf(genuine),
  });
});

describe('a monitoring system that writes neither Message-ID nor Date', () => {
  const alert = () =>
    mailOf({ 'Message-ID': null, Subject: 'mx1 is down', 'Auto-Submitted': 'auto-generated' });

  it('delivered twice at once is one alert', async () => {
    await at.arrives(alert());

    expect((await at.arrives(alert())).outcome).toBe('duplicate');
  });

  it('that says the same an hour later says it again', async () => {
    given.clock.advance(60);

    expect((await at.arrives(alert())).outcome).toBe('opened');
  });
});

describe('a mail that was handed in again before its own notification came', () => {
  const handedIn = { rawKey: 'mail/late', recipients: [], envelopeFrom: '', verdicts: undecided };

  it('is believed by SES’s verdicts as soon as they are there', async () => {
    const mail = mailOf({});
    const waiting = await at.arrives(mail, handedIn);
    const late = await at.arrives(mail, { rawKey: handedIn.rawKey });

    expect([waiting.outcome, late.outcome]).toEqual(['quarantined', 'opened']);
    expect(await read(placeOf(waiting).caseId)).toMatchObject({ status: 'closed', closedHow: 'merged' });
    expect(await at.arrives(mail, { rawKey: handedIn.rawKey })).toMatchObject({
      outcome: 'duplicate',
      place: placeOf(late),
    });
    expect((await at.arrives(mail, handedIn)).outcome).toBe('duplicate');
  });

  it('is believed once, wherever the process that believed it died', async () => {
    const mail = mailOf({});
    const rawKey = 'mail/killed';
    const waiting = await at.arrives(mail, { ...handedIn, rawKey });
    const { remember } = at.desk.cases;
    const died = new Error('killed');
    Object.assign(at.desk.cases, { remember: () => Promise.reject(died) });
    await expect(at.arrives(mail, { rawKey })).rejects.toBe(died);
    Object.assign(at.desk.cases, { remember });

    const again = await at.arrives(mail, { rawKey });
    expect(again.outcome).toBe('duplicate');
    expect(await read(placeOf(again).caseId)).toMatchObject({ accountId: 'acme', status: 'new' });
    expect(await read(placeOf(waiting).caseId)).toMatchObject({ closedHow: 'merged' });
  });
});

describe('the Message-ID of a mail in quarantine', () => {
  it('leads no reply anywhere, though strangers used it sixty times', async () => {
    const { caseId } = placeOf(await at.arrives(mailOf({ 'Message-ID': '<k@acme.example>' })));
    for (let time = 0; time < 60; time++) {
      await at.arrives(mailOf({ From: 'm@evil.example', 'Message-ID': '<k@acme.example>' }, `${time}`));
    }
    const reply = mailOf({ From: 'luis@acme.example', 'In-Reply-To': '<k@acme.example>' });

    expect(await at.arrives(reply)).toMatchObject({ outcome: 'joined', place: { caseId } });
  });

  it('is never taken for one that SES gave to a mail of ours', async () => {
    const { caseId } = placeOf(await at.arrives(mailOf({})));
    const { entries } = await at.desk.cases.timeline(caseId);
    const place = { caseId, seq: entries.find(({ type }) => type === 'message.sent')?.seq ?? 0 };
    const { sendings } = given.desk;
    await sendings.claim(place, { now: at.desk.now(), staleBefore: '2000' });
    await sendings.accepted(place, { at: at.desk.now(), sesMessageId: '0102-abc' });
    await at.arrives(mailOf({ 'Message-ID': '<ses:0102-abc>', From: 'luis@acme.example' }, 'Mine now.'));
    const reply = mailOf({ 'In-Reply-To': '<0102-abc@eu-west-1.amazonses.com>' });

    expect(await at.arrives(reply)).toMatchObject({ outcome: 'joined', place: { caseId } });
  });

  it('leads to its case once a person has released it', async () => {
    const mail = mailOf({ 'Message-ID': '<released@acme.example>' });
    const { caseId } = placeOf(await at.arrives(mail, { verdicts: forged }));
    await given.call(agent, 'POST', `/quarantine/${caseId}/release`, { body: { accountId: 'acme' } });

    expect(await at.arrives(mailOf({ 'In-Reply-To': '<released@acme.example>' }))).toMatchObject({
      outcome: 'joined',
      place: { caseId },
    });
  });

  it('leads to the case that a person put it on', async () => {
    const { caseId } = placeOf(await at.arrives(mailOf({})));
    const mail = mailOf({ 'Message-ID': '<put-on@acme.example>' });
    const waiting = placeOf(await at.arrives(mail, { verdicts: forged }));
    await given.call(agent, 'POST', `/quarantine/${waiting.caseId}/release`, { body: { caseId } });

    expect(await at.arrives(mailOf({ 'In-Reply-To': '<put-on@acme.example>' }))).toMatchObject({
      outcome: 'joined',
      place: { caseId },
    });
  });
});
