import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '../../../shared/desk/open-case.ts';
import { keepAttachments } from '../../../shared/desk/quarantine/keep-attachments.ts';
import { type OriginalDesk, readOriginal } from '../../../shared/desk/read-original.ts';
import { described } from '../../../shared/desk/submit-case.ts';
import { termsOf } from '../../../shared/desk/terms-of.ts';
import { timelineOf } from '../../../shared/desk/timeline-view.ts';
import type { Principal } from '../../../shared/domain/access/principal.ts';
import type { AttachmentRef, Verdicts } from '../../../shared/domain/case/mail.ts';
import { decideOpen } from '../../../shared/domain/case/open.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
let desk: OriginalDesk;
const stored = new Map<string, Uint8Array>();

const raw = [
  'From: Ana <ana@acme.example>',
  'To: support@guardia.example',
  'Received: from inside.acme.example by mx.example',
  'Subject: See the picture',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p onclick="steal()">Hello<script>steal()</script></p>',
  '<img src="cid:logo@acme"><img src="https://tracker.example/seen.gif">',
  '--b',
  'Content-Type: image/png; name="logo.png"',
  'Content-ID: <logo@acme>',
  'Content-Disposition: inline; filename="logo.png"',
  'Content-Transfer-Encoding: base64',
  '',
  'aGVsbG8=',
  '--b--',
  '',
].join('\r\n');
/** SHA-256 of `hello`, which is what the picture is made of. */
const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const picture: AttachmentRef = {
  hash,
  name: 'logo.png',
  contentType: 'image/png',
  size: 5,
  inline: true,
  contentId: 'logo@acme',
};

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  desk = {
    ...given.desk,
    rawMail: { read: async (key) => (key === 'inbound/lost' ? null : Buffer.from(raw)) },
    rawUrls: { download: async (key) => `https://raw.test/${key}` },
  };
});
afterAll(() => dynamodb.stop());

const principal = (accountId: string | null): Principal => ({
  id: 'somebody',
  name: '',
  address: '',
  kind: accountId === null ? 'person' : 'contact',
  roles: accountId === null ? ['agent'] : ['contact'],
  accountId,
  scopes: [],
});
const [acme, globex, agent] = [principal('acme'), principal('globex'), principal(null)];

async function mailed(
  accountId: string | null,
  fields: { rawKey?: string | null; verdicts?: Verdicts } = {},
): Promise<string> {
  const requester = { address: 'ana@acme.example', name: 'Ana' };
  const terms = await termsOf(desk, accountId);
  const message = {
    ...described({ requester, text: 'Hello', subject: 'See the picture', files: [picture] }),
    rawKey: 'inbound/1',
    ...fields,
  };
  const result = await openCase(desk, {
    markers: () => [],
    decide: ({ number }) =>
      decideOpen(
        {
          number,
          accountId,
          subject: 'See the picture',
          category: 'information',
          severity: 'non-critical',
          channel: 'email',
          language: 'en',
          requester,
          parties: [requester],
          quarantine: accountId === null ? 'unknown-sender' : null,
          message,
        },
        { now: desk.now(), actor: { kind: 'contact', id: 'ana', name: 'Ana' }, terms },
      ),
  });
  return 'opened' in result ? result.opened.caseId : '';
}

const read = (who: Principal, caseId: string, remoteContent: 'blocked' | 'allowed' = 'blocked', seq = '2') =>
  readOriginal(desk, who, { caseId, seq, remoteContent });

describe('an original mail', () => {
  it('is shown without script, with its own pictures, and with nothing fetched from elsewhere', async () => {
    const { html, blockedRemoteContent, imagesFrom } = await read(acme, await mailed('acme'));

    expect(html).toContain('Hello');
    expect(html).not.toMatch(/script|onclick|steal|tracker/);
    expect(html).toContain(`attachments.test/mailed/inbound/1/${hash}`);
    expect(blockedRemoteContent).toBe(true);
    expect(imagesFrom).toBe('https://attachments.test');
  });

  it('fetches what is elsewhere once its reader asks for it', async () => {
    const { html, blockedRemoteContent } = await read(acme, await mailed('acme'), 'allowed');

    expect(html).toContain('https://tracker.example/seen.gif');
    expect(blockedRemoteContent).toBe(false);
  });

  it('shows the way that it took, and its bytes, to the desk alone', async () => {
    const caseId = await mailed('acme');
    const [theirs, ours] = [await read(acme, caseId), await read(agent, caseId)];

    expect(theirs.headers.map(({ name }) => name)).toEqual(['from', 'to', 'subject']);
    expect(theirs.rawUrl).toBeNull();
    expect(ours.headers.map(({ name }) => name)).toContain('received');
    expect(ours.rawUrl).toBe('https://raw.test/inbound/1');
  });

  it('shows no picture of its own while it waits in quarantine', async () => {
    const { html } = await read(agent, await mailed(null));

    expect(html).not.toContain('attachments.test');
  });

  it('is its words alone where nobody mailed it', async () => {
    const { text, html, rawUrl } = await read(acme, await mailed('acme', { rawKey: null }));

    expect({ text, html, rawUrl }).toEqual({ text: 'Hello', html: null, rawUrl: null });
  });

  it.each([
    { who: globex, seq: '2', key: 'inbound/1', because: 'it is another account’s' },
    { who: acme, seq: '1', key: 'inbound/1', because: 'that entry is no message' },
    { who: acme, seq: '99', key: 'inbound/1', because: 'there is no such entry' },
    { who: acme, seq: 'x', key: 'inbound/1', because: 'a place is a number' },
    { who: acme, seq: '2', key: 'inbound/lost', because: 'its bytes are gone' },
  ])('is not found at $seq when $because', async ({ who, seq, key }) => {
    const caseId = await mailed('acme', { rawKey: key });

    await expect(read(who, caseId, 'blocked', seq)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a timeline', () => {
  const originals = async (who: Principal, caseId: string) => {
    const { items } = await timelineOf(given.desk, { caseId, principal: who, after: 0, limit: 100 });
    return items.map(({ type, hasOriginal }) => [type, hasOriginal]);
  };

  it.each([
    { reader: 'the customer', who: acme, rawKey: 'inbound/1', has: true, because: 'a mail brought it' },
    { reader: 'the desk', who: agent, rawKey: 'inbound/1', has: true, because: 'a mail brought it' },
    {
      reader: 'the customer',
      who: acme,
      rawKey: null,
      has: false,
      because: 'it was written in the dashboard',
    },
    { reader: 'the desk', who: agent, rawKey: null, has: false, because: 'it was written in the dashboard' },
  ])(
    'tells $reader whether a message has an original mail: $has when $because',
    async ({ who, rawKey, has }) => {
      const told = await originals(who, await mailed('acme', { rawKey }));
      expect(told).toContainEqual(['message.received', has]);
      expect(told).toContainEqual(['case.opened', false]);
    },
  );

  it('keeps to the desk where the bytes of the mail are', async () => {
    const page = { caseId: await mailed('acme'), after: 0, limit: 100 };
    const { items } = await timelineOf(given.desk, { ...page, principal: acme });
    expect(JSON.stringify(items)).not.toContain('inbound/1');
  });
});

describe('the files of a mail that leaves quarantine', () => {
  const keeping = () => ({
    ...desk,
    rawMail: { ...desk.rawMail, writeOnce: async () => {} },
    attachments: {
      read: async () => null,
      writeOnce: async (key: string, body: Uint8Array) => {
        stored.set(key, body);
      },
    },
  });

  it('are kept, so that they can be downloaded', async () => {
    stored.clear();
    expect(await keepAttachments(keeping(), await mailed(null))).toBe(1);

    expect([...stored.keys()]).toEqual([`mailed/inbound/1/${hash}`]);
  });

  it('stay where nothing opens them if SES found a virus', async () => {
    stored.clear();
    const verdicts: Verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'FAIL' };

    expect(await keepAttachments(keeping(), await mailed(null, { verdicts }))).toBe(0);
    expect(stored.size).toBe(0);
  });
});
