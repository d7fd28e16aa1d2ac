import { epochOf, type Instant, instantOf } from '../calendar/index.ts';
import { changePoints } from './change-points.ts';
import { compile } from './compiled.ts';
import { type OnCall, seatAt } from './on-call.ts';
import type { Schedule, Stretch } from './schedule.ts';

/** A person in a seat from one instant to another. */
export interface Shift extends OnCall {
  readonly from: Instant;
  readonly to: Instant;
}

/** The shifts between two instants, cut to them, by start; the same person goes on in one shift. */
export function shiftsBetween(schedule: Schedule, { from, to }: Stretch): readonly Shift[] {
  const compiled = compile(schedule);
  const span = { start: epochOf(from), end: epochOf(to) };
  const points = changePoints(compiled, span).map((epoch) => ({ epoch, at: instantOf(epoch) }));
  const shifts: Shift[] = [];
  for (const layer of compiled.layers) {
    let current: Shift | null = null;
    for (const { epoch, at } of points) {
      const seat = seatAt(compiled, layer, epoch);
      const onCall: OnCall | null = seat.state === 'taken' ? seat.onCall : null;
      if (current !== null && onCall !== null && sameSeat(current, onCall)) continue;
      if (current !== null) shifts.push({ ...current, to: at });
      current = onCall === null ? null : { ...onCall, from: at, to };
    }
    if (current !== null) shifts.push(current);
  }
  return shifts.sort((a, b) => a.from.localeCompare(b.from));
}

const sameSeat = (one: OnCall, other: OnCall): boolean =>
  one.personId === other.personId && one.because === other.because && one.standsInFor === other.standsInFor;
