import { InvalidInput } from '../../../errors/index.ts';
import { instantOf } from '../../calendar/index.ts';
import { heldUntil } from '../../paging/index.ts';
import type { Case, CriticalState } from '../case.ts';
import type { DeadlineChanges } from '../vocabulary.ts';

const minute = 60_000;

/** Contract, critical issue (ii): «dentro de los quince (15) minutos». */
export const callbackMinutes = 15;
/** The owner of an update is reminded so long before it is due, half the cadence where that is shorter. */
const nudgeMinutes = 5;
/** How far ahead of ours the clock may be that wrote down a time in the past. */
const toleratedSkew = minute;

/** The instant so many minutes of real time after another: critical clocks know no business hours. */
export function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * minute).toISOString();
}

/** The ladder's zero, from which somebody is looked for who calls back. */
export const ladderStart = ({
  pagingSince,
  clockStartedAt,
  declaredAt,
}: Pick<CriticalState, 'pagingSince' | 'clockStartedAt' | 'declaredAt'>): string =>
  pagingSince ?? clockStartedAt ?? declaredAt;

/** When somebody should have called: from then on it counts no longer that somebody had taken the page before. */
export const ladderDue = (critical: CriticalState): string =>
  critical.callbackDueAt ?? minutesAfter(ladderStart(critical), callbackMinutes);

/** Until when whoever took the page has it: the ladder rests no longer. */
export function takenUntil(critical: CriticalState): string | null {
  const { acknowledgedAt } = critical;
  if (acknowledgedAt === null) return null;
  return instantOf(heldUntil(acknowledgedAt, ladderDue(critical)));
}

/** When the next customer update is due after one, and when its author is reminded. */
export function updateClocks(from: string, cadenceMinutes: number): DeadlineChanges {
  return {
    'critical-update': minutesAfter(from, cadenceMinutes),
    'critical-update-nudge': minutesAfter(
      from,
      cadenceMinutes - Math.min(nudgeMinutes, Math.floor(cadenceMinutes / 2)),
    ),
  };
}

/** Work on the issue is done: no update is owed as agreed, and nobody has to take it over. */
export const noUpdateClocks: DeadlineChanges = {
  'critical-update': null,
  'critical-update-nudge': null,
  handover: null,
};

/**
 * The clocks of a critical issue that goes back to work, at the customer's word: the next update, and somebody is
 * woken for it. A callback that is owed goes on as it was: the customer was promised it once. None for any other case.
 */
export function backToWorkClocks(
  { severity, critical }: Pick<Case, 'severity' | 'critical'>,
  now: string,
): DeadlineChanges {
  if (severity !== 'critical' || critical === null || critical.callbackReachedAt === null) return {};
  return { ...updateClocks(now, critical.cadence.minutes), page: now };
}

/** The clocks of a critical issue that is reopened: a callback that was never made is promised anew. */
export function reopenedClocks(of: Pick<Case, 'severity' | 'critical'>, now: string): DeadlineChanges {
  const { severity, critical } = of;
  const owed = severity === 'critical' && critical !== null && critical.callbackReachedAt === null;
  if (!owed) return backToWorkClocks(of, now);
  const promised = critical.clockStartedAt === null ? {} : { callback: minutesAfter(now, callbackMinutes) };
  return { ...promised, page: now };
}

/**
 * Refuses a time that has not come yet.
 *
 * @throws InvalidInput naming the field
 */
export function refuseFuture(instant: string, now: string, path: string): void {
  if (!isFuture(instant, now)) return;
  throw new InvalidInput(`${path} lies in the future.`, [
    { path, message: `It is ${now}: give a time that has passed.` },
  ]);
}

/** Whether an instant has not come yet, also by a clock that is a little ahead of ours. */
export const isFuture = (instant: string, now: string): boolean =>
  Date.parse(instant) - Date.parse(now) > toleratedSkew;

/** Whole seconds from one instant to another; never negative. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1_000));
}
