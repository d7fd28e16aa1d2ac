import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeEntryMail } from '../../../shared/desk/compose-entry-mail.ts';
import type { SendingDesk } from '../../../shared/desk/send-mail.ts';
import type { TimelineEntry } from '../../../shared/domain/case/events.ts';
import type { OutgoingMail, Verdicts } from '../../../shared/domain/case/mail.ts';
import { ownMessageId } from '../../../shared/domain/mail/token.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { type MailTestDesk, mailDesk, mailOf, passed, placeOf } from '../../support/mail-desk.ts';

/** Loops that drove the desks before ours, each let run until it is quiet (docs/peers.md). */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let at: MailTestDesk;
const ana = 'ana@acme.example';
const agent = 'agent@guardia.example';
const supervisor = 'supervisor@guardia.example';
/** No loop that ends needs as many; one that does not end is seen by them. */
const rounds = 6;

beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  at = mailDesk(given);
});

interface Sent {
  readonly entry: TimelineEntry;
  readonly mail: OutgoingMail;
}

/** Every mail that goes out for a case, to whomever. */
async function sentOn(caseId: string): Promise<Sent[]> {
  const { entries } = await at.desk.cases.timeline(caseId);
  return entries.flatMap((entry) => {
    const mail = 'mail' in entry.data ? (entry.data.mail as OutgoingMail | null) : null;
    return mail === null ? [] : [{ entry, mail }];
  });
}

const addressesOf = ({ mail: { to, cc } }: Sent) => [...to, ...cc].map(({ address }) => address);

/** The bytes of a mail of ours, as they come back to the one who sent them. */
async function bytesOf({ entry, mail }: Sent): Promise<string> {
  const of = await at.desk.cases.read(entry.caseId);
  if (of === null) throw new Error('There is no such case.');
  const desk = { ...at.desk, webUrl: 'https://desk.guardia.example' } as unknown as SendingDesk;
  return Buffer.from(await composeEntryMail(desk, { entry, mail, of })).toString('latin1');
}

/** Answers whatever goes out, and what goes out because of that, until nothing new does. */
async function letRun(caseId: string, answer: (sent: Sent) => Promise<unknown>): Promise<Sent[]> {
  let answered = 0;
  for (let round = 0; round < rounds; round++) {
    const sent = await sentOn(caseId);
    if (sent.length === answered) return sent;
    for (const one of sent.slice(answered)) await answer(one);
    answered = sent.length;
  }
  throw new Error(`It goes on: ${answered} mails in ${rounds} rounds.`);
}

const casesOfAcme = async () => {
  const { body } = await given.call(agent, 'GET', '/cases?account=acme');
  return body.items as { caseId: string }[];
};

/** What SES says of a report that comes from nobody. */
const fromNobody = {
  envelopeFrom: '',
  verdicts: { ...passed, spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' } satisfies Verdicts,
};

const bounceOf = ({ entry }: Sent, recipient: string) => [
  'From: MAILER-DAEMON@mx.acme.example',
  'To: support@guardia.example',
  'Subject: Mail delivery failed: returning message to sender',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  '',
  'A message that you sent could not be delivered.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.acme.example',
  '',
  `Final-Recipient: rfc822; ${recipient}`,
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  `Message-ID: <${ownMessageId(entry.caseId, entry.seq, 'guardia.example', at.desk.hmac)}>`,
  '--b--',
  '',
];

/** Where no address exists, the owner's no more than the customer's. */
const bounceAll = async (sent: Sent) => {
  for (const address of addressesOf(sent)) await at.arrives(bounceOf(sent, address), fromNobody);
};

describe('faveo#150: each bounce became a ticket, whose receipt to the mailer-daemon bounced as well', () => {
  it('where every address is dead, it is quiet after the owner was told, and nobody writes to a mailer-daemon', async () => {
    const { caseId } = placeOf(await at.arrives(mailOf({})));

    const sent = await letRun(caseId, bounceAll);

    expect(sent.flatMap(addressesOf).filter((address) => /mailer-daemon/i.test(address))).toEqual([]);
    expect(sent.map(({ mail }) => mail.notice)).toEqual(['acknowledgement', 'message-not-delivered']);
    expect(await casesOfAcme()).toHaveLength(1);
  });

  it('a bounce of no mail of ours waits in quarantine, unanswered', async () => {
    const stranger = bounceOf({ entry: { caseId: 'nobody', seq: 1 } } as Sent, 'gone@elsewhere.example');
    const outcome = await at.arrives(stranger, fromNobody);

    expect(outcome.outcome).toBe('quarantined');
    expect(await sentOn(placeOf(outcome).caseId)).toEqual([]);
  });
});

describe('osTicket#1041: an out-of-office reply opened a ticket, whose receipt it answered', () => {
  it('each mail of ours is answered by “out of office”: there is one case, and one receipt', async () => {
    const { caseId } = placeOf(await at.arrives(mailOf({})));
    const away = async (sent: Sent) => {
      if (!addressesOf(sent).includes(ana)) return;
      const recipients = [await at.replyAddress(caseId, ana)];
      await at.arrives(mailOf({ Subject: 'Out of office', 'Auto-Submitted': 'auto-replied' }), {
        recipients,
      });
    };
    await letRun(caseId, away);
    await given.call(agent, 'POST', `/cases/${caseId}/messages`, { body: { body: 'Done.' } });
    const sent = await letRun(caseId, away);

    expect(sent.filter((one) => addressesOf(one).includes(ana)).map(({ mail }) => mail.notice)).toEqual([
      'acknowledgement',
      null,
    ]);
    expect(await casesOfAcme()).toHaveLength(1);
  });
});

describe('odoo#66329: receipt and vacation notice played ping-pong, a new ticket at each turn', () => {
  it.each([
    { because: 'RFC 3834', headers: { 'Auto-Submitted': 'auto-replied' } },
    {
      because: 'Exchange',
      headers: { 'X-Auto-Response-Suppress': 'All', 'Auto-Submitted': 'auto-generated' },
    },
    { because: 'old responders', headers: { Precedence: 'auto_reply' } },
    { because: 'Parallels and cPanel', headers: { 'X-Autoreply': 'yes' } },
    { because: 'those that say it in the subject alone', headers: { Subject: 'Automatic reply: Your case' } },
  ])(
    'a notice that is sent to the bare address opens nothing more, as $because marks it',
    async ({ headers }) => {
      const { caseId } = placeOf(await at.arrives(mailOf({})));
      const answers: Sent[] = [];
      for (const one of await sentOn(caseId)) {
        const outcome = await at.arrives(mailOf({ Subject: 'On holiday', ...headers }, 'Back in May.'));
        if ('place' in outcome && outcome.place.caseId !== caseId) {
          answers.push(...(await sentOn(outcome.place.caseId)));
        }
        expect(addressesOf(one)).toEqual([ana]);
      }

      expect(answers).toEqual([]);
    },
  );
});

describe('osTicket#2946: the mail server copied what the desk sent into the mailbox that it reads', () => {
  it('is known for the desk’s own by its sender, whatever SES says of it, and ignored each time', async () => {
    const { caseId } = placeOf(await at.arrives(mailOf({})));
    const [receipt] = await sentOn(caseId);
    const before = await at.desk.cases.read(caseId);
    const copy = await bytesOf(receipt as Sent);
    for (const verdicts of [passed, fromNobody.verdicts]) {
      const outcome = await at.arrives([copy], { envelopeFrom: 'support@guardia.example', verdicts });
      expect(outcome).toMatchObject({ outcome: 'ignored', because: expect.stringContaining('loop') });
    }

    expect(await at.desk.cases.read(caseId)).toEqual(before);
    expect(await casesOfAcme()).toHaveLength(1);
  });
});

describe('handesk#15: the requester was the address that the desk reads, so each update was the next one', () => {
  it('a desk that is its own customer is told once, and hears nothing of itself', async () => {
    await given.call(supervisor, 'PUT', '/accounts/acme/contacts/self', {
      body: {
        name: 'Support',
        phone: null,
        language: 'en',
        timeZone: 'UTC',
        enabled: true,
        addresses: [{ address: 'support@guardia.example', verified: true }],
      },
    });
    const { body } = await given.call(agent, 'POST', '/cases', {
      body: { subject: 'To ourselves', description: 'Look.', accountId: 'acme', contactId: 'self' },
    });
    const caseId = String(body.caseId);
    const heard: string[] = [];
    const sent = await letRun(caseId, async (one) => {
      if (!addressesOf(one).includes('support@guardia.example')) return;
      heard.push(
        (await at.arrives([await bytesOf(one)], { envelopeFrom: 'support@guardia.example' })).outcome,
      );
    });

    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(heard)).toEqual(new Set(['ignored']));
    expect(await casesOfAcme()).toHaveLength(1);
  });
});

describe('zammad#5428: a notice to one of the desk’s own people bounced, which was the next thing to notify of', () => {
  it('the bounces of what an owner is told are recorded, and told to nobody', async () => {
    const { caseId } = placeOf(await at.arrives(mailOf({})));
    const owner = (await at.desk.cases.read(caseId))?.ownerId;
    await given.call(agent, 'POST', `/cases/${caseId}/messages`, { body: { body: 'And now?' } });
    await at.arrives(mailOf({}, 'Still deferred.'), { recipients: [await at.replyAddress(caseId, ana)] });
    const told = async () => (await sentOn(caseId)).filter(({ entry }) => entry.type === 'notice.sent');
    const before = await told();
    expect(owner).not.toBeNull();
    expect(before.map(({ mail }) => mail.notice)).toContain('customer-acted');

    for (const one of before) await bounceAll(one);

    expect(await told()).toEqual(before);
    const { entries } = await at.desk.cases.timeline(caseId);
    expect(entries.filter(({ type }) => type === 'delivery.failed')).toHaveLength(before.length);
  });
});
