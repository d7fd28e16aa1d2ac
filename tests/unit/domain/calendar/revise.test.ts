import { describe, expect, it } from 'vitest';
import * as holidays from '../../../../shared/domain/calendar/holidays/index.ts';
import {
  addBusinessTime,
  businessTimeBetween,
  isOpen,
  newCalendar,
  pinnedAt,
  presets,
  renewHolidays,
  reviseCalendar,
  upcomingChanges,
} from '../../../../shared/domain/calendar/index.ts';
import { InvalidInput } from '../../../../shared/errors/index.ts';
import { aCalendar, aPreset } from './calendars.ts';

const now = '2026-11-24T10:00:00.000Z';
const noHolidays = { country: null, region: null, add: [], remove: [] };
const mornings = {
  ...presets.madrid,
  weekly: [{ days: ['monday', 'tuesday'] as const, opens: '09:00', closes: '12:00' }],
  holidays: noHolidays,
};

describe('hours that change from time to time', () => {
  const changed = reviseCalendar(aCalendar(), {
    hours: mornings,
    holidays,
    now,
    effectiveFrom: '2026-12-01',
  });

  it('take effect at the start of their date and not before', () => {
    expect(isOpen(changed, '2026-11-30T16:00:00.000Z')).toBe(true);
    expect(isOpen(changed, '2026-12-01T16:00:00.000Z')).toBe(false);
    expect(isOpen(changed, '2026-12-01T10:00:00.000Z')).toBe(true);
  });

  it('are both counted in a span over the change', () => {
    expect(businessTimeBetween(changed, '2026-11-30T00:00:00.000Z', '2026-12-02T00:00:00.000Z')).toBe(
      (9 + 3) * 60,
    );
    expect(addBusinessTime(changed, '2026-11-30T08:00:00.000Z', 10 * 60)).toBe('2026-12-01T09:00:00.000Z');
  });

  it('leave an earlier case the hours under which it was opened', () => {
    const kept = pinnedAt(changed, '2026-11-30T10:00:00.000Z');
    expect(addBusinessTime(kept, '2026-11-30T08:00:00.000Z', 18 * 60)).toBe('2026-12-01T17:00:00.000Z');
  });

  it('are announced until they take effect', () => {
    const [change] = upcomingChanges(changed, now);
    expect(change).toMatchObject({ effectiveFrom: '2026-12-01', after: { weekly: mornings.weekly } });
    expect(upcomingChanges(changed, '2026-12-01T00:00:00.000Z')).toEqual([]);
  });

  it('replace a change that was announced for the same date or later', () => {
    const again = reviseCalendar(changed, { hours: presets.uk, holidays, now, effectiveFrom: '2026-12-01' });
    expect(again.versions.map(({ timeZone }) => timeZone)).toEqual(['Europe/Madrid', 'Europe/London']);
  });

  it.each(['2026-11-24', '2025-01-01', '2026-02-30', 'tomorrow', '2126-01-01'])(
    'refuse to take effect on %s, when today is 2026-11-24',
    (effectiveFrom) => {
      expect(() => reviseCalendar(aCalendar(), { hours: mornings, holidays, now, effectiveFrom })).toThrow(
        /2026-11-25 at the earliest/,
      );
    },
  );

  it('stay in order when a change moves the desk around the world by a day', () => {
    const west = reviseCalendar(aCalendar(), {
      hours: { ...mornings, timeZone: 'Etc/GMT+12' },
      holidays,
      now,
      effectiveFrom: '2026-12-01',
    });
    const east = reviseCalendar(west, {
      hours: { ...mornings, timeZone: 'Pacific/Kiritimati' },
      holidays,
      now,
      effectiveFrom: '2026-12-02',
    });
    expect(east.versions.map(({ timeZone }) => timeZone)).toEqual(['Europe/Madrid', 'Pacific/Kiritimati']);
  });
});

describe('saving a calendar', () => {
  it('names every bad field at once', () => {
    const save = () =>
      newCalendar(
        { calendarId: 'x', name: ' ' },
        {
          hours: {
            timeZone: '+02:00',
            always: false,
            weekly: [
              { days: ['monday'], opens: '24:00', closes: '25:00' },
              { days: [], opens: '09:00', closes: '09:00' },
            ],
            holidays: { country: 'XX', region: null, add: ['2026-02-29'], remove: ['1 May'] },
          },
          holidays,
          now,
        },
      );
    expect(save).toThrow(InvalidInput);
    try {
      save();
    } catch (error) {
      expect((error as InvalidInput).fields.map(({ path }) => path)).toEqual([
        'name',
        'timeZone',
        'weekly.0.opens',
        'weekly.0.closes',
        'weekly.1.days',
        'weekly.1.closes',
        'holidays.country',
        'holidays.add.0',
        'holidays.remove.0',
      ]);
    }
  });

  it.each([
    [{ weekly: [] }, /never opens/, 'no hours at all'],
    [{ always: true }, /has no intervals/, 'the flag and intervals contradict each other'],
    [
      {
        weekly: [{ days: ['monday'] as const, opens: '09:00', closes: '10:00' }],
        holidays: {
          ...noHolidays,
          add: Array.from({ length: 60 }, (_, week) =>
            new Date(Date.UTC(2025, 11, 29 + 7 * week)).toISOString().slice(0, 10),
          ),
        },
      },
      /never opens in the year/,
      'every Monday of the year is an own holiday',
    ],
    [{ timeZone: 'Mars/Olympus' }, /IANA/, 'no such zone'],
    [{ holidays: { ...noHolidays, region: 'MD' } }, /needs its country/, 'a region of nowhere'],
    [{ holidays: { ...noHolidays, country: 'ES', region: 'ZZ' } }, /no such region/, 'an unknown region'],
    [
      { holidays: { ...noHolidays, add: ['2026-12-24'], remove: ['2026-12-24'] } },
      /added and removed/,
      'a contradiction',
    ],
    [
      { holidays: { ...noHolidays, add: Array.from({ length: 401 }, () => '2026-12-24') } },
      /at most 400/,
      'a hostile list',
    ],
    [
      {
        weekly: [
          { days: ['sunday'] as const, opens: '22:00', closes: '06:00' },
          { days: ['monday'] as const, opens: '05:00', closes: '09:00' },
        ],
      },
      /begin before interval 0 of sunday has closed/,
      'a night shift runs into the next morning over the end of the week',
    ],
    [
      {
        weekly: Array.from({ length: 71 }, () => ({
          days: ['monday'] as const,
          opens: '09:00',
          closes: '10:00',
        })),
      },
      /at most 70/,
      'a hostile list',
    ],
  ])('refuses %j', (override, message, because) => {
    expect(() => aCalendar(override), because).toThrow(message);
  });

  it('keeps a desk that is always open open, on public holidays too', () => {
    const hotline = aCalendar({
      always: true,
      weekly: [],
      holidays: { country: 'ES', region: 'MD', add: [], remove: [] },
    });
    expect(isOpen(hotline, '2026-12-25T03:00:00.000Z')).toBe(true);
  });

  it('works on a public holiday that its owner took away, and rests on one of its own', () => {
    const calendar = aCalendar({
      holidays: { country: 'ES', region: 'MD', add: ['2026-12-24'], remove: ['2026-12-07', '2026-12-08'] },
    });
    expect(isOpen(calendar, '2026-12-08T10:00:00.000Z')).toBe(true);
    expect(isOpen(calendar, '2026-12-24T10:00:00.000Z')).toBe(false);
  });

  it('knows by its aliases a zone that was renamed', () => {
    expect(isOpen(aCalendar({ timeZone: 'Asia/Kolkata' }), '2026-11-24T03:30:00.000Z')).toBe(true);
    expect(isOpen(aCalendar({ timeZone: 'US/Eastern' }), '2026-11-24T14:00:00.000Z')).toBe(true);
  });

  it('keeps known holidays when the data are renewed, and gains the years after (zammad#390)', () => {
    const saved = aPreset('madrid');
    const renewed = renewHolidays(saved, {
      holidaysKnownUntil: '2037-12-31',
      publicHolidaysOf: () => ['2027-03-03', '2037-01-01'],
    });
    const [before] = saved.versions;
    const [after] = renewed.versions;
    expect(after?.closedDates).toEqual([...(before?.closedDates ?? []), '2037-01-01']);
    expect(after?.holidaysKnownUntil).toBe('2037-12-31');
    expect(renewHolidays(renewed, holidays)).toEqual(renewed);
  });
});
