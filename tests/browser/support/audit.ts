import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What passes is neither described nor brought over: that took more than half of the time. */
const asked = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** What WCAG 2.2 AA finds wrong with a page, as short texts; none is the promise. */
export async function audit(page: Page): Promise<string[]> {
  // The page's policy runs no script of ours in the page: the debugger does.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResult>(`axe.run(${JSON.stringify(asked)})
    .then(({ violations }) => ({ violations }))`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.replaceAll(/\s+/g, ' ')}`,
    ),
  );
}
