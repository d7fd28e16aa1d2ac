import type { Case } from '../case.ts';
import type { CaseEvents, NewEntry } from '../events.ts';
import type { Actor } from '../vocabulary.ts';

export type Page = CaseEvents['page.sent'];
export type PageReceipt = CaseEvents['page.receipt'];

/**
 * One entry for each page of one step, decided together, so that a step is sent wholly or not at all; each
 * says when the ladder is to be looked at again, unless it is about something else.
 */
export function pageEntries(
  pages: readonly Page[],
  { now, actor, nextLookAt }: { now: string; actor: Actor; nextLookAt: string | null | undefined },
): NewEntry<'page.sent'>[] {
  const next = nextLookAt === undefined ? {} : { deadlines: { page: nextLookAt } };
  return pages.map((page) => ({
    type: 'page.sent',
    at: now,
    actor,
    visibility: 'internal',
    data: { ...page, ...next },
  }));
}

/** What became of a page; an entry although nothing changes, because it is the proof. */
export function receiptEntries(
  of: Case,
  receipts: readonly PageReceipt[],
  { now, actor }: { now: string; actor: Actor },
): NewEntry<'page.receipt'>[] {
  if (of.critical === null) return [];
  return receipts.map((data) => ({ type: 'page.receipt', at: now, actor, visibility: 'internal', data }));
}
