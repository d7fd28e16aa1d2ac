import type { DueIndex } from '../aws/due-index.ts';
import { isPresent } from '../domain/account/attendance.ts';
import type { Case } from '../domain/case/case.ts';
import { isBeingTakenUp } from '../domain/case/critical/workflow.ts';
import { decideDue } from '../domain/case/due.ts';
import { decideEscalate } from '../domain/case/escalate.ts';
import type { CaseEvents, NewEntry, TimelineEntry } from '../domain/case/events.ts';
import type { Terms } from '../domain/case/terms.ts';
import type { DeadlineKind } from '../domain/case/vocabulary.ts';
import { localTime } from '../notices/index.ts';
import { phrases } from '../notices/phrases.ts';
import { changeCase } from './change-case.ts';
import { askToClose, tellClosed } from './close-case.ts';
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

export interface Sweep {
  readonly onError: (caseId: string, error: unknown) => void;
  /** Told of each promise that was found to be missed, once: after it was written down, by whoever wrote it. */
  readonly onMissed: (kind: DeadlineKind) => void;
}

/**
 * Carries out what has fallen due, on every case, whatever scheduled it. A sweep that was missed is made
 * up for by the next one; two at the same time do nothing twice.
 *
 * @returns how many cases had something due
 */
export async function sweepDue(
  desk: ClockDesk & { readonly due: DueIndex },
  { onError, onMissed }: Sweep,
): Promise<number> {
  const caseIds = await desk.due.dueBy(desk.now(), perShard);
  const settle = async (caseId: string): Promise<void> => {
    // A case that was out of sight for long may have several things due, one after another.
    for (let done = await settleDue(desk, caseId); done !== null; done = await settleDue(desk, caseId)) {
      for (const entry of done) if (entry.type === 'deadline.missed') onMissed(entry.data.kind);
    }
  };
  for (let start = 0; start < caseIds.length; start += together) {
    await Promise.all(
      caseIds
        .slice(start, start + together)
        .map((caseId) => settle(caseId).catch((error: unknown) => onError(caseId, error))),
    );
  }
  return caseIds.length;
}

/** What one thing that is due on a case did, with the mails that it asks for; null when nothing is (any more). */
export async function settleDue(desk: ClockDesk, caseId: string): Promise<readonly TimelineEntry[] | null> {
  const now = desk.now();
  const change = await changeCase(desk, {
    caseId,
    decide: async (current) => {
      if (isBeingTakenUp(current, now)) return [];
      // What the workflow of a critical issue has missed comes first; while its ladder rests, nothing does.
      const { entries: critical } = await dueNow(desk, current, now);
      if (critical.length > 0) return critical;
      const terms = await pinnedTerms(desk, current);
      const entries = decideDue(current, { now, terms });
      return [...entries, ...(await consequences(desk, current, entries, { now, terms }))];
    },
  });
  return change?.entries ?? null;
}

async function consequences(
  desk: DecidingDesk,
  of: Case,
  entries: readonly NewEntry[],
  context: { readonly now: string; readonly terms: Terms },
): Promise<NewEntry[]> {
  const [entry] = entries;
  switch (entry?.type) {
    case 'closure.reminded':
      return [
        askToClose(
          of,
          'closure-reminder',
          { summary: of.closureProposal?.summary ?? '', sent: entry.data.reminder },
          context,
        ),
      ];
    case 'case.closed':
      return [tellClosed(of, 'without-answer', context)];
    case 'deadline.missed':
      return await missed(desk, of, entry.data, context.now);
    default:
      return [];
  }
}

/** Breaches that are the supervisor's to act on: no owner was found, nobody answered an escalation. */
const supervised: ReadonlySet<DeadlineKind> = new Set(['owner', 'escalation-answer']);

/**
 * A breach is told once to who can act on it: the owner while they are there, else the supervisor; an owner's
 * silence goes on to the escalation point.
 */
async function missed(
  desk: DecidingDesk,
  of: Case,
  { kind, dueAt }: CaseEvents['deadline.missed'],
  now: string,
): Promise<NewEntry[]> {
  const actor = { kind: 'system', id: 'clock', name: 'Guardia' } as const;
  const path = await escalationPath(desk, of.accountId, now);
  if (kind === 'owner-silence') {
    const account = of.accountId === null ? null : await desk.directory.account(of.accountId);
    const timeZone = account?.timeZone ?? 'UTC';
    const escalated = decideEscalate(
      of,
      { by: 'desk', reason: phrases[of.language].ownerSilent(localTime(dueAt, of.language, timeZone)), path },
      { now, actor },
    );
    return [...escalated, ...(await tellEscalated(desk, of, escalated, now))];
  }
  const owner = of.ownerId === null || supervised.has(kind) ? null : await desk.directory.person(of.ownerId);
  const present = isPresent(owner) ? owner : null;
  const lead = present ?? (path.supervisor === null ? null : await desk.directory.person(path.supervisor.id));
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
