import { Conflict } from '../../../errors/index.ts';
import type { Case } from '../case.ts';
import type { NewEntry } from '../events.ts';
import type { OutgoingMail } from '../mail.ts';
import type { Terms } from '../terms.ts';
import type { DeadlineChanges } from '../vocabulary.ts';
import { noUpdateClocks, refuseFuture } from './clocks.ts';
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
