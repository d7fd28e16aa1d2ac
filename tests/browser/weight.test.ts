import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures } from '../support/web-fixtures/server.ts';
import { launchBrowser } from './support/browser.ts';
import { firstLoad } from './support/first-load.ts';
import { nobody, pages } from './support/pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it.each(pages)('weighs at most 250 KB of scripts and styles on the first load: $name', async (of) => {
  const as = 'as' in of ? of.as : undefined;
  const fixtures = await startWebFixtures(deskAnswers({ user: as ?? nobody }));
  const page = await browser.newPage({ locale: 'en-GB' });
  if (as !== undefined) await page.addInitScript((who) => sessionStorage.setItem('guardia.person', who), as);
  const { bytes } = await firstLoad(page, `${fixtures.url}${of.path}`);
  expect(bytes).toBeLessThanOrEqual(250_000);
  await page.close();
  await fixtures.stop();
});
