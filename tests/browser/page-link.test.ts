import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures, type WebFixtures } from '../support/web-fixtures/server.ts';
import { launchBrowser } from './support/browser.ts';
import { visit } from './support/visit.ts';

const path = '/pages/case-2.7.0123456789abcdef0123';
const answered: unknown[] = [];
let browser: Browser;
let fixtures: WebFixtures;
beforeAll(async () => {
  const answers = deskAnswers({ user: 'agent@guardia.example' });
  browser = await launchBrowser();
  fixtures = await startWebFixtures({
    ...answers,
    answerPage: (request) => {
      answered.push(request.body);
      return answers.answerPage(request);
    },
  });
});
afterAll(async () => {
  await browser.close();
  await fixtures.stop();
});

it('shows on a telephone whom to call, takes nothing by being opened, and is taken with one thumb', async () => {
  await using phone = await visit(browser, { url: fixtures.url, path, width: 360, height: 740 });
  const { page } = phone;
  await page.getByText('Nobody has taken it yet.').waitFor();
  const call = page.getByRole('link', { name: 'Call +34911234567' });
  expect(await call.getAttribute('href')).toBe('tel:+34911234567');
  expect((await call.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(answered).toEqual([]);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByText('You have it. Call the customer now.').waitFor();
  await page.getByRole('button', { name: 'I cannot: page the next' }).click();
  await page.getByText('Passed on: the next in line is being paged.').waitFor();
  expect(answered).toEqual([{ takes: true }, { takes: false }]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  expect(phone.troubles).toEqual([]);
});
