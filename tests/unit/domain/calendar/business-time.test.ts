import { describe, expect, it } from 'vitest';
import {
  addBusinessTime,
  alwaysOpen,
  businessTimeBetween,
  isOpen,
  nextClosing,
  nextOpening,
  weekdays,
} from '../../../../shared/domain/calendar/index.ts';
import { aCalendar, aPreset } from './calendars.ts';

const hour = 60;

describe('addBusinessTime', () => {
  it.each([
    [
      'madrid',
      '2026-11-24T08:00:00.000Z',
      1,
      '2026-11-24T09:00:00.000Z',
      'open at 09:00 Madrid, one hour later',
    ],
    [
      'madrid',
      '2026-11-24T20:00:00.000Z',
      1,
      '2026-11-25T09:00:00.000Z',
      'no reminder goes out at night (zammad#4432, #2157)',
    ],
    ['madrid', '2026-11-27T16:30:00.000Z', 1, '2026-11-30T08:30:00.000Z', 'half on Friday, half on Monday'],
    [
      'madrid',
      '2026-11-24T08:00:00.000Z',
      9,
      '2026-11-24T17:00:00.000Z',
      'a full day is due at closing, not next morning',
    ],
    ['madrid', '2026-12-24T16:30:00.000Z', 1, '2026-12-28T08:30:00.000Z', 'Christmas is closed'],
    [
      'madrid',
      '2026-04-01T15:30:00.000Z',
      1,
      '2026-04-06T07:30:00.000Z',
      'Maundy Thursday and Good Friday are closed in Madrid',
    ],
    ['us-eastern', '2026-11-25T21:30:00.000Z', 1, '2026-11-27T14:30:00.000Z', 'Thanksgiving is closed'],
    [
      'us-pacific',
      '2026-07-02T23:00:00.000Z',
      2,
      '2026-07-06T17:00:00.000Z',
      'the 4th of July 2026 is kept on Friday the 3rd',
    ],
    [
      'uk',
      '2026-05-22T15:00:00.000Z',
      1,
      '2026-05-26T08:00:00.000Z',
      'the spring bank holiday is closed in England',
    ],
    ['uk', '2028-02-28T16:00:00.000Z', 8, '2028-02-29T16:00:00.000Z', 'the leap day is a working day'],
    ['madrid', '2026-12-31T16:30:00.000Z', 1, '2027-01-04T08:30:00.000Z', 'over the end of the year'],
    [
      'us-eastern',
      '2026-03-06T21:30:00.000Z',
      1,
      '2026-03-09T13:30:00.000Z',
      'Monday opens an hour earlier in UTC after the clocks went forward',
    ],
  ] as const)('adds on %s from %s: %i h is %s', (preset, from, hours, due, because) => {
    expect(addBusinessTime(aPreset(preset), from, hours * hour), because).toBe(due);
  });

  it('loses no minute at midnight on a 24x7 calendar (zammad#3180)', () => {
    expect(addBusinessTime(alwaysOpen, '2026-01-01T00:00:00.000Z', 365 * 24 * hour)).toBe(
      '2027-01-01T00:00:00.000Z',
    );
    const written = aCalendar({ weekly: [{ days: weekdays, opens: '00:00', closes: '24:00' }] });
    expect(addBusinessTime(written, '2026-01-01T00:00:00.000Z', 365 * 24 * hour)).toBe(
      '2027-01-01T00:00:00.000Z',
    );
  });

  it('leaves lunch out of a day with two intervals (frappe/helpdesk#2212, chatwoot#14009)', () => {
    const withLunch = aCalendar({
      weekly: [
        { days: ['monday'], opens: '09:00', closes: '13:00' },
        { days: ['monday'], opens: '15:00', closes: '18:00' },
      ],
    });
    expect(addBusinessTime(withLunch, '2026-11-23T11:30:00.000Z', hour)).toBe('2026-11-23T14:30:00.000Z');
  });

  it('computes in the zone of the calendar, not of the machine (erpnext#18621)', () => {
    const kathmandu = aCalendar({ timeZone: 'Asia/Kathmandu' });
    expect(addBusinessTime(kathmandu, '2026-11-24T00:00:00.000Z', hour)).toBe('2026-11-24T04:15:00.000Z');
  });

  it('counts an hour that the clock repeats twice, and one that it skips not at all', () => {
    const nights = aCalendar({ weekly: [{ days: weekdays, opens: '01:00', closes: '04:00' }] });
    expect(businessTimeBetween(nights, '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z')).toBe(
      2 * hour,
    );
    expect(businessTimeBetween(nights, '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z')).toBe(
      4 * hour,
    );
  });

  it('lives through the day that Samoa skipped', () => {
    const apia = aCalendar({
      timeZone: 'Pacific/Apia',
      weekly: [{ days: weekdays, opens: '09:00', closes: '17:00' }],
    });
    expect(addBusinessTime(apia, '2011-12-30T02:00:00.000Z', 2 * hour)).toBe('2011-12-30T20:00:00.000Z');
  });

  it('gives a night shift to the day it opens on, holidays included', () => {
    const nights = aCalendar({
      weekly: [{ days: weekdays, opens: '22:00', closes: '06:00' }],
      holidays: { country: null, region: null, add: ['2026-11-25'], remove: [] },
    });
    expect(isOpen(nights, '2026-11-25T04:00:00.000Z')).toBe(true);
    expect(isOpen(nights, '2026-11-25T22:00:00.000Z')).toBe(false);
    expect(nextOpening(nights, '2026-11-25T05:00:00.000Z')).toBe('2026-11-26T21:00:00.000Z');
  });

  it('gives back the start for no time at all, even when closed', () => {
    expect(addBusinessTime(aCalendar(), '2026-11-22T12:00:00.000Z', 0)).toBe('2026-11-22T12:00:00.000Z');
  });

  it.each([
    [Number.POSITIVE_INFINITY, 'no calendar opens for ever'],
    [10 * 366 * 24 * hour, 'ten years of office hours take longer than ten years'],
    [-1, 'a deadline does not lie before its start'],
    [Number.NaN, 'not a duration'],
  ])('refuses %d minutes instead of searching for ever', (minutes, because) => {
    expect(() => addBusinessTime(aCalendar(), '2026-11-24T08:00:00.000Z', minutes), because).toThrow(
      /ten years/,
    );
  });

  it.each(['2026-11-24', '2026-11-24T08:00:00+01:00', 'soon', '9999-01-01T00:00:00.000Z', ''])(
    'refuses "%s" for an instant',
    (text) => {
      expect(() => addBusinessTime(aCalendar(), text, 1)).toThrow(/not an instant/);
    },
  );
});

describe('opening and closing', () => {
  it('opens at the first instant and is closed at the last', () => {
    const madrid = aCalendar();
    expect(isOpen(madrid, '2026-11-24T07:59:59.999Z')).toBe(false);
    expect(isOpen(madrid, '2026-11-24T08:00:00.000Z')).toBe(true);
    expect(isOpen(madrid, '2026-11-24T16:59:59.999Z')).toBe(true);
    expect(isOpen(madrid, '2026-11-24T17:00:00.000Z')).toBe(false);
  });

  it('finds the next opening over a weekend, and now when it is open', () => {
    expect(nextOpening(aCalendar(), '2026-11-27T17:00:00.000Z')).toBe('2026-11-30T08:00:00.000Z');
    expect(nextOpening(aCalendar(), '2026-11-24T09:30:00.000Z')).toBe('2026-11-24T09:30:00.000Z');
  });

  it('does not close where two intervals touch, not even at midnight', () => {
    const touching = aCalendar({
      weekly: [
        { days: ['monday'], opens: '20:00', closes: '24:00' },
        { days: ['tuesday'], opens: '00:00', closes: '02:00' },
      ],
    });
    expect(nextClosing(touching, '2026-11-23T20:00:00.000Z')).toBe('2026-11-24T01:00:00.000Z');
  });

  it('never closes around the clock', () => {
    expect(nextClosing(alwaysOpen, '2026-11-24T00:00:00.000Z')).toBeNull();
    const written = aCalendar({ weekly: [{ days: weekdays, opens: '00:00', closes: '24:00' }] });
    expect(nextClosing(written, '2026-11-24T00:00:00.000Z')).toBeNull();
  });

  it('closes for a holiday in hours that otherwise never close', () => {
    const written = aCalendar({
      weekly: [{ days: weekdays, opens: '00:00', closes: '24:00' }],
      holidays: { country: null, region: null, add: ['2026-12-25'], remove: [] },
    });
    expect(nextClosing(written, '2026-11-24T00:00:00.000Z')).toBe('2026-12-24T23:00:00.000Z');
  });
});
