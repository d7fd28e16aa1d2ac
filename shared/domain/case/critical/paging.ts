import type { Responder, Schedule } from '../../oncall/index.ts';
import { defaultLadder, nextPages, type Page } from '../../paging/index.ts';
import type { CriticalState } from '../case.ts';
import { callbackMinutes, minutesAfter } from './clocks.ts';
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
 * need be. The ladder starts with the clock of the callback, and anew when a case that owes it is reopened. While the vital information is missing it
 * starts with the declaration, and rests for good once somebody has taken the issue up.
 */
export function pagesDue(
  { caseId, critical }: CriticalCase,
  crew: Crew,
  now: string,
): { readonly pages: readonly Page[]; readonly nextLookAt: string | null } {
  const { callbackReachedAt, clockStartedAt, callbackDueAt, acknowledgedBy, acknowledgedAt } = critical;
  const incomplete = clockStartedAt === null || callbackDueAt === null;
  if (callbackReachedAt !== null || (incomplete && acknowledgedBy !== null)) {
    return { pages: [], nextLookAt: null };
  }
  const startedAt = ladderStart(critical);
  const dueAt = callbackDueAt ?? minutesAfter(startedAt, callbackMinutes);
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

/** The ladder's zero. */
export const ladderStart = ({ pagingSince, clockStartedAt, declaredAt }: CriticalState): string =>
  pagingSince ?? clockStartedAt ?? declaredAt;

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
