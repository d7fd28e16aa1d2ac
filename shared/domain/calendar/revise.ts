import { type FieldError, InvalidInput } from '../../errors/index.ts';
import type { Calendar, CalendarHours, CalendarVersion, HolidaySource } from './calendar.ts';
import { dayNumber, isPlainDate, type PlainDate, plainDate } from './civil-date.ts';
import { DAY, epochOf, type Instant } from './instant.ts';
import { isTimeZone, wallClock } from './time-zone.ts';
import { openSpansOf, startOf, versionAt } from './timeline.ts';
import { calendarProblems, hoursProblems } from './validate.ts';

interface Saving {
  readonly hours: CalendarHours;
  readonly holidays: HolidaySource;
  readonly now: Instant;
}

/**
 * A new calendar; its first hours hold from always.
 *
 * @throws InvalidInput `invalid-calendar` naming every bad field at once
 */
export function newCalendar(
  { calendarId, name }: Pick<Calendar, 'calendarId' | 'name'>,
  { hours, holidays, now }: Saving,
): Calendar {
  refuse([...calendarProblems(name), ...hoursProblems(hours, holidays)]);
  const version = versionOf(hours, {
    effectiveFrom: wallClock(hours.timeZone, epochOf(now)).slice(0, 10),
    holidays,
  });
  refuse(openingProblems(version));
  return { calendarId, name, versions: [version] };
}

/**
 * The calendar with other hours from a date on. The date lies in the future, so that no minute that has
 * passed is ever counted anew; a change announced for the same date or later is replaced.
 *
 * @throws InvalidInput `invalid-calendar` naming every bad field at once
 */
export function reviseCalendar(
  calendar: Calendar,
  { hours, holidays, now, effectiveFrom }: Saving & { readonly effectiveFrom: PlainDate },
): Calendar {
  refuse([...hoursProblems(hours, holidays), ...dateProblems(effectiveFrom, hours.timeZone, now)]);
  const version = versionOf(hours, { effectiveFrom, holidays });
  const kept = calendar.versions.filter(
    (other, index) =>
      index === 0 || (other.effectiveFrom < effectiveFrom && startOf(other) < startOf(version)),
  );
  refuse(openingProblems(version));
  return { ...calendar, versions: [...kept, version] };
}

/**
 * The calendar as it was in force at an instant, and as it stays for what began then: a case keeps the hours
 * under which it was opened.
 */
export const pinnedAt = (calendar: Calendar, instant: Instant): Calendar => ({
  ...calendar,
  versions: [versionAt(calendar, epochOf(instant))],
});

/** A change of hours that is still to come, for announcing it. */
export interface UpcomingChange {
  readonly effectiveFrom: PlainDate;
  readonly before: CalendarVersion;
  readonly after: CalendarVersion;
}

export function upcomingChanges(calendar: Calendar, now: Instant): readonly UpcomingChange[] {
  const epoch = epochOf(now);
  return calendar.versions.flatMap((after, index) => {
    const before = calendar.versions[index - 1];
    if (before === undefined || startOf(after) <= epoch) return [];
    return [{ effectiveFrom: after.effectiveFrom, before, after }];
  });
}

/**
 * The calendar with the public holidays of the years that have become known since each version was saved;
 * dates already known stay as they are. Run when the holiday data have been renewed.
 */
export function renewHolidays(calendar: Calendar, source: HolidaySource): Calendar {
  const versions = calendar.versions.map((version) => {
    const { country, region, remove } = version.holidays;
    const known = version.holidaysKnownUntil;
    if (country === null || known === null || known >= source.holidaysKnownUntil) return version;
    const fresh = (source.publicHolidaysOf(country, region) ?? []).filter(
      (date) => date > known && !remove.includes(date),
    );
    return {
      ...version,
      closedDates: sorted([...version.closedDates, ...fresh]),
      holidaysKnownUntil: source.holidaysKnownUntil,
    };
  });
  return { ...calendar, versions };
}

const sorted = (dates: readonly PlainDate[]): readonly PlainDate[] => [...new Set(dates)].sort();

function versionOf(
  hours: CalendarHours,
  { effectiveFrom, holidays }: { readonly effectiveFrom: PlainDate; readonly holidays: HolidaySource },
): CalendarVersion {
  const { country, region, add, remove } = hours.holidays;
  const dates = country === null ? [] : (holidays.publicHolidaysOf(country, region) ?? []);
  const yearBefore = `${Number(effectiveFrom.slice(0, 4)) - 1}-01-01`;
  const kept = dates.filter((date) => date >= yearBefore && !remove.includes(date));
  return {
    ...hours,
    effectiveFrom,
    closedDates: sorted([...kept, ...add]),
    holidaysKnownUntil: country === null ? null : holidays.holidaysKnownUntil,
  };
}

function dateProblems(effectiveFrom: PlainDate, zone: string, now: Instant): FieldError[] {
  if (!isTimeZone(zone)) return [];
  const today = dayNumber(wallClock(zone, epochOf(now)).slice(0, 10));
  const day = isPlainDate(effectiveFrom) ? dayNumber(effectiveFrom) : today;
  if (day > today && day <= today + 5 * 366) return [];
  return [
    {
      path: 'effectiveFrom',
      message: `Hours change from a date within five years: ${plainDate(today + 1)} at the earliest.`,
    },
  ];
}

/** A calendar that does not open within a year promises nothing, and every deadline on it would fail. */
function openingProblems(version: CalendarVersion): FieldError[] {
  const from = startOf(version);
  const only: Calendar = { calendarId: '', name: '', versions: [version] };
  for (const _ of openSpansOf(only, from, from + 366 * DAY)) return [];
  return [
    { path: 'weekly', message: 'The desk never opens in the year from then. Write hours, or set `always`.' },
  ];
}

function refuse(fields: readonly FieldError[]): void {
  if (fields.length === 0) return;
  const list = fields.map(({ path, message }) => `${path}: ${message}`).join(' ');
  throw new InvalidInput(`The calendar cannot be saved. ${list}`, fields, 'invalid-calendar');
}
