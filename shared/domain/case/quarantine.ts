import { Conflict } from '../../errors/index.ts';
import type { Case } from './case.ts';
import type { NewEntry } from './events.ts';
import { openingDeadlines, type Terms } from './terms.ts';
import type { Actor, Party } from './vocabulary.ts';

/** A person vouches for a stranger's mail: the case becomes one of the account, and its clocks start now. */
export function decideRelease(
  of: Case,
  { accountId, calendarId, requester }: { accountId: string; calendarId?: string; requester: Party },
  { now, actor, terms }: { now: string; actor: Actor; terms: Terms },
): NewEntry[] {
  refuseOthers(of);
  const hours = calendarId === undefined ? {} : { calendarId };
  const data = { accountId, requester, ...hours, deadlines: openingDeadlines(now, terms) };
  return [{ type: 'quarantine.released', at: now, actor, visibility: 'internal', data }];
}

/** A person finds that it belongs to a case: its message joins that one, and replies to its number follow. */
export function decideJoin(of: Case, into: Case, { now, actor }: { now: string; actor: Actor }): NewEntry[] {
  refuseOthers(of);
  const target = { caseId: into.caseId, number: into.number };
  const seen = { at: now, actor, visibility: 'internal' } as const;
  return [
    { ...seen, type: 'case.merged', data: { into: target } },
    { ...seen, type: 'case.closed', data: { how: 'merged', summary: into.subject } },
  ];
}

/** A person decides that nobody needs it; it stays on record, closed. */
export function decideDiscard(
  of: Case,
  { reason }: { reason: string },
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  refuseOthers(of);
  return [
    { type: 'quarantine.discarded', at: now, actor, visibility: 'internal', data: { reason } },
    {
      type: 'case.closed',
      at: now,
      actor,
      visibility: 'internal',
      data: { how: 'discarded', summary: reason },
    },
  ];
}

function refuseOthers(of: Case): void {
  if (of.status !== 'quarantined')
    throw new Conflict('case-not-quarantined', 'The case is not in quarantine (any more).');
}
