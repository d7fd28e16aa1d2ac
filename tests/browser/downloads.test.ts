import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { launchBrowser } from './support/browser.ts';
import { soon, visit } from './support/visit.ts';

let cloud: TestCloud;
let browser: Browser;
beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), cloud.stop()]);
});

const agent = 'agent@guardia.example';
const page = '<script>document.title = "ran"</script>';
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const mail = [
  'From: Ana <ana@acme.example>',
  'To: support@guardia.example',
  'Subject: See the picture',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Look:</p><img alt="the logo" src="cid:logo@acme">',
  '--b',
  'Content-Type: image/png; name="logo.png"',
  'Content-ID: <logo@acme>',
  'Content-Disposition: inline; filename="logo.png"',
  'Content-Transfer-Encoding: base64',
  '',
  png,
  '--b',
  'Content-Type: text/html; name="page.html"',
  'Content-Disposition: attachment; filename="page.html"',
  '',
  page,
  '--b--',
  '',
].join('\r\n');

it('saves a file that a mail brought and shows its own picture, both from an origin where nothing runs', async () => {
  await cloud.sendMail({ from: 'ana@acme.example', raw: mail });
  await cloud.settle();
  const { body } = await cloud.call<{ items: { caseId: string }[] }>(agent, 'GET /cases');
  await using desk = await visit(browser, {
    url: cloud.httpUrl,
    as: agent,
    path: `/cases/${body.items[0]?.caseId}`,
  });
  const asking = desk.context.waitForEvent('request', (request) => request.url().includes('/mailed/'));
  await desk.page.getByRole('button', { name: /page\.html/ }).click();
  const address = (await asking).url();
  // The tab that the button opens is gone with its download before anybody can listen to it.
  const tab = await desk.context.newPage();
  const saving = tab.waitForEvent('download');
  await expect(tab.goto(address)).rejects.toThrow(/Download is starting/);
  const saved = await saving;
  const bytes = Buffer.concat(await (await saved.createReadStream()).toArray()).toString();

  expect(saved.suggestedFilename()).toBe('page.html');
  expect(bytes.trim()).toBe(page);

  const shown = desk.context.waitForEvent('requestfinished', (request) => request.resourceType() === 'image');
  await desk.page.getByRole('button', { name: 'Correo original' }).click();
  expect(new URL((await shown).url()).origin).toBe(new URL(address).origin);
  const image = desk.page.frameLocator('iframe').getByAltText('the logo');
  await expect.poll(() => image.evaluate((one) => Reflect.get(one, 'naturalWidth')), soon).toBe(1);
  expect(desk.troubles).toEqual([]);
});
