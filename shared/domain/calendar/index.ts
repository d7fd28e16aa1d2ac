/**
 * Business hours: calendars whose versions take effect from a date, and exact arithmetic over them.
 * The holidays of countries live in `holidays/index.ts`, apart, because only saving a calendar needs them.
 */
export {
  addBusinessTime,
  businessTimeBetween,
  isOpen,
  nextClosing,
  nextOpening,
} from './business-time.ts';
export {
  alwaysOpen,
  type Calendar,
  type CalendarHours,
  type CalendarVersion,
  type HolidayRules,
  type HolidaySource,
} from './calendar.ts';
export { type PlainDate, type Weekday, weekdays } from './civil-date.ts';
export { epochOf, type Instant, instantOf } from './instant.ts';
export { type OpenState, openState } from './open-state.ts';
export { type PresetName, presetNames, presets } from './presets.ts';
export {
  newCalendar,
  pinnedAt,
  renewHolidays,
  reviseCalendar,
  type UpcomingChange,
  upcomingChanges,
} from './revise.ts';
export { isTimeZone } from './time-zone.ts';
export type { WeeklyInterval } from './weekly-hours.ts';
