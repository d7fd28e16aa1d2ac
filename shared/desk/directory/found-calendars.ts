import type { Directory } from '../../aws/directory.ts';
import { DirectoryConflict, type DirectoryWriter } from '../../aws/directory-writer.ts';
import { holidaysKnownUntil, publicHolidaysOf } from '../../domain/calendar/holidays/index.ts';
import {
  newCalendar,
  type PresetName,
  presetNames,
  presets,
  renewHolidays,
} from '../../domain/calendar/index.ts';
import { deploymentActor } from '../actors.ts';

interface CalendarDesk {
  readonly directory: Pick<Directory, 'calendar' | 'calendars'>;
  readonly write: Pick<DirectoryWriter, 'putCalendar'>;
  readonly now: () => string;
}

const holidays = { holidaysKnownUntil, publicHolidaysOf };

/**
 * Gives a desk the usual business hours to begin with, and every calendar the public holidays that this release
 * knows: a calendar carries its own dates, so they end unless somebody adds more. What is there stays as it is.
 */
export async function foundCalendars(desk: CalendarDesk): Promise<void> {
  const by = { actor: deploymentActor, at: desk.now() };
  for (const [calendarId, hours] of Object.entries(presets)) {
    if ((await desk.directory.calendar(calendarId)) !== null) continue;
    const name = presetNames[calendarId as PresetName];
    const calendar = newCalendar({ calendarId, name }, { hours, holidays, now: desk.now() });
    await unlessMeanwhile(desk.write.putCalendar({ value: { ...calendar, version: 1 }, before: null, by }));
  }
  for (const before of await desk.directory.calendars()) {
    const renewed = renewHolidays(before, holidays);
    if (renewed.versions.every((version, index) => version === before.versions[index])) continue;
    const value = { ...renewed, version: before.version + 1 };
    await unlessMeanwhile(desk.write.putCalendar({ value, before, by }));
  }
}

/** Whoever saved the calendar at this moment wrote what they want: the next deployment renews it. */
async function unlessMeanwhile(write: Promise<void>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof DirectoryConflict)) throw error;
  }
}
