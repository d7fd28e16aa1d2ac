import { Conflict } from '../../../errors/index.ts';
import type { Case } from '../case.ts';
import type { NewEntry } from '../events.ts';
import { ladderDue } from './clocks.ts';
import { type CriticalContext, critical, deskOnly } from './guards.ts';

/**
 * One of the desk's people takes the page: the ladder rests until the callback is due. It meets nothing:
 * only a call that reached the customer does. A second person may take over from the first. Once the callback is
 * overdue each word counts anew, also of who had the page before: it gives them another moment to call.
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
  const hasIt = state.acknowledgedBy === actor.id && now < ladderDue(state);
  if (state.callbackReachedAt !== null || hasIt) return [];
  return [
    {
      type: 'page.acknowledged',
      at: now,
      actor,
      visibility: 'internal',
      data: { personId: actor.id, personName: actor.name, channel, deadlines: { page: now } },
    },
  ];
}

/**
 * One of the desk's people cannot: the next in line are paged at once instead of at the ladder's next step
 * (goalert#2775). Who had taken the page before has it no longer.
 *
 * @throws Conflict once the customer was reached | Forbidden
 */
export function decideDecline(
  of: Case,
  { channel }: { channel: string },
  context: CriticalContext,
): NewEntry[] {
  deskOnly(context, 'pass a page on');
  const { critical: state } = critical(of);
  const { now, actor } = context;
  if (state.callbackReachedAt !== null) {
    throw new Conflict('customer-reached', 'The customer has been reached: hand the case over instead.');
  }
  if (state.declinedBy?.includes(actor.id)) return [];
  const data = { personId: actor.id, personName: actor.name, channel, deadlines: { page: now } };
  return [{ type: 'page.declined', at: now, actor, visibility: 'internal', data }];
}
