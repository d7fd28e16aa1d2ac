import { type Case, isMissed } from '../case.ts';
import type { CaseEvents, NewEntry } from '../events.ts';
import type { Actor } from '../vocabulary.ts';
import { isCritical } from './guards.ts';

const kinds = ['callback', 'critical-update', 'handover'] as const;
export type CriticalPromise = (typeof kinds)[number];

/** The promise to the customer, or among us, that is overdue and not yet marked as missed, or null. */
export function overduePromise(of: Case, now: string): CriticalPromise | null {
  if (!isCritical(of)) return null;
  for (const kind of kinds) {
    const due = of.deadlines[kind];
    if (due !== undefined && due <= now && !isMissed(of, kind)) return kind;
  }
  return null;
}

/**
 * Marks an overdue promise as missed, once, and puts the case before whom the escalation reaches. The
 * promise stays owed and its clock goes on counting.
 */
export function decideBreach(
  of: Case,
  { kind, escalateTo }: { kind: CriticalPromise; escalateTo: CaseEvents['case.escalated']['to'] | null },
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  const dueAt = of.deadlines[kind];
  if (overduePromise(of, now) === null || dueAt === undefined || isMissed(of, kind)) return [];
  const internal = { at: now, actor, visibility: 'internal' } as const;
  const missed: NewEntry = { ...internal, type: 'deadline.missed', data: { kind, dueAt } };
  if (escalateTo === null) return [missed];
  const data = { by: 'desk', to: escalateTo, reason: reasons[kind] } as const;
  return [missed, { ...internal, type: 'case.escalated', data }];
}

const reasons: Record<CriticalPromise, string> = {
  callback: 'No call has reached the customer within 15 minutes.',
  'critical-update': 'The customer update is overdue.',
  handover: 'Nobody has handed the case over since the shift changed.',
};
