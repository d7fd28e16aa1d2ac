import type { Case } from './case.ts';
import type { NewEntry } from './events.ts';
import { refuseOnClosed } from './message.ts';
import type { Terms } from './terms.ts';
import type { Actor, Side } from './vocabulary.ts';

/** Who an escalation can reach now. */
export interface EscalationPath {
  readonly tam: { readonly id: string; readonly name: string; readonly open: boolean } | null;
  /** The deputy stands in while the technical account manager is away. */
  readonly deputy: { readonly id: string; readonly name: string; readonly open: boolean } | null;
  readonly supervisor: { readonly id: string; readonly name: string } | null;
}

/** The technical account manager in their hours, else the deputy in theirs, else the supervisor; null if there is nobody. */
export function escalationTarget({ tam, deputy, supervisor }: EscalationPath) {
  for (const candidate of [tam, deputy]) {
    if (candidate?.open === true) return { role: 'tam' as const, id: candidate.id, name: candidate.name };
  }
  if (supervisor !== null) return { role: 'supervisor' as const, ...supervisor };
  const absent = tam ?? deputy;
  return absent === null ? null : { role: 'tam' as const, id: absent.id, name: absent.name };
}

/** Puts the case before the escalation point, with an answer clock of its own. */
export function decideEscalate(
  of: Case,
  { by, reason, path }: { by: Side; reason: string; path: EscalationPath },
  { now, actor, terms }: { now: string; actor: Actor; terms: Terms },
): NewEntry[] {
  refuseOnClosed(of);
  const to = escalationTarget(path);
  if (to === null) return [];
  const deadlines = { 'escalation-answer': terms.businessTime(now, terms.targets.escalationAnswerMinutes) };
  const visibility = by === 'customer' ? 'public' : 'internal';
  return [{ type: 'case.escalated', at: now, actor, visibility, data: { by, to, reason, deadlines } }];
}
