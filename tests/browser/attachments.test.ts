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

it('takes files that were chosen, dropped and pasted from the form to the agent, who gets them from another origin', async () => {
  const url = cloud.httpUrl;
  await using customer = await visit(browser, { url, as: 'ana@acme.example', path: '/cases/new' });
  const { page: ana } = customer;
  await ana.getByLabel('Asunto').fill('Registro adjunto');
  await ana.getByLabel('Descripción').fill('Adjunto el registro.');
  await ana
    .locator('input[type=file]')
    .setInputFiles({ name: 'smtp.log', mimeType: 'text/plain', buffer: Buffer.from('250 ok') });
  await ana.getByText('smtp.log · 6 B').waitFor();
  const drag = (type: string, name: string) => `{
    const box = document.querySelector('[data-drop]');
    const data = new DataTransfer();
    data.items.add(new File(['250 ok'], '${name}', { type: 'text/plain' }));
    const event = '${type}' === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true })
      : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    box.querySelector('textarea').dispatchEvent(event);
  }`;
  await ana.evaluate(drag('drop', 'dropped.log'));
  await ana.getByText('dropped.log · 6 B').waitFor();
  await ana.evaluate(drag('paste', 'pasted.log'));
  await ana.getByText('pasted.log · 6 B').waitFor();
  const send = ana.getByRole('button', { name: 'Enviar el caso' });
  await expect.poll(() => send.isEnabled(), soon).toBe(true);
  await send.click();
  await ana.getByRole('heading', { name: 'Registro adjunto' }).waitFor();
  await cloud.settle();

  await using desk = await visit(browser, { url, as: 'agent@guardia.example', path: '/queue' });
  await desk.page.getByText('Registro adjunto').click();
  for (const name of ['dropped.log', 'pasted.log']) await desk.page.getByText(name).waitFor();
  const file = desk.page.getByRole('button', { name: /smtp\.log/ });
  await file.waitFor();
  const asked = desk.context.waitForEvent('request', (request) =>
    /[?&]X-Amz-Signature=/i.test(request.url()),
  );
  await file.click();
  expect(new URL((await asked).url()).origin).not.toBe(new URL(url).origin);
  expect([...customer.troubles, ...desk.troubles]).toEqual([]);
});
