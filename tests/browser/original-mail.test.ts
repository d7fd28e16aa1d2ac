import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { received, timelineOf } from '../support/web-fixtures/cases.ts';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures } from '../support/web-fixtures/server.ts';
import { launchBrowser } from './support/browser.ts';
import { visit } from './support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const ana = { kind: 'contact', id: 'ana@acme.example', name: 'Ana Ruiz' } as const;
const message = (text: string, hasOriginal: boolean) =>
  ({ ago: 0, type: 'message.received', actor: ana, data: received(text), hasOriginal }) as const;

it.each(['ana@acme.example', 'agent@guardia.example'] as const)(
  'is offered to %s for a message that came by mail, and for none that was written in the dashboard',
  async (as) => {
    const items = timelineOf([message('Sent by mail.', true), message('Typed here.', false)]);
    const fixtures = await startWebFixtures({
      ...deskAnswers({ user: as }),
      readTimeline: () => ({ items, nextCursor: null }),
    });
    await using desk = await visit(browser, { url: fixtures.url, as, path: '/cases/case-1' });
    const original = (text: string) =>
      desk.page.getByRole('article').filter({ hasText: text }).getByRole('button', { name: 'Original mail' });
    await original('Sent by mail.').waitFor();
    expect(await original('Typed here.').count()).toBe(0);
    expect(desk.troubles).toEqual([]);
    await fixtures.stop();
  },
);
