import { instantOf, localOf } from '../../app/time.ts';

const day = 86_400_000;

/** The instant at which the reader's week (Monday, midnight) `weeks` from now begins. */
export function weekStart(now: number, timeZone: string, weeks: number): string {
  const today = new Date(`${localOf(now, timeZone).slice(0, 10)}T00:00Z`).getTime();
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * day + weeks * 7 * day;
  return instantOf(new Date(monday).toISOString().slice(0, 16), timeZone) ?? new Date(now).toISOString();
}

/** How many weeks after this one the week of a day is; 0 for what is no day. */
export function weeksFromNow(date: string | undefined, now: number, timeZone: string): number {
  const monday = mondayOf(now, timeZone, 0);
  const weeks = Math.floor((Date.parse(date ?? monday) - Date.parse(monday)) / (7 * day));
  return Number.isFinite(weeks) ? weeks : 0;
}

/** The Monday of that week, as an address names it. */
export const mondayOf = (now: number, timeZone: string, weeks: number): string =>
  localOf(weekStart(now, timeZone, weeks), timeZone).slice(0, 10);

/** The midnights of the reader's week, of which there are eight: the last is the end. */
export function midnights(start: string, timeZone: string): string[] {
  const monday = new Date(`${localOf(start, timeZone).slice(0, 10)}T00:00Z`).getTime();
  return Array.from({ length: 8 }, (_, place) => {
    const wall = new Date(monday + place * day).toISOString().slice(0, 16);
    return instantOf(wall, timeZone) ?? start;
  });
}

/** Where a span lies between two instants, in percent of the whole. */
export function placeOf(
  span: { from: string; to: string },
  between: { from: string; to: string },
): { left: number; width: number } {
  const start = Date.parse(between.from);
  const whole = Date.parse(between.to) - start;
  const from = Math.max(Date.parse(span.from), start);
  const to = Math.min(Date.parse(span.to), start + whole);
  return { left: ((from - start) / whole) * 100, width: Math.max(0, ((to - from) / whole) * 100) };
}
