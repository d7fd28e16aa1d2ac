import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messages as en } from '../../../web/src/app/i18n/en/index.ts';
import { messages as es } from '../../../web/src/app/i18n/es/index.ts';
import {
  instantOf,
  localOf,
  sayDate,
  sayInWords,
  saySpan,
  sayTime,
  urgencyOf,
} from '../../../web/src/app/time.ts';

const words = en.time;
const madrid = { timeZone: 'Europe/Madrid', language: 'en' } as const;
const now = Date.parse('2026-11-24T22:30:00.000Z'); // 23:30 in Madrid

describe('sayTime', () => {
  it.each([
    { at: '2026-11-24T08:40:00.000Z', says: 'today 09:40', because: 'it is the same civil day in Madrid' },
    {
      at: '2026-11-24T23:10:00.000Z',
      says: 'tomorrow 00:10',
      because: 'midnight in Madrid has passed, in UTC it has not',
    },
    {
      at: '2026-11-22T23:30:00.000Z',
      says: 'yesterday 00:30',
      because: 'the day before begins at 23:00 UTC',
    },
    { at: '2026-11-27T08:40:00.000Z', says: 'Fri 09:40', because: 'within the week the weekday is enough' },
    { at: '2026-12-24T08:40:00.000Z', says: '24 Dec 09:40', because: 'a month away needs its date' },
    { at: '2027-01-04T08:40:00.000Z', says: '4 Jan 2027 09:40', because: 'another year is named' },
  ])('says $says, because $because', ({ at, says }) => {
    expect(sayTime(at, now, { reader: madrid, words })).toBe(says);
  });

  it('says the same instant on each reader’s own clock', () => {
    const reader = { timeZone: 'America/New_York', language: 'en' } as const;
    expect(sayTime('2026-11-24T23:10:00.000Z', now, { reader, words })).toBe('today 18:10');
  });
});

describe('a time inside a sentence', () => {
  it.each([
    { at: '2026-11-24T08:40:00.000Z', en: '09:40 today', es: 'hoy a las 09:40' },
    { at: '2026-11-24T23:10:00.000Z', en: '00:10 tomorrow', es: 'mañana a las 00:10' },
    { at: '2026-11-27T08:40:00.000Z', en: 'Fri 09:40', es: 'el vie a las 09:40' },
    { at: '2026-12-24T08:40:00.000Z', en: '24 Dec 09:40', es: 'el 24 dic a las 09:40' },
  ])('reads as a sentence in both languages: $en, $es', ({ at, ...says }) => {
    expect(sayTime(at, now, { reader: madrid, words: en.time.by })).toBe(says.en);
    const reader = { ...madrid, language: 'es' } as const;
    expect(sayTime(at, now, { reader, words: es.time.by })).toBe(says.es);
  });
});

describe('saySpan', () => {
  it.each([
    { span: 14 * 60_000 + 59_900, says: '14:59', because: 'below an hour seconds count, rounded down' },
    { span: 60 * 60_000, says: '1 h', because: 'a full hour has no minutes to say' },
    { span: 95 * 60_000, says: '1 h 35 min', because: 'above an hour seconds are noise' },
    { span: 76 * 3_600_000, says: '3 d 4 h', because: 'days go with hours' },
    { span: -90_000, says: '1:30', because: 'lateness is said by other words than a sign' },
  ])('says $says, because $because', ({ span, says }) => {
    expect(saySpan(span)).toBe(says);
  });
});

describe('urgencyOf', () => {
  const due = '2026-11-24T22:30:00.000Z';
  it.each([
    { before: 0, is: 'late', because: 'the moment itself is too late to keep the promise' },
    { before: 1, is: 'soon', because: 'a second is left' },
    { before: 15 * 60, is: 'soon', because: 'a quarter of an hour is the critical span' },
    { before: 15 * 60 + 1, is: 'near', because: 'more than a quarter is left' },
    { before: 2 * 3600 + 1, is: 'calm', because: 'more than two hours are left' },
  ])('is $is $before s before, because $because', ({ before, is }) => {
    expect(urgencyOf(due, Date.parse(due) - before * 1000)).toBe(is);
  });
});

describe('the value of a date and time input', () => {
  const zones = fc.constantFrom(
    'Europe/Madrid',
    'America/New_York',
    'Asia/Kathmandu',
    'Pacific/Chatham',
    'UTC',
  );
  const minutes = fc.integer({ min: 28_000_000, max: 33_000_000 }).map((count) => count * 60_000);

  it('comes back to the same instant, except in the hour that a zone has twice', () => {
    fc.assert(
      fc.property(minutes, zones, (at, zone) => {
        const back = Date.parse(instantOf(localOf(at, zone), zone) ?? '');
        expect(Math.abs(back - at) % 3_600_000).toBe(0);
        expect(localOf(back, zone)).toBe(localOf(at, zone));
      }),
    );
  });

  it('is read on the reader’s wall clock on both sides of a clock change', () => {
    expect(instantOf('2027-03-28T01:30', 'Europe/Madrid')).toBe('2027-03-28T00:30:00.000Z');
    expect(instantOf('2027-03-28T03:30', 'Europe/Madrid')).toBe('2027-03-28T01:30:00.000Z');
  });

  it('is nothing while the input is half filled in', () => {
    expect(instantOf('', 'UTC')).toBeNull();
  });
});

describe('a date as it is typed', () => {
  it.each([
    { language: 'en', date: 'Wed, 4 Mar 2026', moment: 'Wed, 4 Mar 2026, 00:30' },
    { language: 'es', date: 'mié, 4 mar 2026', moment: 'mié, 4 mar 2026, 00:30' },
  ] as const)('is said in the words of the reader’s language: $date', ({ language, date, moment }) => {
    expect(sayDate('2026-03-04', language)).toBe(date);
    expect(sayInWords('2026-03-03T23:30:00.000Z', { timeZone: 'Europe/Madrid', language })).toBe(moment);
  });

  it('says nothing of what is no date', () => {
    expect(sayDate('', 'es')).toBe('');
    expect(sayDate('tomorrow', 'en')).toBe('');
  });
});
