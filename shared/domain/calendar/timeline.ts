import { Conflict } from '../../errors/index.ts';
import type { Calendar, CalendarVersion } from './calendar.ts';
import { dayNumber } from './civil-date.ts';
import { DAY, type Span } from './instant.ts';
import { firstInstantAtWall } from './time-zone.ts';
import { openSpans, type WallHours, wallHours } from './weekly-hours.ts';

/** How far ahead an opening, a closing or a deadline is looked for, so that no search can run for ever. */
export const searchDays = 10 * 366;

interface Period extends Span {
  readonly version: CalendarVersion;
  readonly hours: WallHours;
}

/** Calendars are values that never change, so what was computed from one holds as long as it lives. */
const compiled = new WeakMap<Calendar, readonly Period[]>();

function periodsOf(calendar: Calendar): readonly Period[] {
  const known = compiled.get(calendar);
  if (known !== undefined) return known;
  const starts = calendar.versions.map(startOf);
  const periods = calendar.versions.map((version, index) => ({
    version,
    hours: wallHours(version),
    start: index === 0 ? Number.NEGATIVE_INFINITY : (starts[index] ?? 0),
    end: starts[index + 1] ?? Number.POSITIVE_INFINITY,
  }));
  compiled.set(calendar, periods);
  return periods;
}

/** The epoch at which a version takes effect: the first instant of its date in its own zone. */
export const startOf = ({ timeZone, effectiveFrom }: CalendarVersion): number =>
  firstInstantAtWall(timeZone, dayNumber(effectiveFrom) * DAY);

/** The version in force at an epoch. */
export function versionAt(calendar: Calendar, epoch: number): CalendarVersion {
  const period = periodsOf(calendar).find(({ end }) => epoch < end);
  if (period !== undefined) return period.version;
  throw new Conflict(
    'calendar-empty',
    `Calendar ${calendar.calendarId} has no version: save its hours again.`,
  );
}

/** The open spans of a calendar in order, over the changes of its hours; neighbours may touch. */
export function* openSpansOf(calendar: Calendar, from: number, until: number): Generator<Span> {
  for (const period of periodsOf(calendar)) {
    const start = Math.max(period.start, from);
    const end = Math.min(period.end, until);
    if (start >= end) continue;
    if (period.version.always) yield { start, end };
    else yield* openSpans(period.hours, start, end);
  }
}
