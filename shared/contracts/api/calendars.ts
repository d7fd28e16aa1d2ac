import * as z from 'zod';
import { Instant } from '../../domain/case/vocabulary.ts';
import { desk, id, line, listOf, managers, route } from './route.ts';

export const WeeklyInterval = z.object({
  days: z
    .array(z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']))
    .min(1)
    .max(7),
  opens: z.string().describe('HH:MM on the wall'),
  closes: z.string().describe('HH:MM; before `opens`, it is the next day'),
});
/** Business hours as somebody writes them; problems of sense are named by the domain, all at once. */
export const CalendarHoursView = z
  .object({
    timeZone: z.string().max(64),
    always: z.boolean(),
    weekly: z.array(WeeklyInterval).max(50),
    holidays: z.object({
      country: z.string().max(2).nullable(),
      region: z.string().max(10).nullable(),
      add: z.array(z.string().max(20)).max(200).describe('Days, such as 2026-12-24'),
      remove: z.array(z.string().max(20)).max(200),
    }),
  })
  .meta({ id: 'CalendarHours' });
export const CalendarVersionView = CalendarHoursView.extend({
  effectiveFrom: z.iso.date(),
  closedDates: z.array(z.iso.date()),
  holidaysKnownUntil: z.iso.date().nullable(),
}).meta({ id: 'CalendarVersion' });
export const CalendarView = z
  .object({
    calendarId: id,
    name: line(100),
    versions: z.array(CalendarVersionView).min(1),
    openNow: z.boolean(),
    changesAt: Instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'CalendarView' });
export type CalendarView = z.infer<typeof CalendarView>;

/** Business hours, effective from a date on. */
export const calendarRoutes = {
  listCalendars: route({
    method: 'get',
    path: '/calendars',
    tag: 'calendars',
    summary: 'Business hours',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    answer: listOf(CalendarView),
    status: 200,
  }),
  putCalendar: route({
    method: 'put',
    path: '/calendars/{calendarId}',
    tag: 'calendars',
    summary: 'Create a calendar, or change its hours from a date on',
    callers: [...managers, 'machine'],
    scope: 'desk:write',
    body: z.object({ name: line(100), hours: CalendarHoursView, effectiveFrom: z.iso.date().optional() }),
    answer: CalendarView,
    status: 200,
    creates: 'calendarId',
    versioned: true,
  }),
} as const;
