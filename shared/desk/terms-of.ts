import { addBusinessTime, alwaysOpen, isOpen, nextOpening, pinnedAt } from '../domain/calendar/index.ts';
import type { Case } from '../domain/case/case.ts';
import { defaultTargets, type Terms } from '../domain/case/terms.ts';
import type { Desk } from './desk.ts';

type Reading = Pick<Desk, 'directory'>;

/** The terms of an account as they are in force now; without an account, the default ones around the clock. */
export async function termsOf(
  { directory }: Reading,
  accountId: string | null,
  at: string | null = null,
): Promise<Terms> {
  const account = accountId === null ? null : await directory.account(accountId);
  const calendar = (account === null ? null : await directory.calendar(account.calendarId)) ?? alwaysOpen;
  const hours = at === null ? calendar : pinnedAt(calendar, at);
  return {
    targets: account?.targets ?? defaultTargets,
    businessTime: (from, minutes) => addBusinessTime(hours, from, minutes),
    opensAfter: (at) => (isOpen(hours, at) ? null : nextOpening(hours, at)),
  };
}

/** The terms of a case: it keeps the hours that were in force when it was opened (the contract, TAM i). */
export function pinnedTerms(
  desk: Reading,
  { accountId, openedAt }: Pick<Case, 'accountId' | 'openedAt'>,
): Promise<Terms> {
  return termsOf(desk, accountId, openedAt);
}
