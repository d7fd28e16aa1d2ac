import type { Account } from '../domain/account/account.ts';
import {
  addBusinessTime,
  alwaysOpen,
  type Calendar,
  isOpen,
  nextOpening,
  pinnedAt,
} from '../domain/calendar/index.ts';
import type { Case } from '../domain/case/case.ts';
import { defaultTargets, type Terms } from '../domain/case/terms.ts';
import type { Desk } from './desk.ts';

type Reading = Pick<Desk, 'directory'>;

/** The terms of an account as they are in force now; without an account, the default ones around the clock. */
export async function termsOf(desk: Reading, accountId: string | null): Promise<Terms> {
  const account = accountId === null ? null : await desk.directory.account(accountId);
  return termsIn(account, await hoursOf(desk, account?.calendarId));
}

/**
 * The terms of a case: it keeps the hours under which it was opened (the contract, TAM i), also when its account
 * has others now; its targets are those that the account is promised now.
 */
export async function pinnedTerms(
  desk: Reading,
  { accountId, calendarId, openedAt }: Pick<Case, 'accountId' | 'calendarId' | 'openedAt'>,
): Promise<Terms> {
  const account = accountId === null ? null : await desk.directory.account(accountId);
  return termsIn(account, pinnedAt(await hoursOf(desk, calendarId ?? account?.calendarId), openedAt));
}

async function hoursOf({ directory }: Reading, calendarId: string | undefined): Promise<Calendar> {
  return (calendarId === undefined ? null : await directory.calendar(calendarId)) ?? alwaysOpen;
}

function termsIn(account: Account | null, hours: Calendar): Terms {
  return {
    targets: account?.targets ?? defaultTargets,
    timeZone: account?.timeZone ?? 'UTC',
    businessTime: (from, minutes) => addBusinessTime(hours, from, minutes),
    opensAfter: (at) => (isOpen(hours, at) ? null : nextOpening(hours, at)),
  };
}
