import { dayNumber, weekdayIndex } from '../civil-date.ts';

/**
 * The three ways in which most holidays recur, each written in a few letters:
 * `1225` the same date every year, `e-2` days from western Easter, `w1104` the fourth Thursday
 * (weekday 0 is Monday) of November as `w11` `3` `4`, with 5 for the last.
 */
export function occurrence(code: string, year: number): number {
  if (code.startsWith('e')) return easter(year) + Number(code.slice(1));
  if (code.startsWith('w')) {
    return nthWeekday(year, Number(code.slice(1, 3)), Number(code[3]), Number(code[4]));
  }
  return dayNumber(`${year}-${code.slice(0, 2)}-${code.slice(2)}`);
}

const last = 5;

function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const first = dayNumber(`${year}-${String(month).padStart(2, '0')}-01`);
  if (nth < last) return first + ((weekday - weekdayIndex(first) + 7) % 7) + 7 * (nth - 1);
  const end = Date.UTC(year, month, 0) / 86_400_000;
  return end - ((weekdayIndex(end) - weekday + 7) % 7);
}

/** Day number of western Easter: the anonymous Gregorian computus (Nature, 20 April 1876). */
function easter(year: number): number {
  const floor = Math.floor;
  const golden = year % 19;
  const century = floor(year / 100);
  const inCentury = year % 100;
  const correction = floor((century - floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = floor((golden + 11 * moon + 22 * weekday) / 451);
  const march22 = dayNumber(`${year}-03-22`);
  return march22 + moon + weekday - 7 * late;
}
