import { Temporal } from 'temporal-polyfill';
import { cronSchedule } from './cron.ts';
import { invalid } from './errors.ts';

/** A schedule expression, read. Instants are milliseconds since the epoch. */
export interface ScheduleExpression {
  /** The first run strictly after `after`; `start` is when the schedule was made (a rate counts from there). */
  next(after: number, start: number): number | undefined;
}

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

const rate = (text: string): ScheduleExpression => {
  const [, value = '', unit, plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const count = Number(value);
  if (!unit || count === 0 || (count > 1 && !plural))
    throw invalid(
      `rate(${text}) must be a positive number and minutes, hours or days, like rate(5 minutes).`,
    );
  const period = count * UNIT_MS[unit as keyof typeof UNIT_MS];
  return {
    next: (after, start) =>
      after < start ? start : start + (Math.floor((after - start) / period) + 1) * period,
  };
};

const at = (text: string, timezone: string): ScheduleExpression => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text))
    throw invalid(`at(${text}) must be like at(2026-11-24T01:43:10).`);
  const instant = Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).epochMilliseconds;
  return { next: (after) => (instant > after ? instant : undefined) };
};

/**
 * Reads `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` or `at(2026-11-24T09:00:00)` in an IANA time zone.
 *
 * A rate's day is 24 hours whatever the clocks do. Source: EventBridge Scheduler user guide, "Schedule types".
 *
 * @throws SchedulerError `ValidationException` for anything else.
 */
export const parseSchedule = (expression: string, timezone = 'UTC'): ScheduleExpression => {
  const [, kind, inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  try {
    if (kind === 'rate') return rate(inside);
    if (kind === 'at') return at(inside, timezone);
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone);
  } catch (error) {
    if (error instanceof RangeError) throw invalid(`${expression} in ${timezone}: ${error.message}`);
    throw error;
  }
  if (kind === 'cron') return { next: cronSchedule(inside, timezone) };
  throw invalid(`"${expression}" is no schedule expression: use rate(...), cron(...) or at(...).`);
};

/**
 * The first run strictly after `after` (milliseconds since the epoch). A rate counts from `start`, which is
 * itself a run; without it, from `after`.
 */
export const nextOccurrence = (
  expression: string,
  timezone: string,
  { after, start = after }: { after: number; start?: number },
): number | undefined => parseSchedule(expression, timezone).next(after, start);
