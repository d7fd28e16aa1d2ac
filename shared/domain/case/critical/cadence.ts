import { InvalidInput } from '../../../errors/index.ts';
import type { Case } from '../case.ts';
import type { NewEntry } from '../events.ts';
import type { OutgoingMail } from '../mail.ts';
import type { DeadlineChanges } from '../vocabulary.ts';
import { updateClocks } from './clocks.ts';
import { type CriticalContext, critical } from './guards.ts';

const shortest = 5;
const longest = 24 * 60;

/**
 * One party says how often the customer shall hear (contract: «de forma razonable y mutuamente acordada»).
 * Said by one it is a proposal; said by the other as well it is agreed, with both signatures. Until then
 * the cadence in force stays in force. Renegotiable as often as they like.
 *
 * @throws Conflict | InvalidInput
 */
export function decideCadence(
  of: Case,
  { minutes, mail }: { minutes: number; mail: OutgoingMail | null },
  { now, actor, side }: CriticalContext,
): NewEntry[] {
  const { critical: state } = critical(of);
  refuseUnreasonable(minutes);
  const { cadence } = state;
  if (cadence.agreed && cadence.minutes === minutes && cadence.proposal === null) return [];
  const { proposal } = cadence;
  if (proposal === null || proposal.by === side || proposal.minutes !== minutes) {
    if (proposal?.by === side && proposal.minutes === minutes) return [];
    return [
      { type: 'cadence.proposed', at: now, actor, visibility: 'public', data: { by: side, minutes, mail } },
    ];
  }
  const signatures =
    side === 'customer'
      ? { customer: actor.name, desk: proposal.proposedBy }
      : { customer: proposal.proposedBy, desk: actor.name };
  return [
    {
      type: 'cadence.agreed',
      at: now,
      actor,
      visibility: 'public',
      data: { minutes, signatures, ...renewed(of, minutes, now) },
    },
  ];
}

/** The new cadence counts from the last time the customer heard; a promise that it would break at once counts from now. */
function renewed(of: Case, minutes: number, now: string): { deadlines?: DeadlineChanges } {
  if (of.critical === null || of.deadlines['critical-update'] === undefined) return {};
  const { lastUpdateAt, callbackReachedAt } = of.critical;
  const clocks = updateClocks(lastUpdateAt ?? callbackReachedAt ?? now, minutes);
  const due = clocks['critical-update'];
  return { deadlines: due !== undefined && due !== null && due > now ? clocks : updateClocks(now, minutes) };
}

function refuseUnreasonable(minutes: number): void {
  if (Number.isInteger(minutes) && minutes >= shortest && minutes <= longest) return;
  throw new InvalidInput(`A cadence of ${minutes} minutes cannot be kept.`, [
    { path: 'minutes', message: `Give whole minutes from ${shortest} to ${longest}.` },
  ]);
}
