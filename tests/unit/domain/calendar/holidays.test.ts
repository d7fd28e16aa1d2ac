import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { publicHolidays } from '../../../../shared/domain/calendar/holidays/generate.ts';
import {
  countries,
  holidaysKnownUntil,
  publicHolidaysOf,
  regionsOf,
} from '../../../../shared/domain/calendar/holidays/index.ts';

const inYear = (dates: readonly string[] | null, year: number) =>
  (dates ?? []).filter((date) => date.startsWith(`${year}`));

describe('public holidays', () => {
  it('are those that each government publishes', () => {
    expect(inYear(publicHolidaysOf('US', null), 2027)).toEqual([
      '2027-01-01',
      '2027-01-18',
      '2027-02-15',
      '2027-05-31',
      '2027-06-18',
      '2027-06-19',
      '2027-07-04',
      '2027-07-05',
      '2027-09-06',
      '2027-10-11',
      '2027-11-11',
      '2027-11-25',
      '2027-12-24',
      '2027-12-25',
      '2027-12-31',
    ]);
    expect(inYear(publicHolidaysOf('GB', 'ENG'), 2026)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-26',
      '2026-12-28',
    ]);
    expect(inYear(publicHolidaysOf('ES', 'MD'), 2026)).toContain('2026-05-02');
    expect(inYear(publicHolidaysOf('ES', null), 2026)).not.toContain('2026-05-02');
    expect(inYear(publicHolidaysOf('DE', 'BY-A'), 2026)).toContain('2026-08-08');
  });

  it('last for the days whose noon they cover: three of the Turkish Ramadan feast, not its half day', () => {
    expect(inYear(publicHolidaysOf('TR', null), 2026)).toEqual(
      expect.arrayContaining(['2026-03-20', '2026-03-21', '2026-03-22']),
    );
    expect(inYear(publicHolidaysOf('TR', null), 2026)).not.toContain('2026-03-19');
  });

  it('are the same as those of date-holidays, in every place and year', () => {
    const places = countries().flatMap((country) => [
      { country, region: null },
      ...regionsOf(country).map((region) => ({ country, region })),
    ]);
    expect(places.length).toBeGreaterThan(600);
    fc.assert(
      fc.property(fc.constantFrom(...places), ({ country, region }) => {
        const years = { from: 2025, to: 2036 };
        const place = region === null ? country : `${country}-${region}`;
        const reference = [...publicHolidays(place, years)].sort((a, b) => a - b).map(plainDate);
        expect(publicHolidaysOf(country, region)).toEqual(reference);
      }),
      { numRuns: 60 },
    );
  });

  it('are known for years ahead', () => {
    expect(holidaysKnownUntil).toBe('2036-12-31');
  });

  it.each([
    ['XX', null],
    ['ES', 'NOWHERE'],
    ['', null],
    ['ES\nFR', null],
    ['ES:', null],
    ['constructor', null],
  ])('are not invented for %j %j', (country, region) => {
    expect(publicHolidaysOf(country, region)).toBeNull();
  });
});
