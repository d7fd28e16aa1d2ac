import { type Case, nextDeadline } from './case.ts';
import { decideLapseClosure, decideRemindClosure } from './closure.ts';
import type { NewEntry } from './events.ts';
import type { Terms } from './terms.ts';
import type { Actor, DeadlineKind } from './vocabulary.ts';

/** The clock as the author of what falls due. */
export const clockActor: Actor = { kind: 'system', id: 'clock', name: 'Guardia' };

/** Deadlines that the critical workflow decides itself; the tick only makes up for one that it missed. */
export const criticalDeadlines: readonly DeadlineKind[] = [
  'callback',
  'critical-update-nudge',
  'critical-update',
];

/**
 * What falls due on a case now: a reminder, a lapse, or a breach. A breach is one event, marked on the
 * case, so that it never comes twice; the promise itself stays owed.
 */
export function decideDue(of: Case, { now, terms }: { now: string; terms: Terms }): NewEntry[] {
  const due = nextDeadline(of);
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
