import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { forged, type MailTestDesk, mailDesk, mailOf, passed, placeOf } from '../../support/mail-desk.ts';

/** What the desk answers by rule, with the numbers that are deployed (ADR 3). */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let at: MailTestDesk;
const agent = 'agent@guardia.example';
const supervisor = 'supervisor@guardia.example';

beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  at = mailDesk(given);
});

const answersTo = async (mails: number, ...mail: Parameters<MailTestDesk['arrives']>) => {
  const [, fields] = mail;
  const answered: string[] = [];
  for (let index = 0; index < mails; index++) {
    const lines = [...mail[0]].map((line) =>
      line.startsWith('Message-ID:') ? `Message-ID: <${Math.random()}@acme.example>` : line,
    );
    answered.push(...(await at.notices(await at.arrives(lines, fields))));
  }
  return answered;
};
const release = async (caseId: string) =>
  await given.call(agent, 'POST', `/quarantine/${caseId}/release`, { body: { accountId: 'acme' } });

describe('a verified contact for whom DMARC speaks', () => {
  it('gets the receipt of each case, three times a day as well', async () => {
    expect(await answersTo(3, mailOf({}))).toEqual(['acknowledgement', 'acknowledgement', 'acknowledgement']);
  });
});

describe('OTRS PR#1367: anybody else gets at most one automatic answer a day', () => {
  it('a contact whose domain has no policy, and for whom SPF speaks', async () => {
    const verdicts = { ...passed, dmarc: 'GRAY' } as const;
    expect(await answersTo(3, mailOf({}), { verdicts })).toEqual(['acknowledgement']);

    given.clock.advance(24 * 60);
    expect(await answersTo(3, mailOf({}), { verdicts })).toEqual(['acknowledgement']);
  });

  it('a colleague whom nobody entered, and their receipt has nothing of what they wrote', async () => {
    const mail = mailOf({ From: 'luis@acme.example', Subject: 'BUY NOW' });
    expect(await answersTo(3, mail)).toEqual(['stranger-receipt']);
  });

  it('a contact whose address nobody has verified, likewise', async () => {
    await given.call(supervisor, 'PUT', '/accounts/acme/contacts/uv', {
      body: {
        name: 'Uva',
        phone: null,
        language: 'en',
        timeZone: 'UTC',
        enabled: true,
        addresses: [{ address: 'uv@elsewhere.example', verified: false }],
      },
    });
    const outcome = await at.arrives(mailOf({ From: 'uv@elsewhere.example', Subject: 'BUY NOW' }, 'Now.'));
    const sent = (await at.timeline(outcome)).filter(({ type }) => type === 'message.sent');

    expect(sent).toMatchObject([
      {
        data: {
          mail: { notice: 'stranger-receipt', subject: '', to: [{ address: 'uv@elsewhere.example' }] },
        },
      },
    ]);
    expect(JSON.stringify(sent)).not.toContain('BUY NOW');
  });

  it('a stranger whom somebody releases, three times over', async () => {
    const answered: string[] = [];
    for (let index = 0; index < 3; index++) {
      const outcome = await at.arrives(mailOf({ From: 'eve@else.example' }, `${index}`));
      expect((await release(placeOf(outcome).caseId)).status).toBe(200);
      answered.push(...(await at.notices(outcome)));
    }

    expect(answered).toHaveLength(1);
  });
});

it('the hotline’s answer to a critical ticket is always sent', async () => {
  const verdicts = { ...passed, dmarc: 'GRAY' } as const;
  const mail = mailOf({ Subject: 'CRITICAL: nothing is delivered' });

  expect(await answersTo(3, mail, { verdicts })).toEqual(Array(3).fill('critical-acknowledgement'));
});

it('the sender of a mail that waited hears of its refused files once it is released', async () => {
  const outcome = await at.arrives(
    [
      'From: Ana <ana@acme.example>',
      'Subject: Files',
      'Message-ID: <files@acme.example>',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Hello.',
      '--b',
      'Content-Type: application/octet-stream; name=a.exe',
      'Content-Disposition: attachment',
      '',
      'MZ',
      '--b--',
      '',
    ],
    { verdicts: forged },
  );
  await release(placeOf(outcome).caseId);

  expect(await at.notices(outcome)).toEqual(['attachments-refused']);
});

it('no file is lost without a word: who sends 120 is told which 20 were not kept', async () => {
  const outcome = await at.arrives([
    'From: Ana <ana@acme.example>',
    'Message-ID: <many@acme.example>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...Array.from({ length: 120 }, (_, index) => [
      '--b',
      `Content-Type: text/csv; name=f${index}.csv`,
      'Content-Disposition: attachment',
      '',
      String(index),
    ]).flat(),
    '--b--',
    '',
  ]);
  const [received] = (await at.timeline(outcome)).filter(({ type }) => type === 'message.received');
  const data = received?.type === 'message.received' ? received.data : null;

  expect(data?.attachments).toHaveLength(100);
  expect(data?.refusedAttachments).toHaveLength(20);
  expect(data?.refusedAttachments[0]).toEqual({ name: 'f100.csv', because: 'too-many' });
  expect(at.files.size).toBe(100);
  expect(await at.notices(outcome)).toEqual(['acknowledgement', 'attachments-refused']);
});
