import type * as z from 'zod';
import type { StoredCalendar } from '../../aws/directory.ts';
import type { CalendarView } from '../../contracts/api/calendars.ts';
import type { Principal } from '../../domain/access/principal.ts';
import { authorOf } from '../../domain/audit/change.ts';
import { holidaysKnownUntil, publicHolidaysOf } from '../../domain/calendar/holidays/index.ts';
import {
  type CalendarHours,
  isOpen,
  newCalendar,
  nextClosing,
  nextOpening,
  reviseCalendar,
} from '../../domain/calendar/index.ts';
import { InvalidInput } from '../../errors/index.ts';
import { type DirectoryDesk, guarded, refuseStale } from './directory-desk.ts';

type Stored = StoredCalendar;

const holidays = { holidaysKnownUntil, publicHolidaysOf };

/** A calendar as it is shown: its versions, and whether it is open now. */
export function calendarView(calendar: Stored, now: string): z.input<typeof CalendarView> {
  const openNow = isOpen(calendar, now);
  return {
    calendarId: calendar.calendarId,
    name: calendar.name,
    versions: structuredClone(calendar.versions) as z.input<typeof CalendarView>['versions'],
    openNow,
    changesAt: openNow ? nextClosing(calendar, now) : nextOpening(calendar, now),
    version: calendar.version,
  };
}

interface CalendarChange {
  readonly principal: Principal;
  readonly name: string;
  readonly hours: CalendarHours;
  /** The day on which the change takes effect; needed for a calendar that exists. */
  readonly effectiveFrom: string | undefined;
  readonly expectedVersion: number | undefined;
}

/**
 * Creates a calendar, or changes its hours from a day on («de vez en cuando»): what was promised under
 * the hours before keeps them.
 *
 * @throws InvalidInput | Stale
 */
export async function putCalendar(
  desk: DirectoryDesk,
  calendarId: string,
  change: CalendarChange,
): Promise<Stored> {
  const { principal, name, hours, effectiveFrom, expectedVersion } = change;
  const before = await desk.directory.calendar(calendarId);
  refuseStale(before, expectedVersion);
  const saving = { hours, holidays, now: desk.now() };
  if (before !== null && effectiveFrom === undefined) {
    throw new InvalidInput('Say from when the change holds.', [
      { path: 'effectiveFrom', message: 'Give a day that is still to come.' },
    ]);
  }
  const calendar =
    before === null || effectiveFrom === undefined
      ? newCalendar({ calendarId, name }, saving)
      : { ...reviseCalendar(before, { ...saving, effectiveFrom }), name };
  const value = { ...calendar, version: (before?.version ?? 0) + 1 };
  await guarded(desk.write.putCalendar({ value, before, by: authorOf(principal, desk.now()) }));
  return value;
}
