import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ExportingDesk, exportAccount } from '../../../shared/desk/data-rights/export-account.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
let exporting: ExportingDesk;
const written = new Map<string, Buffer>();
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  written.clear();
  exporting = {
    ...given.desk,
    rawMail: { read: async (key) => Buffer.from(`Subject: ${key}\r\n\r\nAs it came in.\r\n`) },
    files: { read: async (key) => Buffer.from(`The bytes of ${key}.`) },
    archive: {
      write: async (key, body) => {
        written.set(key, await buffer(body));
      },
    },
  };
});

const supervisor = 'supervisor@guardia.example';
const path = '/accounts/acme/exports';
const ask = async (headers = {}) => (await given.call(supervisor, 'POST', path, { headers })).body;
const read = async (exportId: string) => (await given.call(supervisor, 'GET', `${path}/${exportId}`)).body;

async function submitted(user: string, subject: string): Promise<string> {
  const { body } = await given.call(user, 'POST', '/cases', { body: { subject, description: 'Words.' } });
  return body.caseId;
}

/** The archive as everybody's own `tar` unpacks it. */
function unpacked(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-export-'));
  const [content = Buffer.alloc(0)] = written.values();
  writeFileSync(join(folder, 'export.tar.gz'), content);
  execFileSync('tar', ['-xzf', 'export.tar.gz'], { cwd: folder });
  return folder;
}

describe('an account’s export', () => {
  it('holds its data, its cases with their timelines, and its mails as they came in', async () => {
    const caseId = await submitted('ana@acme.example', 'Ours');
    await submitted('gus@globex.example', 'Not ours');
    const [, message] = (await given.desk.cases.timeline(caseId)).entries;
    if (message?.type !== 'message.received') throw new Error('A case begins with its message.');
    await given.desk.erasures.rewriteEntry({ ...message, data: { ...message.data, rawKey: 'inbound/1' } });
    const { exportId } = await ask();

    await exportAccount(exporting, { accountId: 'acme', exportId });

    const folder = unpacked();
    const of = await given.desk.cases.read(caseId);
    expect(readdirSync(join(folder, 'cases'))).toEqual([`${of?.number}.json`]);
    const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(json('account.json')).toMatchObject({ accountId: 'acme' });
    expect(json('contacts.json')).toEqual([expect.objectContaining({ contactId: 'ana' })]);
    expect(json(`cases/${of?.number}.json`)).toMatchObject({
      subject: 'Ours',
      timeline: (await given.desk.cases.timeline(caseId)).entries,
    });
    expect(readFileSync(join(folder, `mail/${of?.number}-2.eml`), 'utf8')).toContain('As it came in.');
  });

  it('holds the files that people uploaded, under names that every archive program takes', async () => {
    const hash = 'a'.repeat(64);
    const { body: upload } = await given.call('ana@acme.example', 'POST', '/attachments', {
      body: { name: '../año.txt', contentType: 'text/plain', size: 20, sha256: hash },
    });
    const { body } = await given.call('ana@acme.example', 'POST', '/cases', {
      body: { subject: 'See', description: 'Attached.', attachmentIds: [upload.attachmentId] },
    });
    const { exportId } = await ask();

    await exportAccount(exporting, { accountId: 'acme', exportId });

    const of = await given.desk.cases.read(body.caseId);
    const name = `files/${of?.number}-2/aaaaaaaaaaaa-.._a_o.txt`;
    expect(readFileSync(join(unpacked(), name), 'utf8')).toBe(`The bytes of uploads/${upload.attachmentId}.`);
  });

  it('is asked for, runs, and then has an address for a short while', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ state: 'running', url: null });
    expect(given.published.at(-1)).toMatchObject({
      source: 'guardia.data-rights',
      detailType: 'export.requested',
      detail: { accountId: 'acme', exportId: asked.exportId },
    });

    await exportAccount(exporting, { accountId: 'acme', exportId: asked.exportId });

    const done = await read(asked.exportId);
    expect(done).toMatchObject({ state: 'done', expiresAt: '2026-11-24T09:48:10.000Z' });
    expect(done.url).toContain(`exports.test/acme/${asked.exportId}.tar.gz`);
  });

  it('is one export however often it is asked for with the same key, and is written once', async () => {
    const key = { 'idempotency-key': 'export' };
    const [first, second] = [await ask(key), await ask(key)];
    const { exportId } = first;
    await exportAccount(exporting, { accountId: 'acme', exportId });
    written.clear();
    await exportAccount(exporting, { accountId: 'acme', exportId });

    expect(second.exportId).toBe(exportId);
    expect(written.size).toBe(0);
  });

  it('says that it failed, and can be tried again', async () => {
    const { exportId } = await ask();
    const broken = {
      ...exporting,
      archive: {
        write: async () => {
          throw new Error('No space.');
        },
      },
    };
    await expect(exportAccount(broken, { accountId: 'acme', exportId })).rejects.toThrow('No space.');
    expect((await read(exportId)).state).toBe('failed');

    await exportAccount(exporting, { accountId: 'acme', exportId });

    expect((await read(exportId)).state).toBe('done');
  });

  it('of another account is not found under this one', async () => {
    const { exportId } = await ask();

    const other = await given.call(supervisor, 'GET', `/accounts/globex/exports/${exportId}`);

    expect(other.status).toBe(404);
  });
});
