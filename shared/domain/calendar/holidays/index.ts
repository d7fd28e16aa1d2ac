/**
 * Public holidays by country and region, from `date-holidays`, computed beforehand.
 *
 * Why not the library itself: bundled it is 1.5 MB (moment's zones, the planets for the equinoxes) and takes
 * 30 ms to load, for a table that changes once a year. Encoded, twelve years of all 628 places are 45 KB. And
 * only the saving of a calendar imports even that: a calendar version carries its own dates.
 */
import { type PlainDate, plainDate } from '../civil-date.ts';
import { decodeDays } from './codec.ts';
import { places, years } from './data.ts';

/** The last day whose holidays are known. */
export const holidaysKnownUntil: PlainDate = `${years.to}-12-31`;

/** The line of a place, or undefined for one that does not exist. */
function lineOf(place: string): string | undefined {
  const start = places.indexOf(`\n${place}:`);
  return start === -1 ? undefined : places.slice(start + place.length + 2, places.indexOf('\n', start + 1));
}

function daysOf(place: string): Set<number> | null {
  const line = lineOf(place);
  if (line === undefined) return null;
  const [added = '', removed = ''] = line.split('/');
  const parts = place.lastIndexOf('-');
  const parent = parts === -1 ? null : daysOf(place.slice(0, parts));
  const without = decodeDays(removed, years);
  const inherited = [...(parent ?? [])].filter((day) => !without.has(day));
  return new Set([...inherited, ...decodeDays(added, years)]);
}

/**
 * The dates of a place's public holidays, in order, in all known years; null for an unknown place.
 *
 * @param country ISO 3166-1 code: `ES`
 * @param region ISO 3166-2 subdivision `MD`, or a part of one, `BY-A`; null for the whole country's only
 */
export function publicHolidaysOf(country: string, region: string | null): readonly PlainDate[] | null {
  const place = region === null ? country : `${country}-${region}`;
  if (!/^[A-Z0-9]+(-[A-Z0-9]+){0,2}$/i.test(place)) return null;
  const days = daysOf(place);
  return days === null ? null : [...days].sort((a, b) => a - b).map(plainDate);
}

/** The regions of a country that have holidays of their own, as {@link publicHolidaysOf} takes them. */
export function regionsOf(country: string): readonly string[] {
  return [...places.matchAll(/^([^:\n]+):/gm)]
    .map(([, place = '']) => place)
    .filter((place) => place.startsWith(`${country}-`))
    .map((place) => place.slice(country.length + 1));
}

/** Every country whose holidays are known, as ISO 3166-1 codes. */
export const countries = (): readonly string[] =>
  [...places.matchAll(/^([A-Z]+):/gm)].map(([, country = '']) => country);
