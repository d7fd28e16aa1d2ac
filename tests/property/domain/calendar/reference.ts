import { Temporal } from 'temporal-polyfill';
import type { Calendar, CalendarVersion, WeeklyInterval } from '../../../../shared/domain/calendar/index.ts';
import { weekdays } from '../../../../shared/domain/calendar/index.ts';

/**
 * The slow reference: asks Temporal, minute by minute, what the clock on the wall shows, and looks it up in
 * the hours as they are written. It shares no code with what it checks.
 */
export function openThen(calendar: Calendar, epoch: number): boolean {
  const instant = Temporal.Instant.fromEpochMilliseconds(epoch);
  const version = calendar.versions.findLast(
    (candidate, index) => index === 0 || startOf(candidate) <= epoch,
  );
  if (version === undefined) return false;
  const wall = instant.toZonedDateTimeISO(version.timeZone);
  const today = wall.toPlainDate();
  const minute = wall.hour * 60 + wall.minute;
  const yesterday = today.subtract({ days: 1 });
  return (
    intervalsOf(version, today).some(({ opens, closes }) =>
      closes > opens ? minute >= opens && minute < closes : minute >= opens,
    ) || intervalsOf(version, yesterday).some(({ opens, closes }) => closes <= opens && minute < closes)
  );
}

const startOf = ({ timeZone, effectiveFrom }: CalendarVersion): number =>
  Temporal.PlainDate.from(effectiveFrom).toZonedDateTime(timeZone).epochMilliseconds;

function intervalsOf(version: CalendarVersion, date: Temporal.PlainDate) {
  if (version.closedDates.includes(date.toString())) return [];
  const day = weekdays[date.dayOfWeek - 1];
  return version.weekly.filter(({ days }) => day !== undefined && days.includes(day)).map(minutesOf);
}

const minutesOf = ({ opens, closes }: WeeklyInterval) => ({ opens: minutes(opens), closes: minutes(closes) });
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The open minutes among the `count` whole minutes from an instant on, by their number. */
export const openMinutes = (calendar: Calendar, from: string, count: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => n).filter((n) => openThen(calendar, Date.parse(from) + n * 60_000));
