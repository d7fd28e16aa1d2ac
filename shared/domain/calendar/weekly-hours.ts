import type { FieldError } from '../../errors/index.ts';
import { dayNumber, type PlainDate, type Weekday, weekdayIndex, weekdays } from './civil-date.ts';
import { DAY, MINUTE, type Span } from './instant.ts';
import { offsetSpans } from './time-zone.ts';

/**
 * Wall-clock hours of some weekdays. `closes` at or before `opens` means the next day (a night shift, which
 * belongs to the day it opens on); `24:00` is the end of the day.
 */
export interface WeeklyInterval {
  readonly days: readonly Weekday[];
  /** `HH:MM`, 00:00 to 23:59. */
  readonly opens: string;
  /** `HH:MM`, 00:00 to 24:00. */
  readonly closes: string;
}

/** Hours ready for arithmetic: for each weekday its spans in milliseconds of the day, and the days that stay shut. */
export interface WallHours {
  readonly timeZone: string;
  readonly byWeekday: readonly (readonly Span[])[];
  readonly closedDays: ReadonlySet<number>;
}

const clock = /^([01]\d|2[0-3]):([0-5]\d)$|^(24):(00)$/;

/** Milliseconds from the start of the day, or null for what is no time of day. */
export function clockTime(text: string): number | null {
  const match = clock.exec(text);
  if (match === null) return null;
  const [, hours = match[3], minutes = match[4]] = match;
  return (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

function spanOf({ opens, closes }: WeeklyInterval): Span {
  const start = clockTime(opens) ?? 0;
  const end = clockTime(closes) ?? 0;
  return { start, end: end > start ? end : end + DAY };
}

export function wallHours(hours: {
  readonly timeZone: string;
  readonly weekly: readonly WeeklyInterval[];
  readonly closedDates?: readonly PlainDate[];
}): WallHours {
  const byWeekday = weekdays.map((day) =>
    hours.weekly
      .filter(({ days }) => days.includes(day))
      .map(spanOf)
      .sort((a, b) => a.start - b.start),
  );
  return {
    timeZone: hours.timeZone,
    byWeekday,
    closedDays: new Set((hours.closedDates ?? []).map(dayNumber)),
  };
}

/**
 * The open spans between two epochs, in order and clipped to them; two may touch.
 *
 * An instant is open if what the wall clock shows then lies in an interval: hours that a clock change skips
 * do not exist, and hours that it repeats count twice. Each stretch of one offset is therefore plain
 * arithmetic, exact over every change, whatever its size (Lord Howe's 30 minutes, Apia's lost day).
 */
export function* openSpans(hours: WallHours, from: number, until: number): Generator<Span> {
  for (const stretch of offsetSpans(hours.timeZone, from, until)) {
    const { offset } = stretch;
    const wallStart = Math.max(stretch.start, from) + offset;
    const wallEnd = Math.min(stretch.end, until) + offset;
    // A night shift that opened the day before may reach into this stretch.
    for (let day = Math.floor(wallStart / DAY) - 1; day * DAY < wallEnd; day++) {
      if (hours.closedDays.has(day)) continue;
      for (const span of hours.byWeekday[weekdayIndex(day)] ?? []) {
        const start = Math.max(day * DAY + span.start, wallStart);
        const end = Math.min(day * DAY + span.end, wallEnd);
        if (start < end) yield { start: start - offset, end: end - offset };
      }
    }
  }
}

const maximumIntervals = 70;

/** Everything wrong with some weekly hours, by path; nothing if they can be computed with. */
export function weeklyProblems(weekly: readonly WeeklyInterval[], path: string): FieldError[] {
  if (weekly.length > maximumIntervals) {
    return [
      {
        path,
        message: `Write at most ${maximumIntervals} intervals; put days with the same hours together.`,
      },
    ];
  }
  const problems = weekly.flatMap((interval, index) => intervalProblems(interval, `${path}.${index}`));
  return problems.length > 0 ? problems : overlapProblems(weekly, path);
}

function intervalProblems({ days, opens, closes }: WeeklyInterval, path: string): FieldError[] {
  const problems: FieldError[] = [];
  const unknown = days.filter((day) => !weekdays.includes(day));
  if (days.length === 0 || unknown.length > 0 || new Set(days).size < days.length) {
    problems.push({
      path: `${path}.days`,
      message: `Name one or more of ${weekdays.join(', ')}, each once.`,
    });
  }
  if (clockTime(opens) === null || opens === '24:00') {
    problems.push({ path: `${path}.opens`, message: 'Write the time as HH:MM, from 00:00 to 23:59.' });
  }
  if (clockTime(closes) === null) {
    problems.push({ path: `${path}.closes`, message: 'Write the time as HH:MM, from 00:00 to 24:00.' });
  } else if (closes === opens) {
    problems.push({
      path: `${path}.closes`,
      message: 'It closes when it opens. For a whole day write 00:00 to 24:00.',
    });
  }
  return problems;
}

/** Two intervals that share a minute of the week, the night from Sunday to Monday included. */
function overlapProblems(weekly: readonly WeeklyInterval[], path: string): FieldError[] {
  const week = 7 * DAY;
  const spans = weekly
    .flatMap((interval, index) =>
      interval.days.map((day) => {
        const { start, end } = spanOf(interval);
        const shift = weekdays.indexOf(day) * DAY;
        return { index, day, start: start + shift, end: end + shift };
      }),
    )
    .sort((a, b) => a.start - b.start);
  return spans.flatMap((span, at) => {
    const following = spans[at + 1];
    const next = following ?? spans[0];
    const nextStart = (next?.start ?? 0) + (following === undefined ? week : 0);
    if (next === undefined || span.end <= nextStart) return [];
    return [
      {
        path: `${path}.${next.index}`,
        message: `Its hours on ${next.day} begin before interval ${span.index} of ${span.day} has closed; join them or move one.`,
      },
    ];
  });
}
