import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { agent, ana, desk } from './support.ts';

let cloud: TestCloud;
let caseId: string;
let message: { seq: number; attachments: { hash: string; name: string }[] };

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** What a browser would take for a page, were it asked to guess. */
const page = '<script>alert(1)</script>';

const mail = [
  `From: Ana <${ana}>`,
  'To: support@guardia.example',
  'Subject: See the picture',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Look:</p><img src="cid:logo@acme">',
  '--b',
  'Content-Type: image/png; name="logo.png"',
  'Content-ID: <logo@acme>',
  'Content-Disposition: inline; filename="logo.png"',
  'Content-Transfer-Encoding: base64',
  '',
  png.toString('base64'),
  '--b',
  'Content-Type: text/plain; name="log.txt"',
  'Content-Disposition: attachment; filename="log.txt"',
  '',
  page,
  '--b--',
  '',
].join('\r\n');

const guarded = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-store',
};

const headersOf = ({ headers }: Response) => Object.fromEntries(headers);

async function addressOf(name: string): Promise<string> {
  const file = message.attachments.find((one) => one.name === name);
  const { body } = await cloud.call<{ url: string }>(
    agent,
    `GET /cases/${caseId}/attachments/${message.seq}/${file?.hash}`,
  );
  return body.url;
}

const original = async () =>
  (
    await cloud.call<{ html: string; rawUrl: string }>(
      agent,
      `GET /cases/${caseId}/messages/${message.seq}/original`,
    )
  ).body;

beforeAll(async () => {
  cloud = await startTestCloud();
  const at = desk(cloud);
  await at.mail({ from: ana, raw: mail });
  ({ caseId } = await at.caseOf('See the picture'));
  const entry = (await at.timeline(caseId)).find(({ type }) => type === 'message.received');
  message = { seq: entry?.seq, ...(entry?.data as object) } as typeof message;
});
afterAll(async () => {
  await cloud.stop();
});

it('come from an origin that is neither the desk nor the bucket', async () => {
  const { origin } = new URL(await addressOf('log.txt'));

  expect([cloud.httpUrl, cloud.endpointUrl]).not.toContain(origin);
});

it('are attachments of no type, whatever a browser would make of their bytes', async () => {
  const answer = await fetch(await addressOf('log.txt'));

  expect(headersOf(answer)).toMatchObject({
    ...guarded,
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="log.txt"; filename*=UTF-8''log.txt`,
  });
  expect((await answer.text()).trim()).toBe(page);
});

it('show an image of a mail through the same door, to a frame without an origin', async () => {
  const { html } = await original();
  const [, address = ''] = /src="([^"]+)"/.exec(html) ?? [];
  const answer = await fetch(address.replaceAll('&amp;', '&'));

  expect(headersOf(answer)).toMatchObject({
    ...guarded,
    'content-type': 'image/png',
    'content-disposition': 'inline',
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
});

it('hand the raw mail out in the same way', async () => {
  const answer = await fetch((await original()).rawUrl);

  expect(headersOf(answer)).toMatchObject({ ...guarded, 'content-type': 'application/octet-stream' });
  expect(await answer.text()).toContain(mail);
});

it('hand an account’s export out in the same way', async () => {
  const supervisor = 'supervisor@guardia.example';
  const asked = await cloud.call<{ exportId: string }>(supervisor, 'POST /accounts/acme/exports', {});
  await cloud.settle();
  const { body } = await cloud.call<{ state: string; url: string }>(
    supervisor,
    `GET /accounts/acme/exports/${asked.body.exportId}`,
  );
  const answer = await fetch(body.url);

  expect(body.state).toBe('done');
  expect(headersOf(answer)).toMatchObject({ ...guarded, 'content-type': 'application/octet-stream' });
  // The beginning of every gzip file.
  expect([...new Uint8Array(await answer.arrayBuffer()).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
});

it('resume where they broke off', async () => {
  const answer = await fetch(await addressOf('log.txt'), { headers: { range: 'bytes=1-6' } });

  expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 206, text: 'script' });
});

it.each([
  {
    because: 'another signature was put in',
    change: (url: string) => url.replace(/X-Amz-Signature=./, (one) => `${one.slice(0, -1)}z`),
  },
  {
    because: 'it is to be shown and not downloaded',
    change: (url: string) =>
      url.replace(/response-content-disposition=[^&]+/, 'response-content-disposition=inline'),
  },
  {
    because: 'it is to have a type that runs',
    change: (url: string) => url.replace(/response-content-type=[^&]+/, 'response-content-type=text%2Fhtml'),
  },
  { because: 'it names another file', change: (url: string) => url.replace(/.(?=\?)/, 'z') },
  { because: 'its query is missing', change: (url: string) => url.replace(/\?.*/, '') },
])('are refused by an address that was altered: $because', async ({ change }) => {
  const url = await addressOf('log.txt');
  const altered = await fetch(change(url));

  expect(change(url)).not.toBe(url);
  expect(altered.status).toBe(403);
  expect(headersOf(altered)).toMatchObject({ 'x-content-type-options': 'nosniff' });
});

it.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS'])('are not for %s', async (method) => {
  expect((await fetch(await addressOf('log.txt'), { method })).status).toBe(403);
});

it('are refused five minutes later', async () => {
  const url = await addressOf('log.txt');
  await cloud.advance('PT4M59S');
  expect((await fetch(url)).status).toBe(200);
  await cloud.advance('PT2S');
  expect((await fetch(url)).status).toBe(403);
});
