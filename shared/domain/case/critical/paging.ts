import type { Responder, Schedule } from '../../oncall/index.ts';
import { defaultLadder, nextPages, type Page } from '../../paging/index.ts';
import type { CriticalState } from '../case.ts';
import { ladderDue, ladderStart } from './clocks.ts';
import type { CriticalCase } from './guards.ts';

/** Everybody who may be paged about a case. */
export interface Crew {
  readonly schedule: Schedule;
  readonly people: readonly Responder[];
  /** The account's technical account manager and deputy. */
  readonly tamIds: readonly string[];
  /** The service that is told of every page, if the deployment has one; one of the people. */
  readonly serviceIds?: readonly string[];
}

/**
 * Who is paged now about a customer who has not been called back, and when to look again; null once nobody
 * need be. The ladder starts with the clock of the callback, and anew when a case that owes it is reopened. While
 * the vital information is missing it starts with the declaration, as if that had started the clock: who takes the
 * issue up has 15 minutes to find out whom to call.
 */
export function pagesDue(
  { caseId, critical }: CriticalCase,
  crew: Crew,
  now: string,
): { readonly pages: readonly Page[]; readonly nextLookAt: string | null } {
  const { callbackReachedAt, acknowledgedBy, acknowledgedAt } = critical;
  if (callbackReachedAt !== null) return { pages: [], nextLookAt: null };
  const startedAt = ladderStart(critical);
  const dueAt = ladderDue(critical);
  return nextPages({
    ...crew,
    people: now < dueAt ? inLine(crew.people, critical.declinedBy) : crew.people,
    caseId,
    ladder: defaultLadder,
    startedAt,
    callbackDueAt: dueAt,
    now,
    attempts: critical.paged.map((key) => ({ key: `${caseId}/${startedAt}/${key}` })),
    acknowledgement:
      acknowledgedBy === null || acknowledgedAt === null
        ? null
        : { personId: acknowledgedBy, at: acknowledgedAt },
    calls: callsOf(critical),
  });
}

/** Everybody but those who passed their page on; everybody again if nobody else is left. */
function inLine(people: readonly Responder[], declinedBy: readonly string[] = []): readonly Responder[] {
  const left = people.filter(({ personId }) => !declinedBy.includes(personId));
  return left.some(({ channels }) => channels.length > 0) ? left : people;
}

/** The case keeps the last call and how many there were: all that decides when to call again. */
function callsOf({ lastCall, callbackAttempts }: CriticalState) {
  if (lastCall === null) return [];
  return Array.from({ length: callbackAttempts }, () => ({ ...lastCall, met: false }));
}
