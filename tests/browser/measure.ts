import type { Browser } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures } from '../support/web-fixtures/server.ts';
import { pageAs, print, updates } from './measure-updates.ts';
import { launchBrowser } from './support/browser.ts';
import { firstLoad } from './support/first-load.ts';
import { nobody, pages } from './support/pages.ts';

/**
 * `node tests/browser/measure.ts`, after `npm run synth`: what the dashboard weighs, how soon it can be
 * used, and how the queue scrolls with a thousand cases. Numbers for people; no test waits for a stopwatch.
 */

async function weights(browser: Browser): Promise<void> {
  for (const of of pages) {
    const as = 'as' in of ? of.as : undefined;
    const fixtures = await startWebFixtures(deskAnswers({ user: as ?? nobody }));
    const page = await pageAs(browser, as);
    const { bytes, files } = await firstLoad(page, `${fixtures.url}${of.path}`);
    print(`${of.name.padEnd(30)} ${(bytes / 1000).toFixed(0).padStart(4)} KB gzipped in ${files} files`);
    await page.context().close();
    await fixtures.stop();
  }
}

/** From the navigation to a queue that shows its cases, on a cold cache. */
async function usable(
  browser: Browser,
  label: string,
  network?: { latency: number; kilobytes: number },
): Promise<void> {
  const fixtures = await startWebFixtures(deskAnswers({ user: 'agent@guardia.example', cases: 1000 }));
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const page = await pageAs(browser, 'agent@guardia.example');
    if (network !== undefined) {
      const session = await page.context().newCDPSession(page);
      const rate = network.kilobytes * 1000;
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: network.latency,
        downloadThroughput: rate,
        uploadThroughput: rate,
      });
    }
    const begun = performance.now();
    await page.goto(`${fixtures.url}/queue`, { waitUntil: 'commit' });
    await page.getByText('All SMTP injections time out').waitFor();
    times.push(performance.now() - begun);
    await page.context().close();
  }
  print(
    `queue usable, ${label}: median ${times.toSorted((a, b) => a - b)[2]?.toFixed(0)} ms of ${times.map((time) => time.toFixed(0)).join(', ')}`,
  );
  await fixtures.stop();
}

const agent = 'agent@guardia.example';

/** A thousand open cases on the local cloud, submitted through the API. */
async function thousandCases(cloud: TestCloud): Promise<void> {
  const submit = (place: number) =>
    cloud.call(place % 2 === 0 ? 'ana@acme.example' : 'gus@globex.example', 'POST /cases', {
      subject: `Case ${place}: bounces at Gmail are reported late`,
      description: 'Since Monday, on two domains.',
      category: (['bug', 'configuration', 'information'] as const)[place % 3],
      severity: 'non-critical',
    });
  for (let place = 0; place < 1000; place += 8) {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, more) => submit(place + more)));
    const refused = answers.find(({ status }) => status !== 201);
    if (refused !== undefined) throw new Error(`A case was refused: ${JSON.stringify(refused.body)}`);
  }
  await cloud.settle();
}

/** Scrolls through a thousand cases of the local cloud, and lists the tasks that held the page up. */
async function scrolling(browser: Browser, cloud: TestCloud): Promise<void> {
  const page = await pageAs(browser, agent);
  await page.goto(`${cloud.httpUrl}/queue`);
  await page
    .getByText(/^Case \d+: bounces/)
    .first()
    .waitFor();
  await page.evaluate(
    "globalThis.tasks = []; new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ['longtask'] })",
  );
  await page.mouse.move(640, 500);
  for (let step = 0; step < 240; step += 1) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(30);
  }
  const count = await page.getByRole('status').first().textContent();
  const tasks = await page.evaluate<number[]>('tasks');
  const rows = await page.evaluate<number>("document.querySelectorAll('section a').length");
  const longest = Math.max(0, ...tasks);
  print(
    `queue scrolled through ${count}: ${rows} rows in the page, ${tasks.length} tasks over 50 ms, longest ${longest.toFixed(0)} ms`,
  );
  await page.context().close();
}

const browser = await launchBrowser();
const cloud = await startTestCloud();
await updates(browser, cloud, 'non-critical');
await updates(browser, cloud, 'critical');
await thousandCases(cloud);
await scrolling(browser, cloud);
await cloud.stop();
await usable(browser, 'no throttling');
await usable(browser, '4G (20 ms, 1.2 MB/s)', { latency: 20, kilobytes: 1200 });
await weights(browser);
await browser.close();
