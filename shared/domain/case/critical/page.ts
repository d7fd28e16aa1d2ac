import type { Case } from '../case.ts';
import type { CaseEvents, NewEntry } from '../events.ts';
import type { NoticeKind } from '../mail.ts';
import type { Actor } from '../vocabulary.ts';

export type Page = CaseEvents['page.sent'];
export type PageReceipt = CaseEvents['page.receipt'];

/** The mails that ask for a callback: in time, after a call in vain, too late, and while nobody knows whom to call. */
export const pageNotices = [
  'page',
  'page-again',
  'page-overdue',
  'page-incomplete',
] as const satisfies readonly NoticeKind[];
/** The ones that name a number to call. */
export type CallNotice = Exclude<(typeof pageNotices)[number], 'page-incomplete'>;

interface AskedCall {
  readonly notice: CallNotice;
  readonly phone: string;
  readonly contactName: string;
  readonly dueAt: string;
}

/**
 * What a page about the callback asks for, by mail as by text message; null while the vital information is missing:
 * then no call is due yet. The clock says whether one is overdue, not the step: a slow channel has its turn at a step
 * when the next has begun.
 */
export function askedCall(
  { critical }: Pick<Case, 'critical'>,
  { step, now }: Pick<Page, 'step'> & { readonly now: string },
): AskedCall | null {
  const { vitalInformation = null, callbackDueAt: dueAt = null } = critical ?? {};
  if (vitalInformation === null || dueAt === null) return null;
  const { contactPhone: phone, contactName } = vitalInformation;
  const inTime = now < dueAt ? 'page' : 'page-overdue';
  return { notice: step.startsWith('call-again') ? 'page-again' : inTime, phone, contactName, dueAt };
}

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
