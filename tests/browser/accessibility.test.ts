import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures, type WebFixtures } from '../support/web-fixtures/server.ts';
import { audit } from './support/audit.ts';
import { launchBrowser } from './support/browser.ts';
import { nobody, pages } from './support/pages.ts';
import { visit } from './support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const looks = [
  { look: 'wide, light, English', width: 1280, colorScheme: 'light', language: 'en' },
  { look: 'at 360 px, dark, Spanish', width: 360, colorScheme: 'dark', language: 'es' },
] as const;

describe.each(looks)('$look', ({ width, colorScheme, language }) => {
  it.each(pages)('keeps WCAG 2.2 AA, its policy and its width: $name', async (of) => {
    const as = 'as' in of ? of.as : undefined;
    const fixtures: WebFixtures = await startWebFixtures(deskAnswers({ user: as ?? nobody, language }));
    await using visited = await visit(browser, {
      url: fixtures.url,
      path: of.path,
      width,
      colorScheme,
      ...(as === undefined ? {} : { as }),
    });
    const { page, troubles } = visited;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await audit(page)).toEqual([]);
    expect(troubles).toEqual([]);
    const sideways = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(sideways).toBe(0);
    await fixtures.stop();
  });
});
