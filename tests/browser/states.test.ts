import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../support/web-fixtures/answers.ts';
import { caseView } from '../support/web-fixtures/cases.ts';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { Refusal, startWebFixtures, type WebFixtures } from '../support/web-fixtures/server.ts';
import { audit } from './support/audit.ts';
import { launchBrowser } from './support/browser.ts';
import { soon, type Visit, visit } from './support/visit.ts';

const as = 'agent@guardia.example';
const answers = deskAnswers({ user: as });
let browser: Browser;
let fixtures: WebFixtures;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => fixtures.stop());
afterAll(() => browser.close());

async function open(path: string, over: Answers = {}): Promise<Visit> {
  fixtures = await startWebFixtures({ ...answers, ...over });
  return visit(browser, { url: fixtures.url, as, path });
}

describe('what was typed', () => {
  it('stays when sending fails, and is sent by the same button afterwards, once', async () => {
    const keys: (string | null)[] = [];
    let failing = true;
    await using desk = await open('/cases/case-1', {
      postMessage: () =>
        failing ? new Refusal(503, 'unavailable', 'Try again later.') : answers.postMessage(),
    });
    const { page } = desk;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/messages'))
        keys.push(request.headers()['idempotency-key'] ?? null);
    });
    await page.getByRole('textbox', { name: 'Reply' }).fill('We are on it.');
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.getByText('Try again later.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('We are on it.');
    failing = false;
    await page.getByRole('button', { name: 'Send reply' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Reply' }).inputValue(), soon).toBe('');
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('survives a closed window', async () => {
    await using desk = await open('/cases/case-1');
    await desk.page.getByRole('textbox', { name: 'Reply' }).fill('Half a sentence');
    await desk.page.getByText('Draft kept on this device').waitFor();
    await desk.page.reload();
    await expect
      .poll(() => desk.page.getByRole('textbox', { name: 'Reply' }).inputValue(), soon)
      .toBe('Half a sentence');
  });

  it('is held back when the customer wrote meanwhile, until the agent has read it', async () => {
    let lastCustomerSeq = 5;
    const sent: unknown[] = [];
    await using desk = await open('/cases/case-1', {
      readCase: () => caseView({ lastCustomerSeq }),
      postMessage: (request) => {
        sent.push(request.body);
        return answers.postMessage();
      },
    });
    const { page } = desk;
    await page.getByRole('textbox', { name: 'Reply' }).fill('It is fixed.');
    lastCustomerSeq = 8;
    await page.getByText('The customer wrote while you were writing').waitFor();
    expect(sent).toEqual([]);
    await page.getByRole('button', { name: 'I have read it: send' }).click();
    await expect.poll(() => sent, soon).toMatchObject([{ body: 'It is fixed.', seenCustomerSeq: 8 }]);
  });
});

describe('a page', () => {
  it('says that it is loading, and then shows what has come', async () => {
    let come = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      come = resolve;
    });
    await using desk = await open('/people', {
      listPeople: async () => {
        await waiting;
        return answers.listPeople();
      },
    });
    await desk.page.getByRole('status', { name: 'Loading…' }).waitFor();
    come();
    await desk.page.getByText('Teresa Amaya').waitFor();
    expect(await desk.page.getByRole('status', { name: 'Loading…' }).count()).toBe(0);
  });

  it('says that it could not be loaded, and loads when asked again', async () => {
    let failing = true;
    await using desk = await open('/people', {
      listPeople: () =>
        failing ? new Refusal(403, 'forbidden', 'This page is the desk’s own.') : answers.listPeople(),
    });
    await desk.page.getByText('This page is the desk’s own.').waitFor();
    failing = false;
    await desk.page.getByRole('button', { name: 'Try again' }).click();
    await desk.page.getByText('Teresa Amaya').waitFor();
  });

  it('says that a conversation could not be loaded, and never shows it as an empty one', async () => {
    let failing = true;
    await using desk = await open('/cases/case-2', {
      readTimeline: (request) =>
        failing
          ? new Refusal(403, 'forbidden', 'The record is being repaired.')
          : answers.readTimeline(request),
    });
    const { page } = desk;
    await expect.poll(() => page.getByText('The record is being repaired.').count(), soon).toBe(2);
    expect(await page.getByText('No page has gone out').count()).toBe(0);
    failing = false;
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('article').or(page.getByText('Engaged.')).first().waitFor();
    expect(await page.getByText('The record is being repaired.').count()).toBe(0);
  });

  it.each(['/queue', '/cases'])('asks again for a list that could not be loaded: %s', async (path) => {
    let failing = true;
    await using desk = await open(path, {
      listCases: (request) =>
        failing ? new Refusal(403, 'forbidden', 'Come back later.') : answers.listCases(request),
    });
    await desk.page.getByText('Come back later.').waitFor();
    failing = false;
    await desk.page.getByRole('button', { name: 'Try again' }).click();
    await desk.page.getByText('All SMTP injections time out').first().waitFor();
  });

  it.each([
    { path: '/people', says: 'Nobody works at this desk yet.', create: 'New person' },
    { path: '/calendars', says: 'No business hours yet.', create: 'New calendar' },
  ])('says when there is nothing, and what there could be: $path', async ({ path, says, create }) => {
    const none = () => ({ items: [], nextCursor: null });
    const supervisor = 'supervisor@guardia.example';
    fixtures = await startWebFixtures({
      ...deskAnswers({ user: supervisor }),
      listPeople: none,
      listCalendars: none,
    });
    await using desk = await visit(browser, { url: fixtures.url, as: supervisor, path });
    await desk.page.getByText(says).waitFor();
    await desk.page.getByRole('main').getByRole('button', { name: create }).last().click();
    await desk.page.getByRole('dialog').waitFor();
  });

  it('says when there is nothing, and what there could be', async () => {
    await using desk = await open('/queue?view=breached', {
      listCases: () => ({ items: [], nextCursor: null }),
    });
    await desk.page.getByText('No case matches these filters.').waitFor();
    await desk.page.getByRole('button', { name: 'Clear filters' }).click();
    await desk.page.getByText('Nothing waits here. Well done.').waitFor();
  });

  it('says that an address leads nowhere', async () => {
    await using desk = await open('/cases/unknown', {
      readCase: () => new Refusal(404, 'not-found', 'No such case.'),
    });
    await desk.page.getByRole('heading', { level: 1, name: 'There is nothing here.' }).waitFor();
    expect(await audit(desk.page)).toEqual([]);
  });

  it.each(['readCase', 'me'] as const)('has a heading also when it could not be loaded: %s', async (read) => {
    await using desk = await open('/cases/case-1', {
      [read]: () => new Refusal(403, 'forbidden', 'Not now.'),
    });
    await desk.page.getByRole('heading', { level: 1, name: 'This could not be loaded.' }).waitFor();
    expect(await audit(desk.page)).toEqual([]);
  });

  it('says that there is no connection, and goes on showing what it has', async () => {
    await using desk = await open('/cases/case-1');
    const words = desk.page.getByText('since Monday the bounces');
    await words.waitFor();
    await desk.context.setOffline(true);
    await desk.page.getByText(/^No connection/).waitFor();
    expect(await words.isVisible()).toBe(true);
  });
});

describe('a search box', () => {
  it('says what is searched for, and nothing when a view or no filter was chosen instead', async () => {
    await using desk = await open('/queue');
    const { page } = desk;
    const box = page.getByRole('searchbox');
    await box.fill('rate limit');
    await expect.poll(() => new URL(page.url()).searchParams.get('q'), soon).toBe('rate limit');
    await page.getByRole('link', { name: 'Mine' }).click();
    await expect.poll(() => box.inputValue(), soon).toBe('');
    await box.fill('zzzzz');
    await page.getByText('No case matches these filters.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => box.inputValue(), soon).toBe('');
    await page.goBack();
    await expect.poll(() => box.inputValue(), soon).toBe('zzzzz');
  });

  it('keeps what is typed while an earlier part of it is searched for', async () => {
    await using desk = await open('/queue');
    const { page } = desk;
    const box = page.getByRole('searchbox');
    await box.pressSequentially('rate limit for campaigns', { delay: 130 });
    await expect.poll(() => new URL(page.url()).searchParams.get('q'), soon).toBe('rate limit for campaigns');
    expect(await box.inputValue()).toBe('rate limit for campaigns');
  });

  it('follows Open and Closed in my cases', async () => {
    await using desk = await open('/cases?q=bounces');
    const { page } = desk;
    const box = page.getByRole('searchbox');
    expect(await box.inputValue()).toBe('bounces');
    await page.getByText('Closed', { exact: true }).first().click();
    await expect.poll(() => box.inputValue(), soon).toBe('');
  });
});

it('finds its way through the queue by keyboard', async () => {
  await using desk = await open('/queue');
  const { page } = desk;
  await page.getByText('Queue').first().waitFor();
  await page.getByRole('region', { name: /what is due first/ }).waitFor();
  const rows = page.getByRole('region', { name: /what is due first/ }).getByRole('link');
  const places = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-current')));
  await expect.poll(async () => (await places()).indexOf('true'), soon).toBe(0);
  for (const [key, place] of [
    ['j', 1],
    ['j', 2],
    ['k', 1],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(async () => (await places()).indexOf('true'), soon).toBe(place);
  }
  await page.keyboard.press('/');
  await page.keyboard.type('rate limit');
  await expect.poll(() => new URL(page.url()).searchParams.get('q'), soon).toBe('rate limit');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.keyboard.press('Escape');
  // Enter on what has the focus does what it says; it does not open a case from afar.
  await page.getByRole('link', { name: 'Mine' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('view'), soon).toBe('mine');
});

/** Cases as the API might give them: in no order that a person would work in. */
const waiting: readonly {
  readonly subject: string;
  readonly due: string | null;
  readonly severity?: 'critical';
}[] = [
  { subject: 'Nothing is due', due: null },
  { subject: 'Due tomorrow', due: '2031-01-02T09:00:00.000Z' },
  { subject: 'Late for an hour', due: '2020-01-01T08:00:00.000Z' },
  { subject: 'Due today', due: '2031-01-01T09:00:00.000Z' },
  { subject: 'Critical, due today', due: '2031-01-01T09:00:00.000Z', severity: 'critical' },
];
const waitingCase = (place: number) => {
  const { subject = '', due = null, severity = 'non-critical' } = waiting[place] ?? {};
  const deadlines = due === null ? [] : [{ kind: 'update' as const, at: due, missed: false }];
  return caseView({ caseId: `case-${place}`, subject, severity, deadlines });
};

it('sorts the queue by what is due next, and goes on through it with j and k inside a case', async () => {
  await using desk = await open('/queue', {
    listCases: () => ({ items: waiting.map((_, place) => waitingCase(place)), nextCursor: null }),
    readCase: ({ params }) => waitingCase(Number(params?.caseId?.slice('case-'.length))),
  });
  const { page } = desk;
  const rows = page.getByRole('region', { name: /what is due first/ }).getByRole('link');
  const order = ['Late for an hour', 'Critical, due today', 'Due today', 'Due tomorrow', 'Nothing is due'];
  await expect.poll(() => rows.count(), soon).toBe(order.length);
  const shown = await rows.allTextContents();
  expect(shown.map((row) => order.find((subject) => row.includes(subject)))).toEqual(order);

  const heading = page.getByRole('heading', { level: 1 });
  await page.keyboard.press('Enter');
  for (const [key, subject] of [
    [null, 'Late for an hour'],
    ['j', 'Critical, due today'],
    ['j', 'Due today'],
    ['k', 'Critical, due today'],
    ['k', 'Late for an hour'],
    // Before the first there is none: the case stays.
    ['k', 'Late for an hour'],
    ['j', 'Critical, due today'],
  ] as const) {
    if (key !== null) await page.keyboard.press(key);
    await expect.poll(() => heading.textContent(), soon).toBe(subject);
  }
  // Words are words.
  await page.keyboard.press('r');
  await page.keyboard.type('jk');
  expect(await page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('jk');
  expect(await heading.textContent()).toBe('Critical, due today');
});
