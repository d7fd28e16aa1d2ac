import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

export interface FirstLoad {
  /** Scripts and style sheets, gzipped, in bytes. */
  readonly bytes: number;
  readonly files: number;
}

/**
 * What a page loads of scripts and styles until it is quiet, as CloudFront would send it. The library that draws
 * charts is left out: it comes in a chunk of its own, after the table that says the same.
 */
export async function firstLoad(page: Page, url: string): Promise<FirstLoad> {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    if (/\/chart-[^/]+$/.test(response.url())) return;
    if (kind === 'script' || kind === 'stylesheet') bodies.push(response.body());
  });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: sizes.length };
}
