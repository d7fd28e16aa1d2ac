import { Conflict, Forbidden } from '../../../errors/index.ts';
import type { Case, CriticalState } from '../case.ts';
import type { Actor, Side } from '../vocabulary.ts';

/** When, by whom, and for which party of the contract. */
export interface CriticalContext {
  readonly now: string;
  readonly actor: Actor;
  readonly side: Side;
}

/** A case that is critical now. */
export type CriticalCase = Case & { readonly severity: 'critical'; readonly critical: CriticalState };

/** Whether the critical clocks of a case run: it is critical, and neither closed nor reclassified. */
export function isCritical(of: Case): of is CriticalCase {
  return of.severity === 'critical' && of.critical !== null && of.status !== 'closed';
}

/** Whether a critical issue is being worked on: the customer was reached, and it neither ended nor has a workaround. */
export function isWorkedOn({
  critical: { callbackReachedAt, workaroundAt, endedAt },
}: CriticalCase): boolean {
  return callbackReachedAt !== null && workaroundAt === null && endedAt === null;
}

/** Who has a critical issue, the likeliest first: its owner, who took the page, who called last. */
export function holdersOf({ ownerId, critical: state }: CriticalCase): readonly string[] {
  const { acknowledgedBy, lastCall } = state;
  return [ownerId, acknowledgedBy, lastCall?.personId ?? null].filter((id) => id !== null);
}

/**
 * The case, if it is an open critical issue.
 *
 * @throws Conflict
 */
export function critical(of: Case): CriticalCase {
  if (of.status === 'closed') {
    throw new Conflict('case-closed', 'The case is closed: reopen it first, or open a new one.');
  }
  if (isCritical(of)) return of;
  throw new Conflict('not-critical', 'The case is not critical: change its severity first.');
}

/** Refuses the customer's side what only the desk can do or know. */
export function deskOnly({ side }: CriticalContext, what: string): void {
  if (side === 'customer') throw new Forbidden(`Only the desk can ${what}.`, 'desk-only');
}

/** Refuses whoever takes calls but works on no case: the contract gives this to an agent. */
export function agentsOnly(context: CriticalContext, what: string): void {
  deskOnly(context, what);
  if (context.actor.kind === 'representative') {
    throw new Forbidden(`A representative cannot ${what}: an agent does.`, 'agents-only');
  }
}
