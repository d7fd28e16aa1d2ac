import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { type MailTestDesk, mailDesk, mailOf, placeOf } from '../../support/mail-desk.ts';

/** Mails that the desks before ours took in twice, not at all, or for somebody else (docs/peers.md). */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let at: MailTestDesk;
const ana = 'ana@acme.example';
const agent = 'agent@guardia.example';

beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  at = mailDesk(given);
});

const casesOfAcme = async () => {
  const { body } = await given.call(agent, 'GET', '/cases?account=acme');
  return body.items as { caseId: string; subject: string }[];
};
const received = async (caseId: string) =>
  (await at.desk.cases.timeline(caseId)).entries.flatMap((entry) =>
    entry.type === 'message.received' ? [entry.data.text] : [],
  );
const outcomesOf = (outcomes: readonly { outcome: string }[]) =>
  outcomes.map(({ outcome }) => outcome).sort();

describe('one mail is one message', () => {
  it('freescout#5638: a mail from the desk’s address to the desk’s address was two conversations; here it is none', async () => {
    const mail = mailOf({ From: 'support@guardia.example', Subject: 'Uninstall feedback' });
    const outcomes = [await at.arrives(mail), await at.arrives(mail)];

    expect(outcomesOf(outcomes)).toEqual(['ignored', 'ignored']);
    expect((await given.call(agent, 'GET', '/cases')).body.items).toEqual([]);
  });

  it('freescout#4748: it reached one address of ours in To and another in Cc, a minute apart', async () => {
    const mail = mailOf({ To: 'support@guardia.example', Cc: 'support+claims@guardia.example' }, 'Words.');
    const first = await at.arrives(['Received: by one', ...mail], {
      recipients: ['support@guardia.example'],
    });
    given.clock.advance(1);
    const second = await at.arrives(['Received: by another', ...mail], {
      recipients: ['support+claims@guardia.example'],
    });

    expect(second).toMatchObject({ outcome: 'duplicate', place: placeOf(first) });
    expect(await received(placeOf(first).caseId)).toEqual(['Words.']);
  });

  it('osTicket#1908: it had two addresses of ours, so two tickets and two automatic answers', async () => {
    const mail = mailOf({});
    const outcomes = await Promise.all(
      ['support@guardia.example', 'support+sales@guardia.example'].map((address) =>
        at.arrives(mail, { recipients: [address], rawKey: `mail/${address}` }),
      ),
    );

    expect(outcomesOf(outcomes)).toEqual(['duplicate', 'opened']);
    expect((await Promise.all(outcomes.map(at.notices)))[0]).toEqual(['acknowledgement']);
    expect(await casesOfAcme()).toHaveLength(1);
  });

  it('osTicket#1976: fetches overlapped: five workers take the very same mail at the same time', async () => {
    const mail = mailOf({});
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => at.arrives(mail, { rawKey: 'mail/one' })),
    );

    expect(outcomesOf(outcomes)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate', 'opened']);
    expect(await received(placeOf(outcomes[0] as never).caseId)).toHaveLength(1);
  });

  it('uvdesk/core-framework#62: the next reading of the mailbox put the first mail on its ticket again', async () => {
    const [first, second] = [mailOf({ Subject: 'First' }, 'One.'), mailOf({ Subject: 'Second' }, 'Two.')];
    const { caseId } = placeOf(await at.arrives(first));
    const read = [await at.arrives(first), await at.arrives(second)];

    expect(outcomesOf(read)).toEqual(['duplicate', 'opened']);
    expect(await received(caseId)).toEqual(['One.']);
    expect(await casesOfAcme()).toHaveLength(2);
  });

  it('freescout#3186: two fetches at once lost the words, and the mail was removed from the mailbox meanwhile', async () => {
    const mail = mailOf({}, 'The words.');
    const [one] = await Promise.all([
      at.arrives(mail, { rawKey: 'mail/tools' }),
      at.arrives(mail, { rawKey: 'mail/cron' }),
    ]);
    at.raw.clear();
    const again = await at.desk.cases.timeline(placeOf(one).caseId);

    expect(again.entries.filter(({ type }) => type === 'message.received')).toMatchObject([
      { data: { text: 'The words.' } },
    ]);
  });

  it('freescout#1350: the loser of that race left a second conversation, with an empty body', async () => {
    const mail = mailOf({ Subject: 'Raced' }, 'The words.');
    await Promise.all(['a', 'b', 'c'].map((copy) => at.arrives(mail, { rawKey: `mail/${copy}` })));
    const cases = await casesOfAcme();
    const texts = await Promise.all(cases.map(({ caseId }) => received(caseId)));

    expect(texts).toEqual([['The words.']]);
  });
});

describe('no mail ends in a folder that nobody reads', () => {
  const waiting = async () => {
    const { body } = await given.call(agent, 'GET', '/quarantine');
    return body.items as { caseId: string; subject: string; quarantine: string }[];
  };

  it.each([
    { From: 'ana garcia @acme . example', because: 'spaces in the address' },
    { From: null, because: 'no From at all' },
  ])('zammad#795: with $because, it waits where people look, its words and bytes kept', async ({ From }) => {
    const outcome = await at.arrives(mailOf({ From, Subject: 'Odd sender' }, 'Please help.'));
    const { caseId } = placeOf(outcome);

    expect(outcome.outcome).toBe('quarantined');
    expect(await waiting()).toContainEqual(expect.objectContaining({ caseId, subject: 'Odd sender' }));
    const { entries } = await at.desk.cases.timeline(caseId);
    expect(entries.find(({ type }) => type === 'message.received')).toMatchObject({
      data: { text: 'Please help.', rawKey: expect.stringMatching(/^mail\//) },
    });
  });

  it('zammad#811: a mailer-daemon without an address is seen by agents, and can be discarded by them', async () => {
    const { caseId } = placeOf(
      await at.arrives(mailOf({ From: 'Mail Delivery System <>' }), { envelopeFrom: '' }),
    );
    expect(await waiting()).toContainEqual(expect.objectContaining({ caseId }));

    const discarded = await given.call(agent, 'POST', `/quarantine/${caseId}/discard`, {
      body: { reason: 'Noise.' },
    });
    expect(discarded.status).toBeLessThan(300);
    expect(await waiting()).toEqual([]);
  });

  it.each([
    'support@guardia.example <support@guardia.example>',
    'support@guardia.example <support@guardia.example',
    '"support@guardia.example" support@guardia.example>, ,;',
    '=?utf-8?Q?Soporte_@_Guardia?= <support@guardia.example>, undisclosed recipients: ;',
  ])('zammad#913: a To that a server on the way has broken opens the case all the same: %s', async (To) => {
    const outcome = await at.arrives(mailOf({ To }, 'Please help.'));

    expect(outcome.outcome).toBe('opened');
    expect(await at.desk.cases.read(placeOf(outcome).caseId)).toMatchObject({
      accountId: 'acme',
      parties: [{ address: ana }],
    });
  });

  it('zammad#1772: a customer’s large mail with impossible headers has its case, its words and its file', async () => {
    const file = Buffer.alloc(600_000, 'log line\n').toString('base64').replace(/.{76}/g, '$&\r\n');
    const outcome = await at.arrives([
      `From: Ana <${ana}>`,
      'To: support@guardia.example',
      'Subject: =?broken?X?!!?=',
      `Date: ${'Sat, 1 Apr 2050 '.repeat(20)}`,
      'Content-Type: multipart/mixed; boundary="b',
      'Content-Type: multipart/mixed; boundary=b',
      'X-Odd Header without a name',
      '',
      '--b',
      'Content-Type: text/plain; charset=x-unknown',
      '',
      'Please help.',
      '--b',
      'Content-Type: application/octet-stream; name=big.log',
      'Content-Disposition: attachment; filename=big.log',
      'Content-Transfer-Encoding: base64',
      '',
      file,
      '--b--',
      '',
    ]);
    const { entries } = await at.desk.cases.timeline(placeOf(outcome).caseId);

    expect(outcome.outcome).toBe('opened');
    expect(entries.find(({ type }) => type === 'message.received')).toMatchObject({
      data: { text: 'Please help.', attachments: [{ name: 'big.log', size: 600_000 }] },
    });
  });
});

describe('who is answered', () => {
  const answered = async (caseId: string) => {
    await given.call(agent, 'POST', `/cases/${caseId}/messages`, { body: { body: 'For the customer.' } });
    const { entries } = await at.desk.cases.timeline(caseId);
    const last = entries.findLast(({ type }) => type === 'message.sent');
    return last?.type === 'message.sent'
      ? [last.data.mail?.to, last.data.mail?.cc].map((some) => some?.map(({ address }) => address))
      : [];
  };

  it('zammad#3649: a colleague of the desk forwarded it, and the customer was corrected: that is who hears of it', async () => {
    const { caseId } = placeOf(
      await at.arrives(
        mailOf({ From: agent, Subject: 'Fwd: Deferred' }, `From: ${ana}\n\nOur mail is deferred.`),
        {
          envelopeFrom: agent,
        },
      ),
    );
    await given.call(agent, 'POST', `/quarantine/${caseId}/release`, {
      body: { accountId: 'acme', contactId: 'ana' },
    });

    expect(await answered(caseId)).toEqual([[ana], []]);
  });

  it('zammad#2426: nor does the forwarder come back in by what the mail says of itself', async () => {
    const forwarder = 'relay@elsewhere.example';
    const { caseId } = placeOf(
      await at.arrives(mailOf({ From: forwarder, 'Reply-To': forwarder, Cc: forwarder, Sender: forwarder })),
    );
    await given.call(agent, 'POST', `/quarantine/${caseId}/release`, {
      body: { accountId: 'acme', contactId: 'ana' },
    });
    expect(await answered(caseId)).toEqual([[ana], []]);

    await at.arrives(mailOf({ Cc: forwarder, 'Reply-To': forwarder }, 'Thank you.'), {
      recipients: [await at.replyAddress(caseId, ana)],
    });
    expect(await answered(caseId)).toEqual([[ana], []]);
  });
});
