import * as holidays from '../../../../shared/domain/calendar/holidays/index.ts';
import {
  type Calendar,
  type CalendarHours,
  newCalendar,
  presets,
} from '../../../../shared/domain/calendar/index.ts';

/** A calendar of 2026 in Madrid, 09:00 to 18:00 on workdays, with no holidays; the override says what matters. */
export function aCalendar(override: Partial<CalendarHours> = {}): Calendar {
  const hours: CalendarHours = {
    ...presets.madrid,
    holidays: { country: null, region: null, add: [], remove: [] },
    ...override,
  };
  return newCalendar(
    { calendarId: 'test', name: 'Test' },
    { hours, holidays, now: '2026-01-01T00:00:00.000Z' },
  );
}

export const aPreset = (name: keyof typeof presets): Calendar =>
  newCalendar(
    { calendarId: name, name },
    { hours: presets[name], holidays, now: '2026-01-01T00:00:00.000Z' },
  );
