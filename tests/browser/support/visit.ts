import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How long an expectation may take to come true on a loaded machine. */
export const soon = { timeout: 20_000 } as const;

export interface VisitOptions {
  /** @default 1280 */
  readonly width?: number;
  readonly height?: number;
  /** @default light */
  readonly colorScheme?: 'light' | 'dark';
}

/** A browser window in which somebody is signed in. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in it: scripts that failed, and what the policy refused. Empty in every journey. */
  readonly troubles: readonly string[];
}

/** Opens a page of the dashboard as one of the demonstration's people, in a window of their own. */
export async function visit(
  browser: Browser,
  {
    url,
    as,
    path,
    width = 1280,
    height = 800,
    colorScheme = 'light',
  }: VisitOptions & {
    readonly url: string;
    /** Nobody: the sign-in page. */
    readonly as?: string;
    readonly path: string;
  },
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (message) => {
    if (/Content Security Policy|Uncaught|React/.test(message.text())) troubles.push(message.text());
  });
  if (as !== undefined) {
    // The frame of a mail has no storage, and needs none.
    await page.addInitScript(`if (self === top) sessionStorage.setItem('guardia.person', '${as}')`);
  }
  await page.goto(`${url}${path}`);
  return { page, context, troubles, [Symbol.asyncDispose]: () => context.close() };
}
