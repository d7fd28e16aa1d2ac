import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailDocument, mailSandbox } from '../../web/src/features/case/mail-frame.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { caseView, timelineOf } from '../support/web-fixtures/cases.ts';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures } from '../support/web-fixtures/server.ts';
import { attacks } from './support/attacks.ts';
import { launchBrowser } from './support/browser.ts';
import { soon, visit } from './support/visit.ts';

let cloud: TestCloud;
let browser: Browser;
beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), cloud.stop()]);
});

const agent = 'agent@guardia.example';

/** What a hostile mail has achieved so far: a script that ran, or a stranger's server that was asked. */
function alarmsOf(page: Page): string[] {
  const alarms: string[] = [];
  page.on('dialog', async (dialog) => {
    alarms.push(`ran: ${dialog.message()}`);
    await dialog.dismiss();
  });
  const asked = (request: Request) => {
    if (new URL(request.url()).hostname !== 'tracker.example') return;
    // What the browser itself stops is announced as well (`csp`, `origin`), but never leaves it.
    const stopped = request.failure()?.errorText;
    if (stopped === undefined || stopped.startsWith('net::')) alarms.push(`asked: ${request.url()}`);
  };
  page.context().on('requestfailed', asked);
  page.context().on('requestfinished', asked);
  return alarms;
}

/** Shows mails in the very frames that the dashboard uses, in a page under its policy, and tries their links. */
async function showInFrames(page: Page, mails: readonly string[], remoteContent: boolean): Promise<void> {
  const documents = mails.map((html) =>
    mailDocument(html, { origin: new URL(page.url()).origin, imagesFrom: null, remoteContent }),
  );
  // The page's policy runs no script of ours in the page: the debugger does.
  await page.evaluate(`{
    const frames = ${JSON.stringify(documents)}.map((source) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', ${JSON.stringify(mailSandbox)});
      frame.srcdoc = source;
      return frame;
    });
    document.body.replaceChildren(...frames);
  }`);
  await expect.poll(() => page.mainFrame().childFrames().length, soon).toBe(mails.length);
  await Promise.all(
    page
      .mainFrame()
      .childFrames()
      .map((mail) => mail.waitForLoadState('domcontentloaded')),
  );
  await page.waitForLoadState('networkidle');
}

/** Clicks what has the form of a script in every mail; a link to elsewhere is its reader's to follow or not. */
async function clickScripts(page: Page): Promise<void> {
  const click = `for (const it of document.querySelectorAll('a:not([href^="http"]), area, button')) it.click?.()`;
  await Promise.all(
    page
      .mainFrame()
      .childFrames()
      .map((mail) => mail.evaluate(click)),
  );
}

const mailOf = (place: number, html: string): string =>
  [
    'From: Ana <ana@acme.example>',
    'To: support@guardia.example',
    `Subject: =?utf-8?B?${Buffer.from(`${place}: ${html.slice(0, 60)}`).toString('base64')}?=`,
    `Message-ID: <attack-${place}@acme.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(`<p>Mail</p>${html}`).toString('base64'),
  ].join('\r\n');

describe(`${attacks.length} hostile mails`, () => {
  it('execute nothing and call nobody on their way from SMTP to the frame', async () => {
    await Promise.all(
      attacks.map(({ html }, place) =>
        cloud.sendMail({ from: 'ana@acme.example', raw: mailOf(place, html) }),
      ),
    );
    await cloud.settle();
    const cases = await cloud.call<{ items: { caseId: string }[] }>(agent, 'GET /cases?limit=100');
    const original = async (caseId: string, remoteContent: 'blocked' | 'allowed'): Promise<string> => {
      const timeline = await cloud.call<{ items: { type: string; seq: number }[] }>(
        agent,
        `GET /cases/${caseId}/timeline`,
      );
      const seq = timeline.body.items.find(({ type }) => type === 'message.received')?.seq;
      const { body } = await cloud.call<{ html: string | null }>(
        agent,
        `GET /cases/${caseId}/messages/${seq}/original?remoteContent=${remoteContent}`,
      );
      return body.html ?? '';
    };
    const originals = {
      blocked: await Promise.all(cases.body.items.map(({ caseId }) => original(caseId, 'blocked'))),
      allowed: await Promise.all(cases.body.items.map(({ caseId }) => original(caseId, 'allowed'))),
    };
    expect(originals.blocked).toHaveLength(attacks.length);
    await using desk = await visit(browser, { url: cloud.httpUrl, as: agent, path: '/queue' });
    const alarms = alarmsOf(desk.page);
    await desk.page.getByRole('region').waitFor();
    await showInFrames(desk.page, originals.blocked, false);
    await clickScripts(desk.page);
    expect(alarms).toEqual([]);
    await showInFrames(desk.page, originals.allowed, true);
    await clickScripts(desk.page);
    // Asked for by the reader, pictures come; nothing else does.
    expect(alarms.filter((alarm) => !/^asked: .*\.(gif|png|webp)/.test(alarm))).toEqual([]);
    expect(new URL(desk.page.url()).pathname).toBe('/queue');
  });

  it('execute nothing and call nobody in the frame, even if nothing had cleaned them', async () => {
    await using desk = await visit(browser, { url: cloud.httpUrl, as: agent, path: '/queue' });
    const alarms = alarmsOf(desk.page);
    await desk.page.getByRole('heading', { level: 1 }).waitFor();
    await showInFrames(
      desk.page,
      attacks.map(({ html }) => html),
      false,
    );
    await clickScripts(desk.page);
    expect(alarms).toEqual([]);
    expect(new URL(desk.page.url()).pathname).toBe('/queue');
  });

  it('are text wherever the dashboard shows a person’s words', async () => {
    const first = attacks[0]?.html ?? '';
    const from = { address: 'ana@acme.example', name: first };
    const answers = deskAnswers({ user: agent });
    const message = answers.readTimeline({ params: {} } as never).items[1];
    const items = timelineOf(
      attacks.flatMap(({ name, html }) => [
        {
          ...(message as never as Parameters<typeof timelineOf>[0][number]),
          ago: 0,
          actor: { kind: 'contact' as const, id: 'ana', name: html },
          data: {
            ...message?.data,
            from,
            text: `${name}\n${html}`,
            attachments: [{ hash: name, name: html, contentType: html, size: 1, inline: false }],
          },
        },
      ]),
    );
    const fixtures = await startWebFixtures({
      ...answers,
      readCase: () => caseView({ subject: first, requester: from, parties: [from], accountName: first }),
      readTimeline: () => ({ items, nextCursor: null }),
    });
    await using desk = await visit(browser, { url: fixtures.url, as: agent, path: '/cases/case-1' });
    const alarms = alarmsOf(desk.page);
    await desk.page.getByRole('heading', { level: 1, name: first }).waitFor();
    const shown = desk.page.getByRole('article');
    await expect.poll(() => shown.count(), soon).toBe(attacks.length);
    for (const [place, { html }] of attacks.entries())
      expect(await shown.nth(place).textContent()).toContain(html);
    expect(
      await desk.page.locator('article :is(script, img, iframe, object, form, style, math)').count(),
    ).toBe(0);
    expect(alarms).toEqual([]);
    expect(desk.troubles).toEqual([]);
    await fixtures.stop();
  });
});

it('shows the original of a hostile mail to the agent, pictures from elsewhere held back', async () => {
  const { body } = await cloud.call<{ items: { caseId: string }[] }>(agent, 'GET /cases?limit=1');
  await using desk = await visit(browser, {
    url: cloud.httpUrl,
    as: agent,
    path: `/cases/${body.items[0]?.caseId}`,
  });
  const alarms = alarmsOf(desk.page);
  await desk.page.getByRole('button', { name: 'Correo original' }).click();
  await desk.page.getByRole('dialog').getByRole('tab', { name: 'Texto' }).click();
  await desk.page.getByRole('tab', { name: 'Cabeceras' }).click();
  await desk.page.getByRole('dialog').getByText('attack-').waitFor();
  expect(alarms).toEqual([]);
});

it('keeps no token where a script or the next user of the machine could find it', async () => {
  await using signedIn = await visit(browser, { url: cloud.httpUrl, as: agent, path: '/queue' });
  await signedIn.page.getByRole('heading', { name: 'Cola' }).waitFor();
  const kept = await signedIn.page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
  );
  expect(kept).not.toMatch(/eyJ/);
  expect(kept).toContain(agent);
});

it('is served under a policy without unsafe-inline or unsafe-eval', async () => {
  const policy = (await fetch(cloud.httpUrl)).headers.get('content-security-policy');
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toMatch(/style-src 'self'(;|$)/);
  expect(policy).not.toContain('unsafe');
});
