import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  type Calendar,
  newCalendar,
  reviseCalendar,
  type WeeklyInterval,
  weekdays,
} from '../../../../shared/domain/calendar/index.ts';

const minutesADay = 1_440;
const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC'];

export const zone = () => fc.constantFrom(...zones);

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Pairs of minutes of the week become intervals: short, long, touching midnight, through the night. */
const weekly = (): fc.Arbitrary<WeeklyInterval[]> =>
  fc
    .uniqueArray(fc.nat({ max: 7 * minutesADay - 1 }), { minLength: 2, maxLength: 24 })
    .map((minutes) => {
      const sorted = minutes.toSorted((a, b) => a - b);
      return sorted.flatMap((start, index): WeeklyInterval[] => {
        const end = sorted[index + 1];
        if (index % 2 === 1 || end === undefined || end - start >= minutesADay) return [];
        const day = weekdays[Math.floor(start / minutesADay)] ?? 'monday';
        const closes = end % minutesADay === 0 ? minutesADay : end % minutesADay;
        return [{ days: [day], opens: clock(start % minutesADay), closes: clock(closes) }];
      });
    })
    .filter((intervals) => intervals.length > 0);

/** An instant on a whole minute within two days of a change of the zone's clock, if it has one, in 1980 to 2036. */
export const nearTransition = (timeZone: string): fc.Arbitrary<string> =>
  fc
    .record({
      around: fc.integer({ min: Date.UTC(1980, 0, 1) / 60_000, max: Date.UTC(2036, 0, 1) / 60_000 }),
      shift: fc.integer({ min: -2 * minutesADay, max: 2 * minutesADay }),
    })
    .map(({ around, shift }) => {
      const somewhen = Temporal.Instant.fromEpochMilliseconds(around * 60_000).toZonedDateTimeISO(timeZone);
      const change = somewhen.getTimeZoneTransition('next')?.epochMilliseconds ?? around * 60_000;
      return new Date(Math.round(change / 60_000) * 60_000 + shift * 60_000).toISOString();
    });

const noHolidays = { holidaysKnownUntil: '2036-12-31', publicHolidaysOf: () => [] };

/** A calendar with one or two versions, the second from a day near `instant`, with days off nearby. */
export const calendarNear = (timeZone: string, instant: string): fc.Arbitrary<Calendar> =>
  fc
    .record({
      before: weekly(),
      after: fc.option(fc.record({ hours: weekly(), timeZone: fc.oneof(fc.constant(timeZone), zone()) })),
      change: fc.integer({ min: 1, max: 6 }),
      daysOff: fc.array(fc.integer({ min: -3, max: 6 }), { maxLength: 4 }),
    })
    .map(({ before, after, change, daysOff }) => {
      const date = (days: number) =>
        new Date(Date.parse(instant) + days * 86_400_000).toISOString().slice(0, 10);
      const holidays = { country: null, region: null, add: [...new Set(daysOff.map(date))], remove: [] };
      const now = new Date(Date.parse(instant) - 3 * 86_400_000).toISOString();
      const first = newCalendar(
        { calendarId: 'any', name: 'any' },
        { hours: { timeZone, always: false, weekly: before, holidays }, holidays: noHolidays, now },
      );
      if (after === null) return first;
      return reviseCalendar(first, {
        hours: { timeZone: after.timeZone, always: false, weekly: after.hours, holidays },
        holidays: noHolidays,
        now,
        effectiveFrom: date(change),
      });
    });

/** A calendar and a whole minute near a change of its clock. */
export const calendarAndInstant = (): fc.Arbitrary<{ calendar: Calendar; instant: string }> =>
  zone().chain((timeZone) =>
    nearTransition(timeZone).chain((instant) =>
      calendarNear(timeZone, instant).map((calendar) => ({ calendar, instant })),
    ),
  );
