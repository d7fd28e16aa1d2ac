import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HoldingDesk, holdMail, holdRecentMail } from '../../../shared/desk/data-rights/hold-mail.ts';
import { readOriginal } from '../../../shared/desk/read-original.ts';
import type { Principal } from '../../../shared/domain/access/principal.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
let holding: HoldingDesk;
/** What lies in each bucket. */
const raw = new Map<string, Uint8Array>();
const kept = new Map<string, Uint8Array>();
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  raw.clear();
  kept.clear();
  holding = {
    ...given.desk,
    rawMail: { read: async (key) => raw.get(key) ?? null },
    files: {
      writeOnce: async (key, body) => {
        if (!kept.has(key)) kept.set(key, body);
      },
      remove: async (key) => {
        kept.delete(key);
      },
    },
  };
});

const supervisor = 'supervisor@guardia.example';
const agent: Principal = {
  id: 'agent',
  name: '',
  address: '',
  kind: 'person',
  roles: ['agent'],
  accountId: null,
  scopes: [],
};
const hold = (held: boolean) =>
  given.call(supervisor, 'PUT', '/accounts/acme/legal-hold', { body: { held, reason: 'A court.' } });

/** A case that came by mail. */
async function mailed(rawKey: string, user = 'ana@acme.example'): Promise<string> {
  const { body } = await given.call(user, 'POST', '/cases', {
    body: { subject: 'Mail', description: 'Words.' },
  });
  const [, message] = (await given.desk.cases.timeline(body.caseId)).entries;
  if (message?.type !== 'message.received') throw new Error('A case begins with its message.');
  await given.desk.erasures.rewriteEntry({ ...message, data: { ...message.data, rawKey } });
  raw.set(rawKey, Buffer.from('Subject: Mail\r\n\r\nAs it came in.\r\n'));
  return body.caseId;
}

describe('the mails of an account under legal hold', () => {
  it('are kept where nothing expires, those of others are not', async () => {
    await mailed('inbound/1');
    await mailed('inbound/2', 'gus@globex.example');
    await hold(true);

    expect(given.published.at(-1)).toMatchObject({
      detailType: 'hold.changed',
      detail: { accountId: 'acme' },
    });
    expect(await holdMail(holding, { accountId: 'acme' })).toBe(1);
    expect([...kept.keys()]).toEqual(['held/inbound/1']);
  });

  it('are still shown and fetched once their time is over', async () => {
    const caseId = await mailed('inbound/1');
    await hold(true);
    await holdMail(holding, { accountId: 'acme' });
    raw.clear();

    const desk = { ...given.desk, files: { read: async (key: string) => kept.get(key) ?? null } };
    const { text, rawUrl } = await readOriginal(desk, agent, { caseId, seq: '2', remoteContent: 'blocked' });
    expect(text.trim()).toBe('As it came in.');
    expect(rawUrl).toContain('attachments.test/held/inbound/1');
  });

  it('are kept too when they come in after it was set, by the day’s run', async () => {
    await hold(true);
    await mailed('inbound/1');
    given.clock.advance(6 * 24 * 60);

    expect(await holdRecentMail(holding)).toBe(1);
    expect([...kept.keys()]).toEqual(['held/inbound/1']);
    given.clock.advance(2 * 24 * 60);
    expect(await holdRecentMail(holding)).toBe(0);
  });

  it('are kept no longer than others once it is lifted, however often that is said', async () => {
    await mailed('inbound/1');
    await hold(true);
    await holdMail(holding, { accountId: 'acme' });
    await hold(false);
    await holdMail(holding, { accountId: 'acme' });
    await holdMail(holding, { accountId: 'acme' });

    expect(kept.size).toBe(0);
    expect(raw.size).toBe(1);
  });

  it('are kept when it is set again while the copies of the one before are being taken away', async () => {
    await mailed('inbound/1');
    const slow: HoldingDesk = {
      ...holding,
      files: {
        ...holding.files,
        remove: async (key) => {
          await hold(true);
          await holdMail(holding, { accountId: 'acme' });
          kept.delete(key);
        },
      },
    };
    await holdMail(slow, { accountId: 'acme' });

    expect([...kept.keys()]).toEqual(['held/inbound/1']);
  });
});
