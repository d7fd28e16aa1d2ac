import { epochOf, type Instant } from '../calendar/index.ts';
import type { Span } from '../calendar/instant.ts';
import { openSpans } from '../calendar/weekly-hours.ts';
import { type CompiledLayer, type CompiledSchedule, compile } from './compiled.ts';
import { type OnCallRole, onCallRoles, type Schedule } from './schedule.ts';

/** A person in a seat, and why it is them. */
export interface OnCall {
  readonly personId: string;
  readonly role: OnCallRole;
  readonly layerId: string;
  readonly because: 'rotation' | 'swap' | 'override' | 'deputy';
  /** The person on leave whose deputy this is; null otherwise. */
  readonly standsInFor: string | null;
}

/** A seat at an instant: taken, empty, or empty because of leave. */
export type Seat =
  | { readonly state: 'taken'; readonly onCall: OnCall }
  | { readonly state: 'empty'; readonly role: OnCallRole }
  | { readonly state: 'on-leave'; readonly role: OnCallRole; readonly personId: string };

const covers =
  (epoch: number) =>
  ({ start, end }: Span): boolean =>
    start <= epoch && epoch < end;

/** Everybody on call at an instant, in the order to page them: by role, then as the layers are listed. */
export function onCallAt(schedule: Schedule, instant: Instant): readonly OnCall[] {
  const epoch = epochOf(instant);
  const compiled = compile(schedule);
  const seats = compiled.layers.map((layer) => seatAt(compiled, layer, epoch));
  return onCallRoles.flatMap((role) =>
    seats.flatMap((seat) => (seat.state === 'taken' && seat.onCall.role === role ? [seat.onCall] : [])),
  );
}

/** True while a person is on leave. */
export const isAway = (schedule: Schedule, personId: string, instant: Instant): boolean =>
  compile(schedule)
    .absences.get(personId)
    ?.some(covers(epochOf(instant))) ?? false;

/** Who sits in one seat at an epoch: override before swap before rotation, and deputies for those on leave. */
export function seatAt({ absences }: CompiledSchedule, compiled: CompiledLayer, epoch: number): Seat {
  const { role, layerId } = compiled.layer;
  const planned = plannedAt(compiled, epoch);
  if (planned === null) return { state: 'empty', role };
  const onLeave = new Set<string>();
  let { personId } = planned;
  for (;;) {
    const absence = absences.get(personId)?.findLast(covers(epoch));
    if (absence === undefined) break;
    onLeave.add(personId);
    if (absence.deputyId === null || onLeave.has(absence.deputyId)) {
      return { state: 'on-leave', role, personId: planned.personId };
    }
    personId = absence.deputyId;
  }
  const standIn = personId !== planned.personId;
  const because = standIn ? 'deputy' : planned.because;
  const standsInFor = standIn ? planned.personId : null;
  return { state: 'taken', onCall: { personId, role, layerId, because, standsInFor } };
}

function plannedAt(
  compiled: CompiledLayer,
  epoch: number,
): { readonly personId: string; readonly because: 'rotation' | 'swap' | 'override' } | null {
  const override = compiled.overrides.findLast(covers(epoch));
  if (override !== undefined) return { personId: override.personId, because: 'override' };
  if (!covers(epoch)(compiled) || !inWindow(compiled, epoch)) return null;
  const { members } = compiled.layer.rotation;
  const turn = compiled.turnAt(epoch);
  const personId = turn < 0 ? undefined : members[turn % members.length];
  if (personId === undefined) return null;
  const swap = compiled.swaps.findLast((swapped) => swapped.replaces === personId && covers(epoch)(swapped));
  return swap === undefined
    ? { personId, because: 'rotation' }
    : { personId: swap.personId, because: 'swap' };
}

function inWindow({ windows }: CompiledLayer, epoch: number): boolean {
  if (windows === null) return true;
  for (const _ of openSpans(windows, epoch, epoch + 1)) return true;
  return false;
}
