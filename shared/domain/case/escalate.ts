import type { Case } from './case.ts';
import type { NewEntry } from './events.ts';
import { refuseInQuarantine, refuseOnClosed } from './message.ts';
import { earlier } from './terms.ts';
import type { Actor, Side } from './vocabulary.ts';

/** Somebody whom an escalation can reach. */
export interface Reachable {
  readonly id: string;
  readonly name: string;
  /** When an answer to an escalation made now is due, in this person's own hours. */
  readonly answerBy: string;
}

/** Who an escalation can reach now. */
export interface EscalationPath {
  readonly tam: (Reachable & { readonly open: boolean }) | null;
  /** The deputy stands in while the technical account manager is away. */
  readonly deputy: (Reachable & { readonly open: boolean }) | null;
  readonly supervisor: Reachable | null;
}

/** The technical account manager in their hours, else the deputy in theirs, else the supervisor; null if there is nobody. */
export function escalationTarget({ tam, deputy, supervisor }: EscalationPath) {
  for (const candidate of [tam, deputy]) {
    if (candidate?.open === true) return { role: 'tam' as const, ...candidate };
  }
  if (supervisor !== null) return { role: 'supervisor' as const, ...supervisor };
  const absent = tam ?? deputy;
  return absent === null ? null : { role: 'tam' as const, ...absent };
}

/** Puts the case before the escalation point, with an answer clock of its own that runs in that person's hours. */
export function decideEscalate(
  of: Case,
  { by, reason, path }: { by: Side; reason: string; path: EscalationPath },
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  refuseOnClosed(of);
  refuseInQuarantine(of);
  const target = escalationTarget(path);
  if (target === null) return [];
  const { role, id, name, answerBy } = target;
  // Asking again puts off no answer that is owed already.
  const deadlines = { 'escalation-answer': earlier(answerBy, of.deadlines['escalation-answer']) };
  const data = { by, to: { role, id, name }, reason, deadlines };
  const visibility = by === 'customer' ? 'public' : 'internal';
  return [{ type: 'case.escalated', at: now, actor, visibility, data }];
}
