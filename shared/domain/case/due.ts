import { type Case, nextDeadline } from './case.ts';
import { decideLapseClosure, decideRemindClosure } from './closure.ts';
import type { NewEntry } from './events.ts';
import type { Terms } from './terms.ts';
import type { Actor, DeadlineKind } from './vocabulary.ts';

/** The clock as the author of what falls due. */
export const clockActor: Actor = { kind: 'system', id: 'clock', name: 'Guardia' };

/** What a critical issue owes the customer with the reminder before it, and the next on duty. */
export const criticalPromises: readonly DeadlineKind[] = [
  'callback',
  'critical-update-nudge',
  'critical-update',
  'handover',
];
/** Deadlines that the critical workflow decides itself; the tick only makes up for one that it missed. */
export const criticalDeadlines: readonly DeadlineKind[] = [...criticalPromises, 'page'];

/**
 * What falls due on a case now: a reminder, a lapse, or a breach. A breach is one event, marked on the
 * case, so that it never comes twice; the promise itself stays owed. The clocks of a critical issue are not
 * decided here (shared/desk/critical/fall-due.ts).
 */
export function decideDue(of: Case, { now, terms }: { now: string; terms: Terms }): NewEntry[] {
  const due = nextDeadline(of, (kind) => !criticalDeadlines.includes(kind));
  if (due === null || due.at > now || of.status === 'closed') return [];
  const context = { now, actor: clockActor, terms };
  if (due.kind === 'closure-reminder') return decideRemindClosure(of, context);
  if (due.kind === 'closure-lapse') return decideLapseClosure(of, context);
  return [
    {
      type: 'deadline.missed',
      at: now,
      actor: clockActor,
      visibility: 'internal',
      data: { kind: due.kind, dueAt: due.at },
    },
  ];
}
