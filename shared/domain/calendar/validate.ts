import type { FieldError } from '../../errors/index.ts';
import type { CalendarHours, HolidaySource } from './calendar.ts';
import { isPlainDate, type PlainDate } from './civil-date.ts';
import { isTimeZone } from './time-zone.ts';
import { weeklyProblems } from './weekly-hours.ts';

const maximumOwnDates = 400;

export function calendarProblems(name: string): FieldError[] {
  return name.trim() === '' || name.length > 100
    ? [{ path: 'name', message: 'Give the calendar a name of at most 100 letters.' }]
    : [];
}

/** Everything wrong with some hours, by path, at once. */
export function hoursProblems(hours: CalendarHours, source: HolidaySource): FieldError[] {
  return [...zoneProblems(hours), ...openProblems(hours), ...holidayProblems(hours, source)];
}

function zoneProblems({ timeZone }: CalendarHours): FieldError[] {
  return isTimeZone(timeZone)
    ? []
    : [
        {
          path: 'timeZone',
          message: 'Name an IANA time zone, such as Europe/Madrid; an offset moves no clocks.',
        },
      ];
}

function openProblems({ always, weekly }: CalendarHours): FieldError[] {
  if (always && weekly.length > 0) {
    return [
      { path: 'weekly', message: 'A desk that is always open has no intervals: drop them, or `always`.' },
    ];
  }
  if (!always && weekly.length === 0) {
    return [
      { path: 'weekly', message: 'The desk never opens. Write at least one interval, or set `always`.' },
    ];
  }
  return weeklyProblems(weekly, 'weekly');
}

function holidayProblems({ holidays }: CalendarHours, source: HolidaySource): FieldError[] {
  const { country, region, add, remove } = holidays;
  return [
    ...placeProblems(country, region, source),
    ...dateListProblems(add, 'holidays.add'),
    ...dateListProblems(remove, 'holidays.remove'),
    ...add
      .filter((date) => remove.includes(date))
      .slice(0, 1)
      .map((date) => ({
        path: 'holidays.remove',
        message: `${date} is added and removed; drop one of the two.`,
      })),
  ];
}

function placeProblems(country: string | null, region: string | null, source: HolidaySource): FieldError[] {
  if (country === null) {
    return region === null ? [] : [{ path: 'holidays.region', message: 'A region needs its country.' }];
  }
  if (source.publicHolidaysOf(country, null) === null) {
    return [
      {
        path: 'holidays.country',
        message: 'No holidays are known there: use an ISO 3166-1 code such as ES.',
      },
    ];
  }
  if (region !== null && source.publicHolidaysOf(country, region) === null) {
    return [
      { path: 'holidays.region', message: `${country} has no such region: use a code such as MD, or null.` },
    ];
  }
  return [];
}

function dateListProblems(dates: readonly PlainDate[], path: string): FieldError[] {
  if (dates.length > maximumOwnDates) {
    return [{ path, message: `Write at most ${maximumOwnDates} dates of your own.` }];
  }
  return dates.flatMap((date, index) =>
    isPlainDate(date)
      ? []
      : [{ path: `${path}.${index}`, message: 'Write a date that exists, such as 2026-12-24.' }],
  );
}
