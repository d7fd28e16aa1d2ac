import { Conflict } from '../../errors/index.ts';
import { type Case, isMissed } from './case.ts';
import type { CaseEvents, NewEntry } from './events.ts';
import { refuseInQuarantine } from './message.ts';
import { customerSpokeDeadlines, earlier, type Terms } from './terms.ts';
import type { Actor, DeadlineChanges, DeadlineKind } from './vocabulary.ts';

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

/** The entry of the case that goes on: it takes the other's people in, and what is owed to them. */
export function decideAbsorb(
  from: Case,
  into: Case,
  { now, actor, terms }: { now: string; actor: Actor; terms: Terms },
): NewEntry[] {
  const escalation = promised(from, 'escalation-answer');
  const owed = owesNews(from) && into.severity !== 'critical';
  const data: CaseEvents['case.absorbed'] = {
    from: { caseId: from.caseId, number: from.number },
    parties: [...from.parties],
    asksAnswer: owesNews(from),
    ...(escalation === undefined || from.escalatedTo === null
      ? {}
      : { escalatedTo: { role: from.escalatedTo.role, id: from.escalatedTo.id } }),
    deadlines: {
      ...(owed ? newsOwed(from, into, { now, terms }) : {}),
      ...(escalation === undefined
        ? {}
        : { 'escalation-answer': earlier(escalation, into.deadlines['escalation-answer']) }),
    },
  };
  return [{ type: 'case.absorbed', at: now, actor, visibility: 'public', data }];
}

const owesNews = ({ deadlines }: Case): boolean =>
  deadlines['first-response'] !== undefined || deadlines.update !== undefined;

/** A promise that can still be kept: one that was missed has had its breach where it was made. */
const promised = (of: Case, kind: DeadlineKind): string | undefined =>
  isMissed(of, kind) ? undefined : of.deadlines[kind];

/**
 * News is owed by the earlier of the two promises. What the customer asked in the other case counts as if they had
 * written it here; where the desk spoke last there, its promise of more goes on as it is.
 */
function newsOwed(from: Case, into: Case, { now, terms }: { now: string; terms: Terms }): DeadlineChanges {
  const answerBy = promised(from, 'first-response');
  const updateBy = promised(from, 'update');
  const asked = from.lastDeskAt === null || (from.lastCustomerAt ?? '') > from.lastDeskAt;
  const first = into.deadlines['first-response'];
  if (first !== undefined) return { 'first-response': earlier(first, answerBy, updateBy) };
  const spoken = customerSpokeDeadlines(now, terms, into.deadlines);
  const owed = asked ? spoken.update : (updateBy ?? spoken.update);
  return { ...spoken, update: earlier(owed ?? now, answerBy, updateBy, into.deadlines.update) };
}
