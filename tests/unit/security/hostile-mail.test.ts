import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRequest, type PutEventsEntry } from '../../../infra/local/eventbridge/put-events.ts';
import { answerBudget } from '../../../shared/aws/answer-budget.ts';
import { eventBus, type Publication } from '../../../shared/aws/event-bus.ts';
import { publicationOf } from '../../../shared/contracts/publication.ts';
import type { MailDesk } from '../../../shared/desk/desk.ts';
import { type InboundMail, intakeMail } from '../../../shared/desk/intake-mail.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

/** What a stranger can write in a mail, taken in by the real intake on a real table: none gets stuck. */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let desk: MailDesk;
const raw = new Map<string, Buffer>();

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  desk = {
    ...given.desk,
    fallbackLanguage: 'en',
    answers: answerBudget(given.desk.table),
    rawMail: { read: async (key) => raw.get(key) ?? null, writeOnce: async () => {} },
    attachments: { read: async () => null, writeOnce: async () => {} },
  };
});
afterAll(() => dynamodb.stop());

const verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' } as const;

async function arrives(lines: readonly string[], fields: Partial<InboundMail> = {}) {
  const rawKey = `mail/${raw.size}`;
  raw.set(rawKey, Buffer.from(lines.join('\r\n'), 'latin1'));
  return await intakeMail(desk, {
    rawKey,
    envelopeFrom: 'ana@acme.example',
    recipients: ['support@guardia.example'],
    verdicts,
    ...fields,
  });
}

const from = 'From: Ana <ana@acme.example>';
const base = [from, 'To: support@guardia.example', 'Subject: Hello', 'Message-ID: <a@b.example>'];
const body = ['', 'A word.', ''];
const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const word = (text: string) => `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
const times = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index));
const parts = (count: number, of: (index: number) => readonly string[]) => [
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  ...Array.from({ length: count }, (_, index) => ['--b', ...of(index)]).flat(),
  '--b--',
  '',
];
const people = (count: number, name: (index: number) => string) =>
  times(count, (index) => `${name(index)} <${utf8('ñ'.repeat(320))}${index}@x.example>`).join(',\r\n ');

const hostile: Record<string, readonly string[]> = {
  'a Message-ID of sixty thousand characters': [from, `Message-ID: <${'m'.repeat(60_000)}@x>`, ...body],
  'a Message-ID of two thousand letters outside ASCII': [
    from,
    utf8(`Message-ID: <${'ñ'.repeat(2_000)}@x>`),
    ...body,
  ],
  'a From of sixty thousand characters': [`From: ${'f'.repeat(60_000)}@acme.example`, ...body],
  'a From of a thousand letters outside ASCII': [utf8(`From: ${'漢'.repeat(1_000)}@acme.example`), ...body],
  'a From whose domain is three thousand letters long': [`From: a@${'d'.repeat(3_000)}.example`, ...body],
  'a subject of sixty thousand control characters': [
    from,
    `Subject: ${word(`x${'\u0001'.repeat(60_000)}y`)}`,
    ...body,
  ],
  'a hundred people with names of control characters in To and Cc': [
    from,
    `To: ${people(50, (index) => word(`${'\u0001'.repeat(220)}${index}`))}`,
    `Cc: ${people(50, (index) => word(`${'\u0002'.repeat(220)}${index}`))}`,
    'Subject: Hello',
    ...body,
  ],
  'a hundred people with names outside ASCII': [
    from,
    `To: ${people(50, (index) => word(`${'漢'.repeat(220)}${index}`))}`,
    `Cc: ${people(50, (index) => word(`${'字'.repeat(220)}${index}`))}`,
    ...body,
  ],
  'a hundred files with a Content-ID of fifty thousand characters each': [
    ...base,
    ...parts(100, (index) => [
      'Content-Type: image/png',
      `Content-ID: <${'c'.repeat(50_000)}${index}@x>`,
      `Content-Disposition: inline; filename="${index}.png"`,
      '',
      String(index),
    ]),
  ],
  'a hundred files with names outside ASCII': [
    ...base,
    ...parts(100, (index) => [
      `Content-Type: ${'t'.repeat(120)}/x`,
      utf8(`Content-ID: <${'漢'.repeat(2_000)}${index}@x>`),
      `Content-Disposition: attachment; filename="${word(`${'漢'.repeat(240)}${index}`)}"`,
      '',
      String(index),
    ]),
  ],
  'all of that at once': [
    from,
    `To: ${people(50, (index) => word(`${'漢'.repeat(220)}${index}`))}`,
    `Cc: ${people(50, (index) => word(`${'字'.repeat(220)}${index}`))}`,
    `Subject: ${word('漢'.repeat(400))}`,
    utf8(`Message-ID: <${'ñ'.repeat(2_000)}@all>`),
    ...parts(101, (index) =>
      index === 0
        ? ['Content-Type: text/plain; charset=utf-8', '', utf8('漢\n'.repeat(20_000))]
        : [
            `Content-Type: ${'t'.repeat(120)}/x`,
            utf8(`Content-ID: <${'漢'.repeat(80)}${index}@x>`),
            `Content-Disposition: attachment; filename="${word(`${'漢'.repeat(240)}${index}`)}"`,
            '',
            String(index),
          ],
    ),
  ],
  'a hundred programs with long names': [
    ...base,
    ...parts(100, (index) => [
      `Content-Disposition: attachment; filename="${word('漢'.repeat(240))}${index}.exe"`,
      '',
      String(index),
    ]),
  ],
  'two million letters outside ASCII': [
    ...base,
    'Content-Type: text/plain; charset=utf-8',
    '',
    utf8('漢\n'.repeat(400_000)),
  ],
  'text of control characters': [...base, '', '\u0001'.repeat(100_000)],
  'a thousand references': [
    ...base,
    `References: ${times(1_000, (index) => `<${'r'.repeat(900)}${index}@x>`).join('\r\n ')}`,
    ...body,
  ],
  'nothing but nulls': ['\0'.repeat(100_000)],
};

const events: Publication[] = [];

describe('a mail with', () => {
  it.each(Object.entries(hostile))(
    '%s gets its case, of a size that every service takes',
    async (_what, mail) => {
      const outcome = await arrives(mail);

      if (!('place' in outcome)) throw new Error(`It was ignored: ${outcome.because}`);
      const { entries } = await given.desk.cases.timeline(outcome.place.caseId);
      for (const entry of entries) {
        // DynamoDB takes 400 KB an item, and said so if it was more.
        expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThan(390_000);
        events.push(publicationOf(entry));
      }
    },
  );

  it('names and a subject that turn the text around shows them as they are written', async () => {
    const outcome = await arrives([
      `From: ${word('Ana\u202e moc.emca')} <eve@evil.example>`,
      `Subject: ${word('Invoice \u202egpj.exe\u2066 \u0007bell')}`,
      `To: ${word('sup\u2067port')} <support@guardia.example>`,
      ...body,
    ]);

    if (!('place' in outcome)) throw new Error(`It was ignored: ${outcome.because}`);
    const of = await given.desk.cases.read(outcome.place.caseId);
    expect([of?.subject, of?.requester.name]).toEqual(['Invoice gpj.exe bell', 'Ana moc.emca']);
    expect(JSON.stringify(await given.desk.cases.entry(outcome.place.caseId, 2))).not.toMatch(
      /[\u202a-\u202e\u2066-\u2069]/,
    );
  });

  it('a hundred addresses that look like ours asks the table no more than its proofs are worth', async () => {
    const recipients = times(
      100,
      (index) => `support+${10_000_000 + index}-${'0'.repeat(20)}@guardia.example`,
    );
    const outcome = await arrives([...base.slice(0, 3), 'Message-ID: <tokens@x>', ...body], { recipients });

    expect(outcome.outcome).toBe('opened');
  });
});

it('their events go out, however large: no request is over what EventBridge takes', async () => {
  const taken: PutEventsEntry[] = [];
  const client = {
    send: async ({ input: { Entries } }: { input: { Entries: PutEventsEntry[] } }) => {
      checkRequest(Entries);
      taken.push(...Entries);
      return { Entries: Entries.map(() => ({ EventId: 'taken' })) };
    },
  } as unknown as EventBridgeClient;
  const sizeOf = ({ detail }: Publication) => JSON.stringify(detail).length;
  const [largest] = [...events].sort((a, b) => sizeOf(b) - sizeOf(a));
  const many = [...events, ...Array.from({ length: 20 }, () => largest as Publication), ...events];

  expect(await eventBus('desk', client).publish(many)).toEqual([]);

  expect(taken.map(({ Detail }) => Detail)).toEqual(many.map(({ detail }) => JSON.stringify(detail)));
});
