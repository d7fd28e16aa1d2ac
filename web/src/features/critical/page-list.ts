import type { TimelineItem } from '../../../../shared/contracts/api/views.ts';
import type { CaseEvents } from '../../../../shared/contracts/vocabulary.ts';
import { asEntry } from '../case/entry.ts';

export interface SentPage {
  readonly key: string;
  readonly personName: string;
  readonly channel: string;
  readonly step: string;
  readonly at: string;
  readonly receipt: CaseEvents['page.receipt']['receipt'] | null;
}

/** No word for so long after sending, and none that it arrived, means that nobody knows whether it did. */
const patience = 60_000;

/**
 * The pages of a critical issue, oldest first, each with its latest receipt. SNS says of a text that it was queued and
 * no more: a minute later that is `unknown`, not delivered.
 */
export function pagesIn(items: readonly TimelineItem[], now: number): SentPage[] {
  const pages = new Map<string, SentPage>();
  for (const entry of items.map(asEntry)) {
    if (entry.type === 'page.sent') {
      const { pageKey, personName, channel, step } = entry.data;
      pages.set(`${pageKey} ${channel}`, {
        key: `${pageKey} ${channel}`,
        personName,
        channel,
        step,
        at: entry.at,
        receipt: null,
      });
    }
    if (entry.type === 'page.receipt') {
      const key = `${entry.data.pageKey} ${entry.data.channel}`;
      const page = pages.get(key);
      if (page !== undefined) pages.set(key, { ...page, receipt: entry.data.receipt });
    }
  }
  return [...pages.values()].map((page) => {
    const waiting = page.receipt === null || page.receipt === 'queued';
    return waiting && now - Date.parse(page.at) >= patience ? { ...page, receipt: 'unknown' } : page;
  });
}
