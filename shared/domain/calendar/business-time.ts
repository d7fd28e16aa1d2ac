import { Conflict } from '../../errors/index.ts';
import type { Calendar } from './calendar.ts';
import { DAY, epochOf, type Instant, instantOf, MINUTE, type Span } from './instant.ts';
import { openSpansOf, searchDays } from './timeline.ts';

function firstSpanAfter(calendar: Calendar, epoch: number): Span | undefined {
  for (const span of openSpansOf(calendar, epoch, epoch + searchDays * DAY)) return span;
  return undefined;
}

/** True while the desk is open: the opening instant counts, the closing instant does not. */
export function isOpen(calendar: Calendar, instant: Instant): boolean {
  const epoch = epochOf(instant);
  for (const span of openSpansOf(calendar, epoch, epoch + 1)) return span.start === epoch;
  return false;
}

/** The first open instant at or after another; null if there is none within ten years. */
export function nextOpening(calendar: Calendar, from: Instant): Instant | null {
  const span = firstSpanAfter(calendar, epochOf(from));
  return span === undefined ? null : instantOf(span.start);
}

/**
 * The first instant after another at which an open desk closes; null if it does not within ten years, as
 * with 24x7. Hours that touch, as at midnight, are one opening.
 */
export function nextClosing(calendar: Calendar, from: Instant): Instant | null {
  const epoch = epochOf(from);
  const horizon = epoch + searchDays * DAY;
  let closes: number | null = null;
  for (const { start, end } of openSpansOf(calendar, epoch, horizon)) {
    if (closes !== null && start > closes) break;
    closes = end;
  }
  return closes === null || closes === horizon ? null : instantOf(closes);
}

/**
 * The earliest instant at which so much business time has passed since `from`; exact to the millisecond.
 * Work that fills a day to its end is due at closing, not at the next opening.
 *
 * @param minutes business minutes, fractions allowed, not negative
 * @throws Conflict `calendar-exhausted` when the calendar does not open that long within ten years
 */
export function addBusinessTime(calendar: Calendar, from: Instant, minutes: number): Instant {
  const epoch = epochOf(from);
  let left = Math.round(minutes * MINUTE);
  if (left === 0) return instantOf(epoch);
  if (left > 0) {
    for (const { start, end } of openSpansOf(calendar, epoch, epoch + searchDays * DAY)) {
      if (left <= end - start) return instantOf(start + left);
      left -= end - start;
    }
  }
  throw new Conflict(
    'calendar-exhausted',
    `Calendar ${calendar.calendarId} has no ${minutes} open minutes within ten years after ${from}.`,
  );
}

/** Business minutes between two instants, exact to the millisecond; negative when `to` is before `from`. */
export function businessTimeBetween(calendar: Calendar, from: Instant, to: Instant): number {
  const start = epochOf(from);
  const end = epochOf(to);
  if (end < start) return -businessTimeBetween(calendar, to, from);
  let total = 0;
  for (const span of openSpansOf(calendar, start, end)) total += span.end - span.start;
  return total / MINUTE;
}
