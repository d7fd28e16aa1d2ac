import type { Case } from '../case.ts';
import type { NewEntry } from '../events.ts';
import { type CriticalContext, critical, deskOnly } from './guards.ts';

/**
 * One of the desk's people takes the page: the ladder rests until the callback is due. It meets nothing:
 * only a call that reached the customer does. A second person may take over from the first.
 *
 * @throws Conflict | Forbidden
 */
export function decideAcknowledge(
  of: Case,
  { channel }: { channel: string },
  context: CriticalContext,
): NewEntry[] {
  deskOnly(context, 'acknowledge a page');
  const { critical: state } = critical(of);
  const { now, actor } = context;
  if (state.callbackReachedAt !== null || state.acknowledgedBy === actor.id) return [];
  return [
    {
      type: 'page.acknowledged',
      at: now,
      actor,
      visibility: 'internal',
      data: { personId: actor.id, personName: actor.name, channel },
    },
  ];
}
