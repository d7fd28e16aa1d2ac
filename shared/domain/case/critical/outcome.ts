import { Conflict } from '../../../errors/index.ts';
import type { Case } from '../case.ts';
import type { NewEntry } from '../events.ts';
import type { OutgoingMail } from '../mail.ts';
import type { Terms } from '../terms.ts';
import type { DeadlineChanges } from '../vocabulary.ts';
import { backToWorkClocks, noUpdateClocks, refuseFuture } from './clocks.ts';
import { agentsOnly, type CriticalContext, critical } from './guards.ts';

interface Outcome {
  readonly description: string;
  /** When it was given, or ended; null is now. */
  readonly at: string | null;
  readonly mail: OutgoingMail;
}
type Context = CriticalContext & { readonly terms: Terms };

/**
 * A workaround has been given (contract: «o se haya proporcionado una solución temporal»). A callback that
 * is still owed stays owed.
 *
 * @throws Conflict | Forbidden | InvalidInput
 */
export function decideWorkaround(of: Case, { description, at, mail }: Outcome, context: Context): NewEntry[] {
  agentsOnly(context, 'give a workaround');
  refuseOnceEnded(of);
  const { now, actor } = context;
  const givenAt = at ?? now;
  refuseFuture(givenAt, now, 'at');
  const data = { description, givenAt, mail, deadlines: clocksAfterwards(context) };
  return [{ type: 'workaround.given', at: now, actor, visibility: 'public', data }];
}

/**
 * The workaround helps no longer, as either party finds: back to work, with a new promise of the next update. A
 * proposal to close that rests on it falls with it, whoever made it.
 *
 * @throws Conflict | Forbidden
 */
export function decideWorkaroundFailed(
  of: Case,
  { reason }: { readonly reason: string },
  context: CriticalContext,
): NewEntry[] {
  const { side, now, actor } = context;
  if (side === 'desk') agentsOnly(context, 'take a workaround back');
  refuseOnceEnded(of);
  if (critical(of).critical.workaroundAt === null) {
    throw new Conflict('no-workaround', 'No workaround is in force: write a message, or call the hotline.');
  }
  const { page, ...clocks } = backToWorkClocks(of, now);
  const deadlines: DeadlineChanges = {
    update: null,
    'owner-silence': null,
    'closure-reminder': null,
    'closure-lapse': null,
    ...clocks,
    ...(side === 'customer' && page !== undefined ? { page } : {}),
  };
  const data = { by: side, reason, deadlines };
  return [{ type: 'workaround.failed', at: now, actor, visibility: 'public', data }];
}

/**
 * The critical issue has ended (contract: «hasta que el Problema Crítico haya terminado»).
 *
 * @throws Conflict | Forbidden | InvalidInput
 */
export function decideEnd(of: Case, { description, at, mail }: Outcome, context: Context): NewEntry[] {
  agentsOnly(context, 'declare the end');
  refuseOnceEnded(of);
  const { now, actor } = context;
  const endedAt = at ?? now;
  refuseFuture(endedAt, now, 'at');
  const data = { description, endedAt, mail, deadlines: clocksAfterwards(context) };
  return [{ type: 'unavailability.ended', at: now, actor, visibility: 'public', data }];
}

function refuseOnceEnded(of: Case): void {
  if (critical(of).critical.endedAt === null) return;
  throw new Conflict('issue-ended', 'The end is on record: propose to close, or send a message.');
}

/** The work on the issue as critical is done; until both agree to close, the customer still hears in business hours. */
function clocksAfterwards({ now, terms }: Context): DeadlineChanges {
  const { businessTime, targets } = terms;
  return {
    ...noUpdateClocks,
    update: businessTime(now, targets.updateMinutes),
    'owner-silence': businessTime(now, targets.ownerSilenceMinutes),
  };
}
