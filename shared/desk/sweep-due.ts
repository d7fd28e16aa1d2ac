import type { DueIndex } from '../aws/due-index.ts';
import { type Case, nextDeadline } from '../domain/case/case.ts';
import { isCritical } from '../domain/case/critical/guards.ts';
import { criticalDeadlines, decideDue } from '../domain/case/due.ts';
import { decideEscalate } from '../domain/case/escalate.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import { changeCase } from './change-case.ts';
import { tell } from './close-case.ts';
import type { ClockDesk } from './critical/critical-desk.ts';
import { dueNow } from './critical/fall-due.ts';
import type { DecidingDesk } from './desk.ts';
import { escalationPath, tellEscalated } from './escalate-case.ts';
import { noticeToPerson } from './notices.ts';
import { pinnedTerms } from './terms-of.ts';

/** Cases that one sweep takes on, from each shard: the next sweep goes on with the rest. */
const perShard = 200;
/** Cases decided at a time. */
const together = 10;

/**
 * Carries out what has fallen due, on every case, whatever scheduled it. A sweep that was missed is made
 * up for by the next one; two at the same time do nothing twice.
 *
 * @returns how many cases had something due
 */
export async function sweepDue(
  desk: ClockDesk & { readonly due: DueIndex },
  onError: (caseId: string, error: unknown) => void,
): Promise<number> {
  const caseIds = await desk.due.dueBy(desk.now(), perShard);
  for (let start = 0; start < caseIds.length; start += together) {
    await Promise.all(
      caseIds.slice(start, start + together).map(async (caseId) => {
        try {
          while (await settleDue(desk, caseId)) {
            // A case that was out of sight for long may have several things due, one after another.
          }
        } catch (error) {
          onError(caseId, error);
        }
      }),
    );
  }
  return caseIds.length;
}

/** One thing that is due on a case, with the mails that it asks for; false when nothing is (any more). */
export async function settleDue(desk: ClockDesk, caseId: string): Promise<boolean> {
  const now = desk.now();
  const change = await changeCase(desk, {
    caseId,
    decide: async (current) => {
      const next = nextDeadline(current);
      if (next !== null && next.at <= now && isCritical(current) && criticalDeadlines.includes(next.kind)) {
        return (await dueNow(desk, current, now)).entries;
      }
      const terms = await pinnedTerms(desk, current);
      const entries = decideDue(current, { now, terms });
      return [...entries, ...(await consequences(desk, current, entries, { now, terms }))];
    },
  });
  return change !== null;
}

async function consequences(
  desk: DecidingDesk,
  of: Case,
  entries: readonly NewEntry[],
  { now, terms }: { now: string; terms: Awaited<ReturnType<typeof pinnedTerms>> },
): Promise<NewEntry[]> {
  const [entry] = entries;
  switch (entry?.type) {
    case 'closure.reminded':
      return [tell(of, 'closure-reminder', { summary: of.closureProposal?.summary ?? '' }, now)];
    case 'case.closed':
      return [
        tell(of, 'case-closed', { summary: of.closureProposal?.summary ?? '', how: 'without-answer' }, now),
      ];
    case 'deadline.missed':
      return await missed(desk, of, entry.data, { now, terms });
    default:
      return [];
  }
}

/** A breach is told once to who can act on it; an owner's silence goes on to the escalation point. */
async function missed(
  desk: DecidingDesk,
  of: Case,
  { kind, dueAt }: CaseEvents['deadline.missed'],
  { now, terms }: { now: string; terms: Awaited<ReturnType<typeof pinnedTerms>> },
): Promise<NewEntry[]> {
  const actor = { kind: 'system', id: 'clock', name: 'Guardia' } as const;
  const path = await escalationPath(desk, of.accountId, now);
  if (kind === 'owner-silence') {
    const escalated = decideEscalate(
      of,
      { by: 'desk', reason: `owner-silence ${dueAt}`, path },
      { now, actor, terms },
    );
    return [...escalated, ...(await tellEscalated(desk, of, escalated, now))];
  }
  const owner = of.ownerId === null || kind === 'owner' ? null : await desk.directory.person(of.ownerId);
  const lead = owner ?? (path.supervisor === null ? null : await desk.directory.person(path.supervisor.id));
  return lead === null
    ? []
    : [
        noticeToPerson(of, lead, {
          notice: 'deadline-missed',
          variables: { deadline: kind, dueAt },
          now,
          actor,
        }),
      ];
}
