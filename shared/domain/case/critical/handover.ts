import type { Case } from '../case.ts';
import type { NewEntry } from '../events.ts';
import { decideAssign } from '../ownership.ts';
import { agentsOnly, type CriticalContext, critical } from './guards.ts';

/**
 * Hands a critical issue to the next on the rota with a written situation: the note, and the new owner.
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
    data: { fromId: ownerId, toId, toName, situation },
  };
  const assigned = decideAssign(
    of,
    { ownerId: toId, ownerName: toName, how: 'hand', reason: 'handover', summary: situation },
    context,
  );
  return [noted, ...assigned];
}
