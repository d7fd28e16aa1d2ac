import { Conflict } from '../../errors/index.ts';
import type { Case } from './case.ts';
import type { NewEntry } from './events.ts';
import { refuseInQuarantine } from './message.ts';
import type { Actor } from './vocabulary.ts';

/** The entries of the case that is merged away: it closes, its clocks stop (zammad#904), its number lives on. */
export function decideMergeAway(
  of: Case,
  into: Case,
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  if (of.caseId === into.caseId)
    throw new Conflict('merge-into-itself', 'A case cannot be merged into itself.');
  if (of.accountId !== into.accountId)
    throw new Conflict('merge-across-accounts', 'Cases of different accounts are never merged.');
  refuseInQuarantine(of);
  refuseInQuarantine(into);
  if (of.status === 'closed')
    throw new Conflict('case-closed', 'A closed case is not merged: link to it instead.');
  if (into.status === 'closed')
    throw new Conflict('merge-into-closed', 'The other case is closed: reopen it first.');
  if (of.severity === 'critical')
    throw new Conflict(
      'merge-critical',
      'A critical case keeps its own clocks: merge the other one into it.',
    );
  const target = { caseId: into.caseId, number: into.number };
  return [
    { type: 'case.merged', at: now, actor, visibility: 'public', data: { into: target } },
    {
      type: 'case.closed',
      at: now,
      actor,
      visibility: 'public',
      data: { how: 'merged', summary: into.subject },
    },
  ];
}

/** The entry of the case that goes on: it takes the other's people in. */
export function decideAbsorb(from: Case, { now, actor }: { now: string; actor: Actor }): NewEntry[] {
  const data = { from: { caseId: from.caseId, number: from.number }, parties: [...from.parties] };
  return [{ type: 'case.absorbed', at: now, actor, visibility: 'public', data }];
}
