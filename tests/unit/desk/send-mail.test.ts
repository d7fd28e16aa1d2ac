import { type ChildProcess, fork } from 'node:child_process';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { directoryWriter } from '../../../shared/aws/directory-writer.ts';
import { keys } from '../../../shared/aws/keys.ts';
import { sendMail, unsettledMilliseconds } from '../../../shared/desk/send-mail.ts';
import { settleMail } from '../../../shared/desk/settle-mail.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { sendingDesk } from '../../support/sending-desk.ts';
import type { CrashPoint, SendingOrder } from '../../support/sending-process.ts';
import { type SesEndpoint, startSesEndpoint } from '../../support/ses-endpoint.ts';

let dynamodb: TestDynamoDb;
let ses: SesEndpoint;
let given: TestDesk;
let place: { caseId: string; seq: number };
const ana = 'ana@acme.example';
const agent = 'agent@guardia.example';

beforeAll(async () => {
  [dynamodb, ses] = await Promise.all([startDynamoDb(), startSesEndpoint()]);
  given = await testDesk(await dynamodb.table());
});
afterAll(() => Promise.all([dynamodb.stop(), ses.stop()]));

/** A case whose acknowledgement waits to be sent. */
beforeEach(async () => {
  ses.taken.length = 0;
  ses.mood = { does: 'take' };
  const { body } = await given.call(ana, 'POST', '/cases', {
    body: { subject: 'Deferred', description: 'Since noon.', category: 'bug', severity: 'non-critical' },
  });
  const { entries } = await given.desk.cases.timeline(body.caseId);
  const seq = entries.find(({ type }) => type === 'message.sent')?.seq ?? 0;
  place = { caseId: body.caseId, seq };
});

const settings = (after = 0) => ({
  dynamodb: dynamodb.endpoint,
  tableName: given.desk.table.name,
  ses: ses.url,
  now: new Date(Date.parse(given.clock.now()) + after).toISOString(),
});
/** Delivers the outbox's message, so long after the first time. */
const deliver = (after = 0) => sendMail(sendingDesk(settings(after)).desk, place);
const attempt = (after = 0) => deliver(after).catch(() => 'unknown' as const);
const stateShown = async () => {
  const { body } = await given.call(agent, 'GET', `/cases/${place.caseId}/timeline`);
  return body.items.find(({ seq }: { seq: number }) => seq === place.seq).delivery.state;
};
const ownIdOf = (raw: string) => /^References:\s*<[^>]+>\s*(?:<[^>]+>\s*)*/im.exec(raw)?.[0];

/** SES's own word that it took a mail, as its event says it. */
const sesSays = async ({ sesMessageId, raw } = ses.taken[0] ?? { sesMessageId: '', raw: '' }) => {
  const { desk } = sendingDesk(settings());
  const ownMessageId = /References:\s*<([^>]+)>/i.exec(raw)?.[1] ?? null;
  const write = directoryWriter(given.desk.table);
  return settleMail({ ...desk, write }, { type: 'accepted', sesMessageId, ownMessageId, failures: [] });
};

/** Sends in a process of its own, and kills it with SIGKILL where it stands. */
async function killedAt(point: CrashPoint, after = 0): Promise<void> {
  const sender: ChildProcess = fork(new URL('../../support/sending-process.ts', import.meta.url));
  const ended = new Promise<void>((resolve) => sender.once('exit', () => resolve()));
  const stopped = new Promise<unknown>((resolve) => sender.once('message', resolve));
  sender.send({ ...settings(after), place, point } satisfies SendingOrder);
  expect(await stopped).toBe('here');
  sender.kill('SIGKILL');
  await ended;
}

describe('a sender that is killed', () => {
  it.each([
    {
      point: 'before UpdateItemCommand',
      taken: 0,
      shown: 'waiting',
      next: 'sent',
      because: 'nothing was claimed',
    },
    {
      point: 'after UpdateItemCommand',
      taken: 0,
      shown: 'unconfirmed',
      next: 'later',
      because: 'it had claimed the mail',
    },
    {
      point: 'before SendRawEmailCommand',
      taken: 0,
      shown: 'unconfirmed',
      next: 'later',
      because: 'SES was about to get it',
    },
    {
      point: 'after SendRawEmailCommand',
      taken: 1,
      shown: 'unconfirmed',
      next: 'later',
      because: 'SES had just taken it',
    },
    {
      point: 'before TransactWriteItemsCommand',
      taken: 1,
      shown: 'unconfirmed',
      next: 'later',
      because: 'it was about to confirm',
    },
    {
      point: 'after TransactWriteItemsCommand',
      taken: 1,
      shown: 'accepted',
      next: 'sent-before',
      because: 'it had confirmed',
    },
  ] as const)('$point: $because, so the next delivery says $next', async ({ point, taken, shown, next }) => {
    await killedAt(point);

    expect(ses.taken).toHaveLength(taken);
    expect(await stateShown()).toBe(shown);
    expect((await deliver()).outcome).toBe(next);
    expect(ses.taken.length).toBeLessThanOrEqual(1);
  });

  it('is followed up after a quarter of an hour, if SES never had the mail', async () => {
    await killedAt('before SendRawEmailCommand');
    expect(await deliver(unsettledMilliseconds)).toEqual({ outcome: 'later', because: 'unsettled' });
    expect(await deliver(unsettledMilliseconds + 1)).toEqual({ outcome: 'sent' });

    expect(ses.taken).toHaveLength(1);
    expect(await stateShown()).toBe('accepted');
  });

  it.each(['after SendRawEmailCommand', 'before TransactWriteItemsCommand'] as const)(
    '%s: SES’s own event confirms the mail in its stead, and it is never sent again',
    async (point) => {
      await killedAt(point);
      expect(await sesSays()).toBe('confirmed');

      expect(await stateShown()).toBe('accepted');
      expect(await deliver(2 * unsettledMilliseconds)).toEqual({ outcome: 'sent-before' });
      expect(ses.taken).toHaveLength(1);
    },
  );

  it('leaves one window: SES took it and never says so. Then it goes twice, under one id of ours, and never again', async () => {
    await killedAt('after SendRawEmailCommand');
    expect((await deliver(unsettledMilliseconds)).outcome).toBe('later');
    expect((await deliver(unsettledMilliseconds + 1)).outcome).toBe('sent');
    for (let day = 1; day < 5; day++) expect((await deliver(day * 86_400_000)).outcome).toBe('sent-before');

    expect(ses.taken).toHaveLength(2);
    expect(ownIdOf(ses.taken[1]?.raw ?? '')).toBe(ownIdOf(ses.taken[0]?.raw ?? ''));
    expect(await sesSays()).toBe('known');
  });
});

describe('a mail whose senders are killed twice after SES took it', () => {
  it('goes out no third time, and waits unconfirmed for a person', async () => {
    await killedAt('after SendRawEmailCommand');
    await killedAt('after SendRawEmailCommand', unsettledMilliseconds + 1);
    for (let day = 1; day < 5; day++) {
      expect(await deliver(day * 86_400_000)).toEqual({ outcome: 'later', because: 'unsettled' });
    }

    expect(ses.taken).toHaveLength(2);
    expect(await stateShown()).toBe('unconfirmed');
    expect(await sesSays()).toBe('confirmed');
    expect(await deliver(5 * 86_400_000)).toEqual({ outcome: 'sent-before' });
  });

  it('counts no time that SES refused it for sure', async () => {
    ses.mood = { does: 'refuse', code: 'Throttling' };
    for (let time = 0; time < 3; time++) await deliver();
    ses.mood = { does: 'take' };
    await killedAt('before SendRawEmailCommand');

    expect((await deliver(unsettledMilliseconds + 1)).outcome).toBe('sent');
  });
});

describe('a sender that hears nothing', () => {
  it.each([
    { mood: 'take-and-hang-up', taken: 1, because: 'SES took the mail, and the line went dead' },
    { mood: 'hang-up', taken: 0, because: 'the line went dead first' },
  ] as const)('$mood: does not guess: $because', async ({ mood, taken }) => {
    ses.mood = { does: mood };
    expect(await attempt()).toBe('unknown');
    ses.mood = { does: 'take' };

    expect(ses.taken).toHaveLength(taken);
    expect(await stateShown()).toBe('unconfirmed');
    expect((await deliver()).outcome).toBe('later');
    if (taken === 1) expect(await sesSays()).toBe('confirmed');
    const { outcome } = await deliver(unsettledMilliseconds + 1);
    expect(outcome).toBe(taken === 1 ? 'sent-before' : 'sent');
    expect(ses.taken).toHaveLength(1);
  });

  it('does not take a broken server for a refusal', async () => {
    ses.mood = { does: 'refuse', code: 'ServiceUnavailable', status: 503 };
    expect(await attempt()).toBe('unknown');

    expect(await stateShown()).toBe('unconfirmed');
  });
});

describe('a mail that is announced often', () => {
  it('freescout#3607: goes out once, though it is announced 25 times', async () => {
    for (let time = 0; time < 25; time++) await deliver(time * 120_000);

    expect(ses.taken).toHaveLength(1);
  });

  it('goes out once, though ten senders have it at the same moment', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => deliver()));

    expect(ses.taken).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'sent')).toHaveLength(1);
  });

  it('is confirmed by its sender, though SES’s event came first', async () => {
    await killedAt('after SendRawEmailCommand');
    await sesSays();
    expect(await sesSays()).toBe('known');

    expect(await stateShown()).toBe('accepted');
  });
});

describe('a mail whose world changed since it was written', () => {
  it('goes out without the file that was announced and never uploaded, and says so', async () => {
    const { body: upload } = await given.call(agent, 'POST', '/attachments', {
      body: { name: 'log.txt', contentType: 'text/plain', size: 12, sha256: 'a'.repeat(64) },
    });
    const { body } = await given.call(agent, 'POST', `/cases/${place.caseId}/messages`, {
      body: { body: 'See the log.', attachmentIds: [upload.attachmentId] },
    });
    place = { ...place, seq: body.seq ?? body.entry?.seq };
    expect(await deliver()).toEqual({ outcome: 'sent' });

    expect(ses.taken[0]?.raw).toContain('log.txt');
    expect(ses.taken[0]?.raw).not.toContain('filename=');
  });

  it('goes to nobody once the only one whom it was for was erased', async () => {
    const entry = await given.desk.cases.entry(place.caseId, place.seq);
    const mail = entry?.type === 'message.sent' ? entry.data.mail : null;
    const gone = { ...entry?.data, mail: { ...mail, to: [{ address: 'erased@invalid', name: '' }], cc: [] } };
    const { client, name: TableName } = given.desk.table;
    const Item = { ...keys.entry(place.caseId, place.seq), ...entry, data: gone };
    await client.send(new PutCommand({ TableName, Item }));

    expect(await deliver()).toEqual({ outcome: 'no-mail' });
    expect(ses.taken).toEqual([]);
  });
});

describe('a mail that SES refuses', () => {
  it.each([
    { code: 'Throttling', because: 'over the rate' },
    { code: 'AccountSendingPausedException', because: 'AWS paused the account' },
    { code: 'ConfigurationSetSendingPausedException', because: 'somebody paused the desk’s mail' },
    { code: 'MailFromDomainNotVerifiedException', because: 'a DNS record is gone' },
    { code: 'MessageRejected', message: 'Email address is not verified.', because: 'the identity was lost' },
    { code: 'AccessDenied', because: 'a grant was taken away' },
  ])('is kept for later when it is not the mail’s fault ($code: $because)', async ({ code, message }) => {
    ses.mood = { does: 'refuse', code, ...(message === undefined ? {} : { message }) };
    expect(await deliver()).toEqual({ outcome: 'later', because: 'throttled' });
    expect(await stateShown()).toBe('waiting');
    ses.mood = { does: 'take' };

    expect(await deliver()).toEqual({ outcome: 'sent' });
  });

  it.each([
    { code: 'MessageRejected', message: 'Illegal content.' },
    { code: 'InvalidParameterValue', message: 'Missing final @domain.' },
  ])('is closed for good when it is ($code), and the desk sees why', async ({ code, message }) => {
    ses.mood = { does: 'refuse', code, message };
    expect(await deliver()).toEqual({ outcome: 'refused', refusal: code });
    ses.mood = { does: 'take' };

    expect(await stateShown()).toBe('refused');
    expect(await deliver(2 * unsettledMilliseconds)).toEqual({ outcome: 'sent-before' });
    expect(ses.taken).toEqual([]);
  });
});
