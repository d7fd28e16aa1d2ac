import { DAY } from './instant.ts';

/** A date without a zone, `2026-11-24`. */
export type PlainDate = string;

/** ISO order: the array's index is the ISO weekday minus one. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** 1970-01-01, day number 0, was a Thursday. */
const weekdayOfEpoch = 3;

/** Days since 1970-01-01. */
export const dayNumber = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`) / DAY;

export const plainDate = (day: number): PlainDate => new Date(day * DAY).toISOString().slice(0, 10);

/** 0 is Monday, 6 is Sunday. */
export const weekdayIndex = (day: number): number => (((day + weekdayOfEpoch) % 7) + 7) % 7;

/** True for a date that exists, written `2026-11-24`; 2026-02-29 does not. */
export function isPlainDate(text: string): boolean {
  if (!/^(19[789]|20\d|21\d)\d-\d\d-\d\d$/.test(text)) return false;
  const day = dayNumber(text);
  return !Number.isNaN(day) && plainDate(day) === text;
}
