import { dayNumber } from '../civil-date.ts';
import { occurrence } from './recurrence.ts';

/** The years that the data cover, first and last. */
export interface Years {
  readonly from: number;
  readonly to: number;
}

const yearsOf = ({ from, to }: Years): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Every code that {@link occurrence} understands. Codes that are tried first win. */
function* recurrences(): Generator<string> {
  const two = (n: number) => String(n).padStart(2, '0');
  for (let month = 1; month <= 12; month++) {
    // Not the 29th of February: it is no date of every year.
    const days = new Date(Date.UTC(2023, month, 0)).getUTCDate();
    for (let day = 1; day <= days; day++) yield two(month) + two(day);
  }
  for (let offset = -60; offset <= 70; offset++) yield `e${offset}`;
  for (let month = 1; month <= 12; month++) {
    for (let weekday = 0; weekday < 7; weekday++) {
      for (let nth = 1; nth <= 5; nth++) yield `w${two(month)}${weekday}${nth}`;
    }
  }
}

/** Day numbers as text: `1225 e-2|1b 4 6o`, what recurs, then the rest as base-36 steps from the first day. */
export function encodeDays(days: ReadonlySet<number>, years: Years): string {
  const left = new Set(days);
  const codes: string[] = [];
  for (const code of recurrences()) {
    const recurring = yearsOf(years).map((year) => occurrence(code, year));
    if (!recurring.every((day) => left.has(day))) continue;
    codes.push(code);
    for (const day of recurring) left.delete(day);
  }
  let previous = dayNumber(`${years.from}-01-01`);
  const steps = [...left]
    .sort((a, b) => a - b)
    .map((day) => {
      const step = (day - previous).toString(36);
      previous = day;
      return step;
    });
  return `${codes.join(' ')}|${steps.join(' ')}`;
}

/** The inverse of {@link encodeDays}. */
export function decodeDays(text: string, years: Years): Set<number> {
  const [codes = '', steps = ''] = text.split('|');
  const words = (list: string) => list.split(' ').filter((word) => word !== '');
  const days = new Set(words(codes).flatMap((code) => yearsOf(years).map((year) => occurrence(code, year))));
  let day = dayNumber(`${years.from}-01-01`);
  for (const step of words(steps)) {
    day += Number.parseInt(step, 36);
    days.add(day);
  }
  return days;
}
