import type { ScheduleStore, StoredSchedule } from '../../aws/schedule-store.ts';
import type { Person } from '../../domain/account/person.ts';
import { type Coverage, type CoverageGap, proveCoverage } from '../../domain/oncall/index.ts';
import { Conflict } from '../../errors/index.ts';
import type { DecidingDesk } from '../desk.ts';
import { emptySchedule, responderOf } from './crew.ts';

export interface CoverageDesk extends Pick<DecidingDesk, 'directory' | 'now'> {
  readonly onCall: Pick<ScheduleStore, 'schedule'>;
}

/**
 * Whether the schedule in force still covers every second of the next 400 days. It is proven when it is saved,
 * but each day brings another day into sight, with the end of a layer or a leave without a deputy. Without a
 * schedule nobody is on call.
 */
export async function coverageNow({ onCall, directory, now }: CoverageDesk): Promise<Coverage> {
  const [schedule, people] = await Promise.all([onCall.schedule(), directory.people()]);
  return proveCoverage({
    schedule: schedule ?? emptySchedule,
    people: people.map(responderOf),
    from: now(),
  });
}

/**
 * Refuses a change of one of the desk's people that would leave a second without a reachable person, where
 * there was none before, or sooner.
 *
 * @returns the schedule that this was proven on: the change is written only while it stands
 * @throws Conflict naming the gap
 */
export async function refuseGap(
  { onCall, directory, now }: CoverageDesk,
  changed: Person,
  remedy: string,
): Promise<StoredSchedule | null> {
  const schedule = await onCall.schedule();
  if (schedule === null) return null;
  const everybody = await directory.people();
  const from = now();
  const firstGap = (people: readonly Person[]): CoverageGap | null => {
    const coverage = proveCoverage({ schedule, people: people.map(responderOf), from });
    return coverage.covered ? null : coverage.gap;
  };
  const after = firstGap(everybody.map((one) => (one.personId === changed.personId ? changed : one)));
  if (after === null) return schedule;
  const before = firstGap(everybody);
  if (before !== null && before.from <= after.from) return schedule;
  throw new Conflict('would-leave-a-gap', `${after.message} ${remedy}`);
}
