import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { localTime } from '../../../shared/notices/index.ts';

it.each([
  {
    instant: '2026-11-24T08:40:00.000Z',
    language: 'es',
    zone: 'Europe/Madrid',
    shown: 'martes 24 de noviembre, 09:40 (CET)',
    because: 'winter has its own name',
  },
  {
    instant: '2026-07-01T22:05:00.000Z',
    language: 'es',
    zone: 'Europe/Madrid',
    shown: 'jueves 2 de julio, 00:05 (CEST)',
    because: 'it is tomorrow there, and midnight is 00',
  },
  {
    instant: '2026-11-24T08:40:00.000Z',
    language: 'en',
    zone: 'America/Bogota',
    shown: 'Tuesday 24 November, 03:40 (GMT-5)',
    because: 'a zone without a known name shows its offset',
  },
  {
    instant: '2026-10-25T01:30:00.000Z',
    language: 'en',
    zone: 'Europe/Madrid',
    shown: 'Sunday 25 October, 02:30 (CET)',
    because: 'the hour that comes twice says which one it is',
  },
  {
    instant: '2026-11-24T08:40:00.000Z',
    language: 'en',
    zone: 'Mars/Olympus',
    shown: 'Tuesday 24 November, 08:40 (UTC)',
    because: 'an unknown zone must not keep a mail from going out',
  },
  {
    instant: 'soon',
    language: 'es',
    zone: 'UTC',
    shown: 'soon',
    because: 'a text that is no time is shown as it is',
  },
] as const)('shows "$shown": $because', ({ instant, language, zone, shown }) => {
  expect(localTime(instant, language, zone)).toBe(shown);
});

it('law: every IANA zone has a weekday, a date, a time and a name', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2040-01-01') }),
      (zone, date) => {
        expect(localTime(date.toISOString(), 'es', zone)).toMatch(
          /^\p{L}+ \d{1,2} de \p{L}+, \d\d:\d\d \([^)]+\)$/u,
        );
        expect(localTime(date.toISOString(), 'en', zone)).toMatch(
          /^\p{L}+ \d{1,2} \p{L}+, \d\d:\d\d \([^)]+\)$/u,
        );
      },
    ),
  ));
