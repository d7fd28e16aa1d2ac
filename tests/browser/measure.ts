import { writeSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures } from '../support/web-fixtures/server.ts';
import { launchBrowser } from './support/browser.ts';
import { firstLoad } from './support/first-load.ts';
import { nobody, pages } from './support/pages.ts';

/**
 * `node tests/browser/measure.ts`, after `npm run build:web`: what the dashboard weighs, how soon it can be
 * used, and how the queue scrolls with a thousand cases. Numbers for people; no test waits for a stopwatch.
 */
const print = (text: string): void => {
  writeSync(1, `${text}\n`);
};

async function pageAs(browser: Browser, as: string | undefined): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  if (as !== undefined) await page.addInitScript((who) => sessionStorage.setItem('guardia.person', who), as);
  return page;
}

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

/** Scrolls through a thousand cases, and lists the tasks that held the page up. */
async function scrolling(browser: Browser): Promise<void> {
  const fixtures = await startWebFixtures(deskAnswers({ user: 'agent@guardia.example', cases: 1000 }));
  const page = await pageAs(browser, 'agent@guardia.example');
  await page.goto(`${fixtures.url}/queue`);
  await page.getByText('All SMTP injections time out').waitFor();
  await page.evaluate(
    "globalThis.tasks = []; new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ['longtask'] })",
  );
  await page.mouse.move(640, 500);
  for (let step = 0; step < 150; step += 1) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(30);
  }
  const tasks = await page.evaluate<number[]>('tasks');
  const rows = await page.evaluate<number>("document.querySelectorAll('section a').length");
  const longest = Math.max(0, ...tasks);
  print(
    `queue of 1,000 scrolled to its end: ${rows} rows in the page, ${tasks.length} tasks over 50 ms, longest ${longest.toFixed(0)} ms`,
  );
  await fixtures.stop();
}

const browser = await launchBrowser();
await weights(browser);
await usable(browser, 'no throttling');
await usable(browser, '4G (20 ms, 1.2 MB/s)', { latency: 20, kilobytes: 1200 });
await scrolling(browser);
await browser.close();
