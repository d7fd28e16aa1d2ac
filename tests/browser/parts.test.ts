import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures, type WebFixtures } from '../support/web-fixtures/server.ts';
import { launchBrowser } from './support/browser.ts';
import { type Visit, visit } from './support/visit.ts';

const as = 'supervisor@guardia.example';
let browser: Browser;
let fixtures: WebFixtures;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => fixtures.stop());
afterAll(() => browser.close());

async function open(path: string): Promise<Visit> {
  fixtures = await startWebFixtures(deskAnswers({ user: as }));
  return visit(browser, { url: fixtures.url, as, path });
}

/** Answers as after a deployment that has no such part any more, until told otherwise. */
async function withhold(page: Page, part: string): Promise<{ asked: number; gone: boolean }> {
  const state = { asked: 0, gone: true };
  await page.route(new RegExp(`/assets/${part}-[^/]+\\.js$`), (route) => {
    state.asked += 1;
    return state.gone ? route.fulfill({ status: 403, body: 'gone' }) : route.continue();
  });
  return state;
}

describe('a dialog whose part does not come', () => {
  it('leaves the critical case and its number in sight, and comes when asked for again', async () => {
    await using desk = await open('/on-call');
    const { page } = desk;
    const part = await withhold(page, 'call-dialog');
    await page.goto(`${fixtures.url}/cases/case-2`);
    const call = page.getByRole('button', { name: 'Call back now · +34911234567' });
    await call.waitFor();
    await page.keyboard.press('c');
    await page.getByText('This could not be loaded.').waitFor();
    expect(await call.isVisible()).toBe(true);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('All SMTP injections time out');
    part.gone = false;
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Try again' }).click()]);
    await call.click();
    await page.getByRole('dialog', { name: 'Call the customer back' }).waitFor();
  });

  it('has come before it is asked for: a connection that is lost meanwhile takes nothing away', async () => {
    await using desk = await open('/on-call');
    const { page } = desk;
    const come = page.waitForResponse(/\/assets\/merge-/);
    await page.goto(`${fixtures.url}/cases/case-2`);
    await page.getByRole('button', { name: /^Call back now/ }).waitFor();
    await (await come).finished();
    await desk.context.setOffline(true);
    await page.getByText(/^No connection/).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'Call the customer back' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Merge' }).click();
    await page.getByRole('dialog').waitFor();
  });
});

describe('a page whose part does not come', () => {
  it('goes on by itself when the connection is back', async () => {
    await using desk = await open('/on-call');
    const { page } = desk;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await desk.context.setOffline(true);
    await page.getByText(/^No connection/).waitFor();
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('heading', { level: 1, name: 'This could not be loaded.' }).waitFor();
    await desk.context.setOffline(false);
    await page.getByText('Teresa Amaya').waitFor();
  });

  it('is the next deployment’s after one reload, without being asked', async () => {
    await using desk = await open('/on-call');
    const { page } = desk;
    const part = await withhold(page, 'people-page');
    await page.getByRole('heading', { level: 1 }).waitFor();
    page.on('framenavigated', () => {
      part.gone = false;
    });
    await page.getByRole('link', { name: 'People' }).click({ noWaitAfter: true });
    await page.getByText('Teresa Amaya').waitFor();
  });

  it('says so when a reload does not help, and does not reload for ever', async () => {
    await using desk = await open('/on-call');
    const { page } = desk;
    const part = await withhold(page, 'people-page');
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('heading', { level: 1, name: 'This could not be loaded.' }).waitFor();
    const { asked } = part;
    await page.waitForLoadState('networkidle');
    expect(part.asked).toBe(asked);
    part.gone = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Teresa Amaya').waitFor();
  });
});
