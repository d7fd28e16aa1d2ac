import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryWriter } from '../../../shared/aws/directory-writer.ts';
import { MailRefused } from '../../../shared/aws/outbound-mail.ts';
import { sendings } from '../../../shared/aws/sendings.ts';
import { sendMail } from '../../../shared/desk/send-mail.ts';
import { settleMail } from '../../../shared/desk/settle-mail.ts';
import { ownMessageId } from '../../../shared/domain/mail/token.ts';
import { pagesIn } from '../../../web/src/features/critical/page-list.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { people } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

/** A critical case whose first page by mail waits in the outbox. */
const given = async () => {
  const table = await database.table();
  const world = await criticalWorld(table);
  const caseId = await people(world).submitCritical();
  const entries = await world.timeline(caseId);
  const isPage = (data: object) => 'mail' in data && Reflect.get(data.mail as object, 'notice') === 'page';
  const seq = entries.find(({ data }) => isPage(data))?.seq ?? Number.NaN;
  const page = entries.find(
    ({ type, data }) => type === 'page.sent' && Reflect.get(data, 'channel') === 'mail',
  );
  const send = async (take: () => Promise<string> = async () => 'ses-1') =>
    await sendMail(
      {
        ...world.desk,
        sendings: sendings(table),
        outbound: { send: take },
        attachments: { read: async () => null, writeOnce: async () => {} },
      },
      { caseId, seq },
    );
  const bounces = async () =>
    await settleMail(
      { ...world.desk, sendings: sendings(table), write: directoryWriter(table) },
      {
        type: 'ses',
        hard: true,
        sesMessageId: 'ses-1',
        ownMessageId: ownMessageId(caseId, seq, 'guardia.example', world.desk.hmac),
        failures: [{ recipient: 'agent@guardia.example', status: '5.1.1', diagnostic: null }],
      },
    );
  const receipts = async () =>
    (await world.timeline(caseId)).flatMap(({ type, data }) =>
      type === 'page.receipt' && Reflect.get(data, 'channel') === 'mail' ? [data] : [],
    );
  const { pageKey, personId } = (page?.data ?? {}) as { pageKey?: string; personId?: string };
  return { send, bounces, receipts, paged: { pageKey, personId, channel: 'mail' } };
};

describe('a page by mail', () => {
  it('has its receipt once SES has taken it, and one although it is delivered twice', async () => {
    const { send, receipts, paged } = await given();
    await send();
    await send();
    expect(await receipts()).toEqual([{ ...paged, receipt: 'sent', detail: 'ses-1' }]);
  });

  it('has a failed one when SES refuses it', async () => {
    const { send, receipts, paged } = await given();
    await send(async () => {
      throw new MailRefused('MessageRejected', false, null);
    });
    expect(await receipts()).toEqual([{ ...paged, receipt: 'failed', detail: 'MessageRejected' }]);
  });

  it('has a failed one after the other when it bounces for good, however often SES says so', async () => {
    const { send, bounces, receipts } = await given();
    await send();
    await bounces();
    await bounces();
    expect(await receipts()).toEqual([
      expect.objectContaining({ receipt: 'sent' }),
      expect.objectContaining({ receipt: 'failed', detail: '5.1.1' }),
    ]);
  });
});

describe('a page of which nothing is heard', () => {
  const at = '2026-11-24T10:00:00.000Z';
  const page = { pageKey: 'k', channel: 'sms' };
  const sent = { type: 'page.sent', at, data: { ...page, personName: 'Elena', step: 'primary' } };
  const receipt = (word: string) => ({ type: 'page.receipt', at, data: { ...page, receipt: word } });
  const shown = (entries: readonly object[], seconds: number) =>
    pagesIn(entries as never, Date.parse(at) + seconds * 1_000).map(({ receipt: last }) => last);

  it('is unknown after a minute, not delivered (oncall#2622)', () => {
    expect(shown([sent], 59)).toEqual([null]);
    expect(shown([sent], 60)).toEqual(['unknown']);
  });

  it('is unknown too where SNS said that it was queued, and never what became of it', () => {
    expect(shown([sent, receipt('queued')], 59)).toEqual(['queued']);
    expect(shown([sent, receipt('queued')], 60)).toEqual(['unknown']);
  });

  it.each(['sent', 'failed'])('stays what was said of it last: %s', (word) => {
    expect(shown([sent, receipt(word)], 3_600)).toEqual([word]);
  });
});
