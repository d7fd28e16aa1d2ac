import { Temporal } from 'temporal-polyfill';
import { invalid } from './errors.ts';

/** Whether a schedule runs on a date, and at which minutes of it. */
interface Cron {
  readonly years: readonly number[];
  readonly months: readonly number[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  runsOn(date: Temporal.PlainDate): boolean;
}

interface Unit {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MINUTES: Unit = { name: 'minutes', min: 0, max: 59 };
const HOURS: Unit = { name: 'hours', min: 0, max: 23 };
const DAYS: Unit = { name: 'day-of-month', min: 1, max: 31 };
const MONTH: Unit = { name: 'month', min: 1, max: 12, names: MONTHS };
const WEEKDAY: Unit = { name: 'day-of-week', min: 1, max: 7, names: WEEKDAYS };
const YEAR: Unit = { name: 'year', min: 1970, max: 2199 };

const numberIn = (text: string, unit: Unit): number => {
  const named = unit.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + unit.min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= unit.min && value <= unit.max))
    throw invalid(`cron: "${text}" is outside ${unit.name}, which goes from ${unit.min} to ${unit.max}.`);
  return value;
};

/** One part of a list: `*`, `a`, `a-b`, each with `/step`; `a/step` runs on to the unit's end. */
const rangeOf = (part: string, unit: Unit): number[] => {
  const [range = '', step, ...more] = part.split('/');
  const [from = '', to, ...rest] = range.split('-');
  if (more.length > 0 || rest.length > 0) throw invalid(`cron: "${part}" is no range of the ${unit.name}.`);
  const by = step === undefined ? 1 : /^[1-9]\d*$/.test(step) ? Number(step) : 0;
  if (by === 0) throw invalid(`cron: the step in "${part}" must be a positive number.`);
  const first = from === '*' ? unit.min : numberIn(from, unit);
  const open = from === '*' || (to === undefined && step !== undefined);
  const last = open ? unit.max : numberIn(to ?? from, unit);
  if (last < first) throw invalid(`cron: "${part}" runs backwards.`);
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, i) => first + i * by);
};

const valuesOf = (field: string, unit: Unit): number[] =>
  [...new Set(field.split(',').flatMap((part) => rangeOf(part, unit)))].sort((a, b) => a - b);

/** AWS counts the week from Sunday = 1; Temporal from Monday = 1. */
const awsWeekday = (date: Temporal.PlainDate): number => (date.dayOfWeek % 7) + 1;

/** The weekday nearest to a day of the month, never leaving the month. */
const nearestWeekday = (date: Temporal.PlainDate, day: number): number => {
  const wanted = Math.min(day, date.daysInMonth);
  const { dayOfWeek } = date.with({ day: wanted });
  if (dayOfWeek === 6) return wanted === 1 ? 3 : wanted - 1;
  if (dayOfWeek === 7) return wanted === date.daysInMonth ? wanted - 2 : wanted + 1;
  return wanted;
};

type DateTest = (date: Temporal.PlainDate) => boolean;

const dayOfMonth = (field: string): DateTest => {
  if (field === 'L') return (date) => date.day === date.daysInMonth;
  if (field === 'LW') return (date) => date.day === nearestWeekday(date, date.daysInMonth);
  if (field.endsWith('W')) {
    const day = numberIn(field.slice(0, -1), DAYS);
    return (date) => date.day === nearestWeekday(date, day);
  }
  const days = new Set(valuesOf(field, DAYS));
  return (date) => days.has(date.day);
};

const dayOfWeek = (field: string): DateTest => {
  if (field === 'L') return (date) => awsWeekday(date) === 7;
  if (field.endsWith('L')) {
    const weekday = numberIn(field.slice(0, -1), WEEKDAY);
    return (date) => awsWeekday(date) === weekday && date.day + 7 > date.daysInMonth;
  }
  if (field.includes('#')) {
    const [weekdayText = '', nth = ''] = field.split('#');
    const weekday = numberIn(weekdayText, WEEKDAY);
    if (!/^[1-5]$/.test(nth)) throw invalid(`cron: "${field}" must name the 1st to the 5th of a weekday.`);
    return (date) => awsWeekday(date) === weekday && Math.ceil(date.day / 7) === Number(nth);
  }
  const weekdays = new Set(valuesOf(field, WEEKDAY));
  return (date) => weekdays.has(awsWeekday(date));
};

const parseCron = (text: string): Cron => {
  const fields = text.trim().split(/\s+/);
  const [minutes = '', hours = '', day = '', month = '', weekday = '', year = ''] = fields;
  if (fields.length !== 6)
    throw invalid(
      `cron needs six fields: minutes hours day-of-month month day-of-week year; "${text}" has ${fields.length}.`,
    );
  if ((day === '?') === (weekday === '?'))
    throw invalid(`cron: exactly one of day-of-month and day-of-week must be "?" in "${text}".`);
  return {
    minutes: valuesOf(minutes, MINUTES),
    hours: valuesOf(hours, HOURS),
    months: valuesOf(month, MONTH),
    years: valuesOf(year, YEAR),
    runsOn: day === '?' ? dayOfWeek(weekday) : dayOfMonth(day),
  };
};

/** The instant of a wall-clock time: none where clocks skip it, the first where they repeat it. */
const instantOf = (local: Temporal.PlainDateTime, timezone: string): number | undefined => {
  const zoned = local.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(local) ? zoned.epochMilliseconds : undefined;
};

function* datesFrom(cron: Cron, first: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  for (const year of cron.years.filter((y) => y >= first.year)) {
    for (const month of cron.months) {
      const start = Temporal.PlainDate.from({ year, month, day: 1 });
      for (let day = 1; day <= start.daysInMonth; day++) {
        const date = start.with({ day });
        if (Temporal.PlainDate.compare(date, first) >= 0 && cron.runsOn(date)) yield date;
      }
    }
  }
}

/**
 * Reads the inside of `cron(...)`: six fields with `, - * /`, `L W` in day-of-month, `L #` in day-of-week, and
 * `?` in exactly one of the two. A wall-clock time that daylight saving skips does not run; one that it repeats
 * runs once.
 *
 * @returns the first run strictly after an instant (milliseconds), or undefined when there is none.
 * @throws SchedulerError `ValidationException` naming the field at fault.
 */
export const cronSchedule = (text: string, timezone: string): ((after: number) => number | undefined) => {
  const cron = parseCron(text);
  return (after) => {
    const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timezone).toPlainDate();
    for (const date of datesFrom(cron, today)) {
      for (const hour of cron.hours) {
        for (const minute of cron.minutes) {
          const instant = instantOf(date.toPlainDateTime({ hour, minute }), timezone);
          if (instant !== undefined && instant > after) return instant;
        }
      }
    }
    return undefined;
  };
};
