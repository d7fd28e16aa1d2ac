import { epochOf, type Instant, instantOf } from '../calendar/index.ts';
import { DAY } from '../calendar/instant.ts';
import { changePoints } from './change-points.ts';
import { compile } from './compiled.ts';
import { type OnCall, onCallAt } from './on-call.ts';
import type { Schedule, Stretch } from './schedule.ts';

/** Another person has come on duty. */
export interface DutyChange {
  readonly at: Instant;
  readonly personId: string;
}

/** How far ahead the next change of shift is looked for: as far as a schedule is proven. */
const aheadDays = 400;
const stepDays = 8;

/** Whom a page would find first at an instant: the primary, else who stands behind them; null in a gap. */
export const onDutyAt = (schedule: Schedule, instant: Instant): OnCall | null =>
  onCallAt(schedule, instant)[0] ?? null;

/** Each time that somebody else came on duty after one instant, and until another or at it, in order. */
export function dutyChanges(schedule: Schedule, { from, to }: Stretch): readonly DutyChange[] {
  const span = { start: epochOf(from), end: epochOf(to) + 1 };
  let before = onDutyAt(schedule, from)?.personId ?? null;
  return changePoints(compile(schedule), span).flatMap((epoch) => {
    const at = instantOf(epoch);
    const personId = onDutyAt(schedule, at)?.personId ?? null;
    const changed = epoch > span.start && personId !== null && personId !== before;
    before = personId ?? before;
    return changed ? [{ at, personId }] : [];
  });
}

/** The first change of shift after an instant; null where the same person goes on for 400 days. */
export function nextDutyChange(schedule: Schedule, after: Instant): DutyChange | null {
  const start = epochOf(after);
  for (let days = 0; days < aheadDays; days += stepDays) {
    const from = instantOf(start + days * DAY);
    const to = instantOf(start + (days + stepDays) * DAY);
    const [first] = dutyChanges(schedule, { from, to });
    if (first !== undefined) return first;
  }
  return null;
}
