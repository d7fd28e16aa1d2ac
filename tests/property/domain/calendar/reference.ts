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
  const minute = wall.hour * 60 + wall.minute;
  const { today, yesterday } = aroundOf(version, wall.toPlainDate());
  return (
    today.some(({ opens, closes }) =>
      closes > opens ? minute >= opens && minute < closes : minute >= opens,
    ) || yesterday.some(({ opens, closes }) => closes <= opens && minute < closes)
  );
}

type Intervals = ReturnType<typeof intervalsOf>;
interface Around {
  readonly today: Intervals;
  readonly yesterday: Intervals;
}

/** The hours of a day and of the one before; looked up once a day, and not once a minute. */
const days = new WeakMap<CalendarVersion, Map<string, Around>>();
function aroundOf(version: CalendarVersion, date: Temporal.PlainDate): Around {
  const known = days.get(version) ?? new Map<string, Around>();
  days.set(version, known);
  const around = known.get(date.toString()) ?? {
    today: intervalsOf(version, date),
    yesterday: intervalsOf(version, date.subtract({ days: 1 })),
  };
  known.set(date.toString(), around);
  return around;
}

/** Slow enough to be asked once a version, and not once a minute. */
const starts = new WeakMap<CalendarVersion, number>();
function startOf(version: CalendarVersion): number {
  const { timeZone, effectiveFrom } = version;
  const known = starts.get(version);
  const start = known ?? Temporal.PlainDate.from(effectiveFrom).toZonedDateTime(timeZone).epochMilliseconds;
  starts.set(version, start);
  return start;
}

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
