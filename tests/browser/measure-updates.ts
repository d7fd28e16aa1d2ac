import { writeSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { TestCloud } from '../support/local-cloud.ts';

export const print = (text: string): void => {
  writeSync(1, `${text}\n`);
};

/** A window with nothing in its cache, in which somebody is signed in. */
export async function pageAs(browser: Browser, as: string | undefined): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  if (as !== undefined) await page.addInitScript((who) => sessionStorage.setItem('guardia.person', who), as);
  return page;
}

/** What an open case asks while nothing happens, and how long something new takes to be seen (ADR 10). */
export async function updates(
  browser: Browser,
  cloud: TestCloud,
  severity: 'non-critical' | 'critical',
): Promise<void> {
  const { body } = await cloud.call<{ caseId: string }>('ana@acme.example', 'POST /cases', {
    subject: `Updates of a ${severity} case`,
    description: 'Since Monday.',
    category: 'bug',
    severity,
  });
  await cloud.settle();
  const page = await pageAs(browser, 'ana@acme.example');
  await page.goto(`${cloud.httpUrl}/cases/${body.caseId}`);
  await page.getByRole('heading', { level: 1, name: `Updates of a ${severity} case` }).waitFor();
  const asked = { requests: 0, unchanged: 0, bytes: 0 };
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const ofApi = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (!response.url.includes('/v1/')) return;
    ofApi.add(requestId);
    asked.requests += 1;
    if (response.status === 304) asked.unchanged += 1;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (ofApi.has(requestId)) asked.bytes += encodedDataLength;
  });
  await page.waitForTimeout(30_000);
  print(
    `open ${severity} case, a quiet half minute: ${asked.requests} requests, ${asked.unchanged} of them 304, ${(asked.bytes / 1000).toFixed(1)} KB`,
  );
  const seen: number[] = [];
  for (let place = 0; place < 12; place += 1) {
    await page.waitForTimeout(700 + place * 137);
    const text = `Message number ${place}.`;
    await cloud.call('agent@guardia.example', `POST /cases/${body.caseId}/messages`, {
      body: text,
      visibility: 'public',
    });
    const sent = performance.now();
    await page.getByRole('article').getByText(text, { exact: true }).waitFor();
    seen.push(performance.now() - sent);
  }
  const sorted = seen.toSorted((a, b) => a - b);
  print(
    `open ${severity} case, from the answer of the API until another person sees it: median ${sorted[6]?.toFixed(0)} ms, longest ${sorted.at(-1)?.toFixed(0)} ms of ${seen.length}`,
  );
  await page.context().close();
}
