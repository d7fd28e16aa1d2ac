import type { CalendarView } from '../../../../shared/contracts/api/calendars.ts';

export type Version = CalendarView['versions'][number];
export type Weekly = Version['weekly'][number];
export type Day = Weekly['days'][number];

/** The days in their order; the catalogue names them in the same. */
export const days: readonly Day[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

/** The hours in force at a moment: the latest that had begun by then in their own zone. */
export function versionAt(versions: readonly Version[], now: number): Version | undefined {
  const begun = versions.filter(({ effectiveFrom, timeZone }) => effectiveFrom <= dateIn(now, timeZone));
  return begun.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0] ?? versions[0];
}

/** The civil date of a moment in a zone, as `2026-11-24`. */
export function dateIn(now: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
}

/** The spans of one day of the week, as `09:00–14:00`. */
export function spansOf(weekly: readonly Weekly[], day: Day): string[] {
  return weekly
    .filter(({ days: open }) => open.includes(day))
    .map(({ opens, closes }) => `${opens}–${closes}`);
}
