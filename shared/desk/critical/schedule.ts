import type * as z from 'zod';
import { ScheduleConflict, type ScheduleStore, type StoredSchedule } from '../../aws/schedule-store.ts';
import type { ScheduleView } from '../../contracts/api/desk.ts';
import { authorOf } from '../../domain/audit/change.ts';
import {
  type Coverage,
  checkSchedule,
  proveCoverage,
  type Schedule,
  shiftsBetween,
} from '../../domain/oncall/index.ts';
import { Conflict, InvalidInput, Stale } from '../../errors/index.ts';
import type { DecidingDesk } from '../desk.ts';
import type { Change } from '../directory/directory-desk.ts';
import { emptySchedule, responderOf } from './crew.ts';

export interface ScheduleDesk extends DecidingDesk {
  readonly onCall: ScheduleStore;
}

type Asked = Omit<z.output<typeof ScheduleView>, 'version'>;

/** There is one schedule: the desk's. */
const scheduleId = 'main';
/** How far apart the ends of one question about shifts may be. */
const longestDays = 400;

/** The schedule, or an empty one before anybody has saved one. */
export async function readSchedule({ onCall }: Pick<ScheduleDesk, 'onCall'>): Promise<StoredSchedule> {
  return (await onCall.schedule()) ?? { ...emptySchedule, version: 0 };
}

/**
 * Saves the schedule, once it is proven that no second of the next 400 days is without a reachable person.
 *
 * @throws InvalidInput | Stale | Conflict naming the first gap
 */
export async function saveSchedule(
  desk: ScheduleDesk,
  { principal, fields, expectedVersion }: Change<Asked>,
): Promise<StoredSchedule> {
  const before = await desk.onCall.schedule();
  if (expectedVersion !== undefined && (before?.version ?? 0) !== expectedVersion) throw stale();
  const coverage = await provenCoverage(desk, fields);
  if (!coverage.covered) throw new Conflict('schedule-has-a-gap', coverage.gap.message);
  try {
    return await desk.onCall.save(
      { scheduleId, ...fields } as Schedule,
      before,
      authorOf(principal, desk.now()),
    );
  } catch (error) {
    throw error instanceof ScheduleConflict ? stale() : error;
  }
}

/** Whether a schedule covers every second of the next 400 days, or its first gap. @throws InvalidInput */
export async function provenCoverage(desk: ScheduleDesk, asked: Asked): Promise<Coverage> {
  const schedule = { scheduleId, ...asked } as Schedule;
  const people = (await desk.directory.people()).map(responderOf);
  checkSchedule(schedule, people);
  return proveCoverage({ schedule, people, from: desk.now() });
}

/** Who is on call between two instants. @throws InvalidInput */
export async function shifts(desk: ScheduleDesk, { from, to }: { from: string; to: string }) {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (!(days > 0 && days <= longestDays)) {
    throw new InvalidInput('The stretch asked for cannot be answered.', [
      { path: 'to', message: `Ask for up to ${longestDays} days from "from" on.` },
    ]);
  }
  const [schedule, people] = await Promise.all([readSchedule(desk), desk.directory.people()]);
  const names = new Map(people.map(({ personId, name }) => [personId, name]));
  return shiftsBetween(schedule, { from, to }).map(({ role: _role, standsInFor: _standIn, ...shift }) => ({
    ...shift,
    name: names.get(shift.personId) ?? null,
  }));
}

const stale = () =>
  new Stale('changed-meanwhile', 'Somebody changed it since you read it: read it again, then decide.');
