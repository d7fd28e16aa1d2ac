import { dayNumber } from '../calendar/civil-date.ts';
import { epochOf } from '../calendar/index.ts';
import { DAY, type Span } from '../calendar/instant.ts';
import { firstInstantAtWall, offsetAt } from '../calendar/time-zone.ts';
import { clockTime, type WallHours, wallHours } from '../calendar/weekly-hours.ts';
import type { Layer, Schedule, Stretch } from './schedule.ts';

interface Substitution extends Span {
  /** Whom it replaces; null for whoever it is. */
  readonly replaces: string | null;
  readonly personId: string;
}

/** A layer in numbers. */
export interface CompiledLayer extends Span {
  readonly layer: Layer;
  /** Null for a seat that is taken around the clock. */
  readonly windows: WallHours | null;
  readonly overrides: readonly Substitution[];
  readonly swaps: readonly Substitution[];
  /** The epoch at which turn number `n` begins; turn 0 is the first member's first. */
  readonly handoff: (n: number) => number;
  /** The number of the turn that an epoch falls in; negative before the rotation starts. */
  readonly turnAt: (epoch: number) => number;
}

export interface Absence extends Span {
  readonly deputyId: string | null;
}

export interface CompiledSchedule {
  readonly layers: readonly CompiledLayer[];
  readonly absences: ReadonlyMap<string, readonly Absence[]>;
}

/** Schedules are values that never change, so what was computed from one holds as long as it lives. */
const compiled = new WeakMap<Schedule, CompiledSchedule>();

export function compile(schedule: Schedule): CompiledSchedule {
  const known = compiled.get(schedule);
  if (known !== undefined) return known;
  const absences = Map.groupBy(
    schedule.leave.map((leave) => ({ ...leave, ...spanOf(leave) })),
    ({ personId }) => personId,
  );
  const made = { layers: schedule.layers.map((layer) => compileLayer(layer, schedule)), absences };
  compiled.set(schedule, made);
  return made;
}

const spanOf = ({ from, to }: Stretch): Span => ({ start: epochOf(from), end: epochOf(to) });

function compileLayer(layer: Layer, { overrides, swaps }: Schedule): CompiledLayer {
  const { layerId, timeZone, windows, from, until } = layer;
  return {
    layer,
    start: from === null ? Number.NEGATIVE_INFINITY : epochOf(from),
    end: until === null ? Number.POSITIVE_INFINITY : epochOf(until),
    windows: windows.length === 0 ? null : wallHours({ timeZone, weekly: windows }),
    overrides: overrides
      .filter((override) => override.layerId === layerId)
      .map((override) => ({ ...spanOf(override), replaces: null, personId: override.personId })),
    swaps: swaps
      .filter((swap) => swap.layerId === layerId)
      .flatMap(({ turns: [one, other] }) => [
        { ...spanOf(one), replaces: one.personId, personId: other.personId },
        { ...spanOf(other), replaces: other.personId, personId: one.personId },
      ]),
    ...turnsOf(layer),
  };
}

/** Turns are counted in dates, so clock changes move a handover's instant and never the count. */
function turnsOf({ timeZone, rotation }: Layer): Pick<CompiledLayer, 'handoff' | 'turnAt'> {
  const firstDay = dayNumber(rotation.startsOn);
  const daysPerTurn = rotation.every * (rotation.unit === 'week' ? 7 : 1);
  const handoffClock = clockTime(rotation.handoffAt) ?? 0;
  const known = new Map<number, number>();
  const handoff = (n: number): number => {
    const before = known.get(n);
    if (before !== undefined) return before;
    const instant = firstInstantAtWall(timeZone, (firstDay + n * daysPerTurn) * DAY + handoffClock);
    known.set(n, instant);
    return instant;
  };
  const turnAt = (epoch: number): number => {
    const today = Math.floor((epoch + offsetAt(timeZone, epoch)) / DAY);
    const turn = Math.floor((today - firstDay) / daysPerTurn);
    if (epoch < handoff(turn)) return turn - 1;
    // A clock set back over midnight shows yesterday again, after the handover.
    return epoch < handoff(turn + 1) ? turn : turn + 1;
  };
  return { handoff, turnAt };
}
