import type { Case, ClosingNote } from '../case.ts';
import type { CaseEvents, NewEntry } from '../events.ts';
import { agentsOnly, type CriticalContext, critical } from './guards.ts';

/**
 * Writes what was learnt: the cause or that it is unknown, and the follow-ups with owners and dates. A
 * critical issue is closed with one; written again, the newest counts.
 *
 * @throws Conflict | Forbidden
 */
export function decideClosingNote(
  of: Case,
  note: CaseEvents['closing-note.recorded'],
  context: CriticalContext,
): NewEntry[] {
  agentsOnly(context, 'write the closing note');
  critical(of);
  const { now, actor } = context;
  return [{ type: 'closing-note.recorded', at: now, actor, visibility: 'public', data: note }];
}

/** The closing note with which the case is proposed to be closed, or was; null without one that still counts. */
export const noteOf = ({ critical: state }: Case): ClosingNote | null =>
  state?.closingNote === true ? (state.note ?? null) : null;
