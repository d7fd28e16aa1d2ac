import type { PlainDate } from './civil-date.ts';
import type { WeeklyInterval } from './weekly-hours.ts';

/** Where the holidays of a calendar come from, and what its owner adds and takes away. */
export interface HolidayRules {
  /** ISO 3166-1 code such as `ES`; null keeps no public holidays. */
  readonly country: string | null;
  /** Subdivision such as `MD`, or `BY-A` for a part of one; null keeps the whole country's only. */
  readonly region: string | null;
  /** Own closed dates: a fair, a move, a day off by agreement. */
  readonly add: readonly PlainDate[];
  /** Public holidays on which this desk works. */
  readonly remove: readonly PlainDate[];
}

/** The hours as somebody writes them. */
export interface CalendarHours {
  /** IANA name: `Europe/Madrid`. */
  readonly timeZone: string;
  /** Open at every instant: a flag, because 00:00 to 23:59 loses a minute each midnight (zammad#3180). */
  readonly always: boolean;
  readonly weekly: readonly WeeklyInterval[];
  readonly holidays: HolidayRules;
}

/**
 * Hours in force from a date on. The holidays were looked up once, when the version was saved: what is
 * promised does not change because somebody else's holiday data did (zammad#390), and no timer needs that data.
 */
export interface CalendarVersion extends CalendarHours {
  /** The version holds from the start of this day in its own zone; the first also holds before it. */
  readonly effectiveFrom: PlainDate;
  /** Every date that stays shut: public holidays, plus own dates, minus the removed. */
  readonly closedDates: readonly PlainDate[];
  /** The last day for which public holidays were known; null without a country. */
  readonly holidaysKnownUntil: PlainDate | null;
}

/**
 * Business hours that are «from time to time extended or reduced» (the contract, Technical Account
 * Manager i): a list of versions, each in force from its date, never changed once it is in force.
 */
export interface Calendar {
  readonly calendarId: string;
  readonly name: string;
  /** In order of `effectiveFrom`; at least one. */
  readonly versions: readonly CalendarVersion[];
}

/** Where public holidays are looked up; `holidays/index.ts` is the one there is. */
export interface HolidaySource {
  readonly holidaysKnownUntil: PlainDate;
  readonly publicHolidaysOf: (country: string, region: string | null) => readonly PlainDate[] | null;
}

/** The Severity-1 hotline's hours: 24x7x365. */
export const alwaysOpen: Calendar = {
  calendarId: 'always-open',
  name: '24x7',
  versions: [
    {
      effectiveFrom: '1970-01-01',
      timeZone: 'UTC',
      always: true,
      weekly: [],
      holidays: { country: null, region: null, add: [], remove: [] },
      closedDates: [],
      holidaysKnownUntil: null,
    },
  ],
};
