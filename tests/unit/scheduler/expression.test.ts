import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { nextOccurrence } from '../../../infra/local/scheduler/index.ts';

const next = (expression: string, timezone: string, after: string) => {
  const at = nextOccurrence(expression, timezone, { after: Date.parse(after) });
  return at === undefined ? 'never' : new Date(at).toISOString().slice(0, 16);
};

/** The next runs, each after the one before. */
const runs = (expression: string, timezone: string, after: string, count: number) => {
  const found: string[] = [];
  let at: number | undefined = Date.parse(after);
  while (found.length < count && at !== undefined) {
    at = nextOccurrence(expression, timezone, { after: at });
    if (at !== undefined) found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
};

describe('cron', () => {
  it.each([
    ['0 9 ? * MON-FRI *', '2026-11-27T09:00Z', '2026-11-30T09:00', 'Friday 09:00 is over, so Monday'],
    ['0/15 * * * ? *', '2026-11-24T01:43Z', '2026-11-24T01:45', 'a step runs to the end of the hour'],
    ['10-20/5 3 * * ? *', '2026-11-24T03:10Z', '2026-11-24T03:15', 'a step within a range'],
    ['5,50 1 * * ? *', '2026-11-24T01:06Z', '2026-11-24T01:50', 'a list'],
    ['0 0 L * ? *', '2028-02-01T00:00Z', '2028-02-29T00:00', 'the last day of a leap February'],
    ['0 0 LW * ? *', '2026-05-01T00:00Z', '2026-05-29T00:00', 'the last weekday: 31 May 2026 is a Sunday'],
    [
      '0 0 1W * ? *',
      '2026-08-01T00:00Z',
      '2026-08-03T00:00',
      '1 August 2026 is a Saturday: never the month before',
    ],
    ['0 0 15W 11 ? *', '2026-01-01T00:00Z', '2026-11-16T00:00', '15 November 2026 is a Sunday'],
    ['0 0 14W 11 ? *', '2026-01-01T00:00Z', '2026-11-13T00:00', '14 November 2026 is a Saturday'],
    ['0 0 ? * 6L *', '2026-11-01T00:00Z', '2026-11-27T00:00', 'the last Friday'],
    ['0 0 ? * L *', '2026-11-24T00:00Z', '2026-11-28T00:00', 'L alone is the last day of the week, Saturday'],
    ['0 0 ? * TUE#2 *', '2026-11-11T00:00Z', '2026-12-08T00:00', 'the second Tuesday'],
    [
      '0 0 ? * 2#5 *',
      '2026-12-01T00:00Z',
      '2027-03-29T00:00',
      'months without a fifth Monday are passed over',
    ],
    ['0 0 ? JAN SUN *', '2026-11-24T00:00Z', '2027-01-03T00:00', 'names, and Sunday is day 1'],
    ['0 0 29 2 ? *', '2026-11-24T00:00Z', '2028-02-29T00:00', 'a day that few years have'],
    ['0 0 31 * ? *', '2026-01-31T00:00Z', '2026-03-31T00:00', 'a day that few months have'],
    ['0 0 1 1 ? 2030', '2026-11-24T00:00Z', '2030-01-01T00:00', 'a year'],
    ['0 0 1 1 ? 2020-2025', '2026-11-24T00:00Z', 'never', 'a year that is over'],
    ['0 0 30 2 ? *', '2026-11-24T00:00Z', 'never', 'a day that does not exist'],
    ['43 1 * * ? *', '2026-11-24T01:43Z', '2026-11-25T01:43', 'strictly after'],
  ])('%s after %s runs %s (%s)', (fields, after, expected) => {
    expect(next(`cron(${fields})`, 'UTC', after)).toBe(expected);
  });

  it('skips a wall-clock time that spring forward leaves out', () => {
    expect(runs('cron(30 2 * * ? *)', 'Europe/Madrid', '2026-03-27T12:00Z', 2)).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
    ]);
  });

  it('runs once at a wall-clock time that fall back repeats, the first time', () => {
    expect(runs('cron(30 2 * * ? *)', 'Europe/Madrid', '2026-10-24T12:00Z', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('keeps the wall-clock hour in zones of odd offsets', () => {
    expect(next('cron(0 9 * * ? *)', 'Asia/Kathmandu', '2026-11-24T00:00Z')).toBe('2026-11-24T03:15');
    expect(next('cron(0 9 * * ? *)', 'Australia/Lord_Howe', '2026-04-04T23:00Z')).toBe('2026-04-05T22:30');
  });

  it('runs at most once for each date of a daily schedule, in order, in any zone', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Europe/Madrid',
      'Pacific/Apia',
      'Australia/Lord_Howe',
      'UTC',
    );
    const instants = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') });
    fc.assert(
      fc.property(zones, instants, fc.nat(23), fc.nat(59), (timezone, after, hour, minute) => {
        const expression = `cron(${minute} ${hour} * * ? *)`;
        const first = nextOccurrence(expression, timezone, { after }) ?? 0;
        const second = nextOccurrence(expression, timezone, { after: first }) ?? 0;
        const local = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
        expect(first).toBeGreaterThan(after);
        expect([local(first).hour, local(first).minute]).toEqual([hour, minute]);
        expect(local(first).toPlainDate().equals(local(second).toPlainDate())).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['0 9 * * *', /six fields/],
    ['0 9 * * MON *', /exactly one of day-of-month and day-of-week must be "\?"/],
    ['0 9 ? * ? *', /exactly one/],
    ['60 9 * * ? *', /"60" is outside minutes, which goes from 0 to 59/],
    ['0 24 * * ? *', /"24" is outside hours/],
    ['0 0 0 * ? *', /"0" is outside day-of-month/],
    ['0 0 ? * 8 *', /"8" is outside day-of-week/],
    ['0 0 ? * MON#6 *', /1st to the 5th/],
    ['0 0 * 13 ? *', /"13" is outside month/],
    ['0/0 0 * * ? *', /step in "0\/0" must be a positive number/],
    ['20-10 0 * * ? *', /"20-10" runs backwards/],
    ['0 0 1-2-3 * ? *', /no range/],
    ['0 0 * * ? 1969', /"1969" is outside year/],
  ])('refuses %s', (fields, problem) => {
    expect(() => next(`cron(${fields})`, 'UTC', '2026-11-24T00:00Z')).toThrow(problem);
  });
});

describe('rate', () => {
  const start = Date.parse('2026-10-24T12:00:00Z');

  it('runs at its start and at each period from there', () => {
    expect(nextOccurrence('rate(5 minutes)', 'UTC', { after: start - 1, start })).toBe(start);
    expect(nextOccurrence('rate(5 minutes)', 'UTC', { after: start, start })).toBe(start + 300_000);
    expect(nextOccurrence('rate(5 minutes)', 'UTC', { after: start + 299_999, start })).toBe(start + 300_000);
  });

  it('counts a day as 24 hours also when clocks change', () => {
    expect(nextOccurrence('rate(1 day)', 'Europe/Madrid', { after: start, start })).toBe(start + 86_400_000);
  });

  it.each(['0 minutes', '5 minute', '5 weeks', '-1 hours', 'x', '1.5 hours'])('refuses rate(%s)', (text) => {
    expect(() => nextOccurrence(`rate(${text})`, 'UTC', { after: 0 })).toThrow(/must be a positive number/);
  });
});

describe('at', () => {
  it('runs once, at a wall-clock time of its zone', () => {
    expect(runs('at(2026-11-24T09:00:00)', 'Europe/Madrid', '2026-11-01T00:00Z', 2)).toEqual([
      '2026-11-24T08:00',
    ]);
  });

  it.each([
    ['at(2026-11-24 09:00)', 'UTC', /must be like at\(/],
    ['at(2026-13-24T09:00:00)', 'UTC', /at\(2026-13-24T09:00:00\) in UTC/],
    ['every 5 minutes', 'UTC', /no schedule expression/],
    ['cron(0 9 * * ? *)', 'Europe/Atlantis', /in Europe\/Atlantis/],
  ])('refuses %s in %s', (expression, timezone, problem) => {
    expect(() => next(expression, timezone, '2026-11-24T00:00Z')).toThrow(problem);
  });
});
