import { addBusinessTime, alwaysOpen } from '../domain/calendar/index.ts';
import { defaultTargets, type Terms } from '../domain/case/terms.ts';
import type { Desk } from './desk.ts';

/** The terms of an account as they are in force; a case without account is promised nothing but has clocks of the default. */
export async function termsOf(
  { directory }: Pick<Desk, 'directory'>,
  accountId: string | null,
): Promise<Terms> {
  const account = accountId === null ? null : await directory.account(accountId);
  const calendar = account === null ? null : await directory.calendar(account.calendarId);
  return {
    targets: account?.targets ?? defaultTargets,
    businessTime: (from, minutes) => addBusinessTime(calendar ?? alwaysOpen, from, minutes),
  };
}
