import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseView } from '../support/web-fixtures/cases.ts';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures } from '../support/web-fixtures/server.ts';
import { audit } from './support/audit.ts';
import { launchBrowser } from './support/browser.ts';
import { visit } from './support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const agent = 'agent@guardia.example';
const supervisor = 'supervisor@guardia.example';
const customer = 'ana@acme.example';

/** Every dialog and menu, and the buttons and menu items that lead to it. */
const dialogs = [
  { name: 'call', as: agent, path: '/cases/case-2', by: [/Call back now/] },
  { name: 'update', as: agent, path: '/cases/case-3', by: ['Send an update'] },
  { name: 'workaround', as: agent, path: '/cases/case-3', by: ['Workaround given'] },
  { name: 'end', as: agent, path: '/cases/case-3', by: ['Issue is over'] },
  { name: 'closing note', as: agent, path: '/cases/case-3', by: ['Closing note', 'Add a follow-up'] },
  { name: 'vital information', as: agent, path: '/cases/case-2', by: ['Correct'] },
  { name: 'closing', as: agent, path: '/cases/case-1', by: ['Propose to close'] },
  { name: 'escalation', as: customer, path: '/cases/case-1', by: ['Escalate to my TAM'] },
  { name: 'declining', as: customer, path: '/cases/case-4', by: ['Not solved yet'] },
  { name: 'reclassification', as: customer, path: '/cases/case-2', by: ['Propose non-critical'] },
  { name: 'original mail', as: agent, path: '/cases/case-1', by: ['Original mail'] },
  { name: 'release', as: agent, path: '/quarantine', by: ['Release…'] },
  { name: 'discard', as: agent, path: '/quarantine', by: ['Discard…'] },
  { name: 'account', as: supervisor, path: '/accounts/acme', by: ['Edit'] },
  { name: 'contact', as: supervisor, path: '/accounts/acme', by: ['Add a contact'] },
  { name: 'erasure', as: supervisor, path: '/accounts/acme', by: ['Erase personal data'] },
  { name: 'person', as: supervisor, path: '/people', by: ['New person'] },
  { name: 'calendar', as: supervisor, path: '/calendars', by: ['New calendar'] },
  { name: 'prepared answer', as: supervisor, path: '/prepared-answers', by: ['New answer'] },
  { name: 'webhook', as: supervisor, path: '/webhooks', by: ['New webhook'] },
  { name: 'stopping a webhook', as: supervisor, path: '/webhooks', by: ['Stop sending'] },
  { name: 'hand-over', as: agent, path: '/cases/case-1', by: ['More actions', /^Hand over/] },
  { name: 'classifying', as: agent, path: '/cases/case-1', by: ['More actions', /^Reclassify/] },
  { name: 'merging', as: agent, path: '/cases/case-1', by: ['More actions', /^Merge/] },
  { name: 'reopening', as: agent, path: '/cases/case-closed', by: ['Reopen'] },
  { name: 'more actions', as: agent, path: '/cases/case-1', by: ['More actions'] },
  { name: 'prepared answers', as: agent, path: '/cases/case-1', by: ['Prepared answers'] },
  { name: 'account menu', as: agent, path: '/me', by: [/^Signed in as/] },
] as const;

const closed = () =>
  caseView({ caseId: 'case-closed', status: 'closed', closedHow: 'agreed', deadlines: [] });

/** What is wrong with it wide and light, and in the same visit at 360 px in the dark. */
async function auditBothLooks(page: Page) {
  const wide = await audit(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 800 });
  return { wide, narrow: await audit(page) };
}

it.each(dialogs)('keeps WCAG 2.2 AA and closes on Escape: $name', async ({ as, path, by }) => {
  const answers = deskAnswers({ user: as });
  const fixtures = await startWebFixtures({
    ...answers,
    readCase: (request) => (request.params?.caseId === 'case-closed' ? closed() : answers.readCase(request)),
  });
  await using visited = await visit(browser, { url: fixtures.url, as, path });
  const { page, troubles } = visited;
  for (const name of by)
    await page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .or(page.getByRole('menuitem', { name }))
      .first()
      .click();
  const dialog = page.getByRole('dialog').or(page.getByRole('menu'));
  await dialog.waitFor();
  await page.waitForLoadState('networkidle');
  expect(await auditBothLooks(page)).toEqual({ wide: [], narrow: [] });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  // What the policy refuses of a mail's pictures is its purpose.
  expect(troubles.filter((text) => !text.includes('tracker.example'))).toEqual([]);
  await fixtures.stop();
});

it('keeps WCAG 2.2 AA: the list of keys, and on a narrow screen the drawer with its menu', async () => {
  const fixtures = await startWebFixtures(deskAnswers({ user: agent }));
  await using visited = await visit(browser, { url: fixtures.url, as: agent, path: '/queue' });
  const { page } = visited;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  expect(await auditBothLooks(page)).toEqual({ wide: [], narrow: [] });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('link', { name: 'Quarantine' }).waitFor();
  expect(await audit(page)).toEqual([]);
  await drawer.getByRole('button', { name: /^Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  expect(await audit(page)).toEqual([]);
  await fixtures.stop();
});

it('keeps WCAG 2.2 AA: how a person is paged', async () => {
  const fixtures = await startWebFixtures(deskAnswers({ user: supervisor }));
  await using visited = await visit(browser, { url: fixtures.url, as: supervisor, path: '/people' });
  await visited.page.getByRole('button', { name: 'Channels' }).first().click();
  await visited.page.getByRole('region', { name: /Ways to be paged$/ }).waitFor();
  expect(await auditBothLooks(visited.page)).toEqual({ wide: [], narrow: [] });
  await fixtures.stop();
});

it('keeps WCAG 2.2 AA: the editor of the on-call schedule', async () => {
  const fixtures = await startWebFixtures(deskAnswers({ user: supervisor }));
  await using visited = await visit(browser, { url: fixtures.url, as: supervisor, path: '/on-call' });
  const { page } = visited;
  await page.getByRole('button', { name: 'Edit the schedule' }).click();
  await page.getByRole('button', { name: 'Add a stand-in' }).click();
  await page.getByRole('button', { name: 'Add leave' }).click();
  expect(await audit(page)).toEqual([]);
  await fixtures.stop();
});
