import type { CalendarHours } from './calendar.ts';
import type { Weekday } from './civil-date.ts';

const workdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

function officeHours(hours: {
  readonly timeZone: string;
  readonly opens: string;
  readonly closes: string;
  readonly country: string;
  readonly region: string | null;
}): CalendarHours {
  const { timeZone, opens, closes, country, region } = hours;
  return {
    timeZone,
    always: false,
    weekly: [{ days: workdays, opens, closes }],
    holidays: { country, region, add: [], remove: [] },
  };
}

/** The designated hours that technical account managers are usually given; a start, then everybody's own. */
export const presets = {
  'us-eastern': officeHours({
    timeZone: 'America/New_York',
    opens: '09:00',
    closes: '17:00',
    country: 'US',
    region: null,
  }),
  'us-pacific': officeHours({
    timeZone: 'America/Los_Angeles',
    opens: '09:00',
    closes: '17:00',
    country: 'US',
    region: null,
  }),
  uk: officeHours({
    timeZone: 'Europe/London',
    opens: '08:30',
    closes: '16:30',
    country: 'GB',
    region: 'ENG',
  }),
  madrid: officeHours({
    timeZone: 'Europe/Madrid',
    opens: '09:00',
    closes: '18:00',
    country: 'ES',
    region: 'MD',
  }),
} as const satisfies Record<string, CalendarHours>;
export type PresetName = keyof typeof presets;

/** What each is called at first. */
export const presetNames: Record<PresetName, string> = {
  madrid: 'Madrid 09–18',
  'us-eastern': 'US Eastern 09–17',
  'us-pacific': 'US Pacific 09–17',
  uk: 'UK 08:30–16:30',
};
