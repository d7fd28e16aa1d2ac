import type { Language } from '../../../shared/contracts/vocabulary.ts';

/** How a reader wants times: in their zone, their language. */
export interface Reader {
  readonly timeZone: string;
  readonly language: Language;
}

/** How a day and its time are put together; days of the week and dates are written by `Intl`. */
export interface DayWords {
  readonly today: (time: string) => string;
  readonly tomorrow: (time: string) => string;
  readonly yesterday: (time: string) => string;
  readonly on: (day: string, time: string) => string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format({ timeZone, language }: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${language} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const locale = language === 'es' ? 'es-ES' : 'en-GB';
  const made = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
  formats.set(key, made);
  return made;
}

/** Days since the epoch of the civil date that an instant has in the reader's zone. */
function dayNumber(at: number, timeZone: string): number {
  const { year = 0, month = 1, day = 1 } = numbersOf(at, timeZone);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** A time as people say it: `today 09:40`, `Tue 09:40` within the week, else with its date. */
export function sayTime(
  instant: string | number,
  now: number,
  { reader, words }: { reader: Reader; words: DayWords },
): string {
  const at = new Date(instant).getTime();
  const days = dayNumber(at, reader.timeZone) - dayNumber(now, reader.timeZone);
  const time = format(reader, { hour: '2-digit', minute: '2-digit' }).format(at);
  if (days === 0) return words.today(time);
  if (days === 1) return words.tomorrow(time);
  if (days === -1) return words.yesterday(time);
  if (Math.abs(days) < 7) return words.on(format(reader, { weekday: 'short' }).format(at), time);
  const sameYear =
    format(reader, { year: 'numeric' }).format(at) === format(reader, { year: 'numeric' }).format(now);
  const date = format(reader, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
  return words.on(date.format(at), time);
}

/** The exact time, with seconds and the zone's name. */
export function sayExactly(instant: string | number, reader: Reader): string {
  return format(reader, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** The civil date of an instant, such as `Mon 24 Nov`. */
export function sayDay(instant: string | number, reader: Reader): string {
  return format(reader, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(instant));
}

/** A civil date such as `2026-11-24` in words: `Tue, 24 Nov 2026`, the same wherever it is read; else nothing. */
export function sayDate(date: string, language: Language): string {
  const day = new Date(date);
  return Number.isNaN(day.getTime()) ? '' : format({ timeZone: 'UTC', language }, dateWords).format(day);
}

/** An instant on the reader's clock with its whole date, such as `Tue, 24 Nov 2026, 09:40`. */
export function sayInWords(instant: string | number, reader: Reader): string {
  return format(reader, { ...dateWords, hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

const dateWords = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;

/** The time of day of an instant. */
export function sayClock(instant: string | number, reader: Reader): string {
  return format(reader, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

/**
 * A span in its two largest units, rounded down: `3 d 4 h`, `2 h 05 min`, and below an hour `14:59`, so that
 * a countdown shows its seconds only when they matter. Negative spans are said without their sign.
 */
export function saySpan(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const two = (value: number): string => String(value).padStart(2, '0');
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${two(minutes)} min`;
  return `${minutes}:${two(seconds % 60)}`;
}

export type Urgency = 'late' | 'soon' | 'near' | 'calm';

/** How pressing a deadline is: late, within a quarter, within two hours, or not yet. */
export function urgencyOf(dueAt: string, now: number): Urgency {
  const left = new Date(dueAt).getTime() - now;
  if (left <= 0) return 'late';
  if (left <= 15 * 60_000) return 'soon';
  return left <= 2 * 3_600_000 ? 'near' : 'calm';
}

/** The value of a `datetime-local` input as an instant: the reader's wall clock in the reader's zone. */
export function instantOf(local: string, timeZone: string): string | null {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  // Twice, because the offset is looked up at a guess that a clock change may lie between.
  let at = wall;
  for (let pass = 0; pass < 2; pass += 1) at = wall - offsetAt(at, timeZone);
  return new Date(at).toISOString();
}

/** An instant as the value of a `datetime-local` input in the reader's zone. */
export function localOf(instant: string | number, timeZone: string): string {
  const at = new Date(instant).getTime();
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}

function offsetAt(at: number, timeZone: string): number {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = numbersOf(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The wall clock of a zone at an instant, as numbers by their name. */
function numbersOf(at: number, timeZone: string): Record<string, number> {
  const parts = format(
    { timeZone, language: 'en' },
    {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    },
  ).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
}
