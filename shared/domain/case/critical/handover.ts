import { type DutyChange, dutyChanges, onDutyAt, type Schedule } from '../../oncall/index.ts';
import type { Case } from '../case.ts';
import type { NewEntry } from '../events.ts';
import { decideAssign } from '../ownership.ts';
import type { Actor } from '../vocabulary.ts';
import { minutesAfter } from './clocks.ts';
import {
  agentsOnly,
  type CriticalCase,
  type CriticalContext,
  critical,
  holdersOf,
  isWorkedOn,
} from './guards.ts';

/** How long after a change of shift the note may take until the duty lead is told. */
const handoverMinutes = 15;

/**
 * Hands a critical issue to the next on the rota with a written situation: the note, and the new owner. Who goes
 * on with it after their shift notes that by handing it to themselves.
 *
 * @throws Conflict | Forbidden
 */
export function decideHandover(
  of: Case,
  { toId, toName, situation }: { toId: string; toName: string; situation: string },
  context: CriticalContext,
): NewEntry[] {
  agentsOnly(context, 'hand a critical issue over');
  const { ownerId } = critical(of);
  const { now, actor } = context;
  const noted: NewEntry = {
    type: 'handover.noted',
    at: now,
    actor,
    visibility: 'internal',
    data: {
      fromId: ownerId,
      toId,
      toName,
      situation,
      ...(of.deadlines.handover === undefined ? {} : { deadlines: { handover: null } }),
    },
  };
  const assigned = decideAssign(
    of,
    { ownerId: toId, ownerName: toName, how: 'hand', reason: 'handover', summary: situation },
    context,
  );
  return [noted, ...assigned];
}

/**
 * The change of shift after which a critical issue that is worked on is still with somebody else than who came on
 * duty; null without one. Of several only the last counts. Whoever got it, or said that they go on with it, after
 * the change is asked nothing more.
 */
export function handoverDue(of: CriticalCase, schedule: Schedule, now: string): DutyChange | null {
  const { heldSince, callbackReachedAt } = of.critical;
  const since = heldSince ?? callbackReachedAt;
  if (!isWorkedOn(of) || since === null || since >= now) return null;
  const onDuty = onDutyAt(schedule, now);
  if (onDuty === null || onDuty.personId === holdersOf(of)[0]) return null;
  return dutyChanges(schedule, { from: since, to: now }).at(-1) ?? null;
}

/** Asks for the handover, once for each change of shift; the note is due a quarter of an hour later. */
export function decideAskHandover(
  of: CriticalCase,
  { at, personId, name }: DutyChange & { readonly name: string },
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  const data = {
    changedAt: at,
    fromId: holdersOf(of)[0] ?? null,
    toId: personId,
    toName: name,
    deadlines: { handover: minutesAfter(now, handoverMinutes) },
  };
  return [{ type: 'handover.asked', at: now, actor, visibility: 'internal', data }];
}
