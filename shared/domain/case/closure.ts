import { Conflict, Stale } from '../../errors/index.ts';
import type { Case } from './case.ts';
import { backToWorkClocks, reopenedClocks } from './critical/clocks.ts';
import type { CaseEvents, NewEntry } from './events.ts';
import { refuseInQuarantine, refuseOnClosed } from './message.ts';
import { customerSpokeDeadlines, type Terms } from './terms.ts';
import type { Actor, DeadlineChanges, Side } from './vocabulary.ts';

interface Context {
  readonly now: string;
  readonly actor: Actor;
  readonly terms: Terms;
}

/**
 * One party proposes to close (contract: «acordarán mutuamente cuándo se ha solucionado»). A critical
 * issue must have ended or have a workaround first, and its closing note written.
 */
export function decideProposeClosure(
  of: Case,
  { by, summary }: { by: Side; summary: string },
  { now, actor, terms }: Context,
): NewEntry[] {
  refuseOnClosed(of);
  refuseInQuarantine(of);
  if (of.closureProposal !== null) {
    throw new Conflict(
      'closure-already-proposed',
      'A closure proposal is open: it is answered, or declined, first.',
    );
  }
  if (by === 'desk') refuseUnfinishedCritical(of);
  // A proposal of ours waits for their word, and is no first answer: that one stays owed until a person gives it.
  const deadlines: CaseEvents['closure.proposed']['deadlines'] =
    by === 'desk'
      ? {
          update: null,
          'owner-silence': null,
          ...afterReminders(of, 0, { now, terms }),
        }
      : customerSpokeDeadlines(now, terms, of.deadlines);
  return [
    { type: 'closure.proposed', at: now, actor, visibility: 'public', data: { by, summary, deadlines } },
  ];
}

/** The other party agrees: only now is the case closed. */
export function decideAgreeClosure(
  of: Case,
  { by, means, to }: { by: Side; means: CaseEvents['closure.agreed']['means']; to?: number | undefined },
  { now, actor }: Context,
): NewEntry[] {
  const proposal = openProposal(of, by, to);
  // Of a case from before a raise took its proposal back, the customer's word alone is not enough either.
  if (by === 'desk' || proposal.by === 'desk') refuseUnfinishedCritical(of);
  return [
    { type: 'closure.agreed', at: now, actor, visibility: 'public', data: { by, means } },
    {
      type: 'case.closed',
      at: now,
      actor,
      visibility: 'public',
      data: { how: 'agreed', summary: proposal.summary },
    },
  ];
}

/**
 * The other party declines with a reason: back to work. The customer is owed an answer to theirs, and gets a new
 * promise with ours; a first answer that nobody has given yet stays owed as it was.
 */
export function decideDeclineClosure(
  of: Case,
  { by, reason, to }: { by: Side; reason: string; to?: number | undefined },
  { now, actor, terms }: Context,
): NewEntry[] {
  openProposal(of, by, to);
  const deadlines = {
    'closure-reminder': null,
    'closure-lapse': null,
    ...customerSpokeDeadlines(now, terms, by === 'customer' ? of.deadlines : renewed(of.deadlines)),
    ...(by === 'customer' ? backToWorkClocks(of, now) : {}),
  };
  return [
    { type: 'closure.declined', at: now, actor, visibility: 'public', data: { by, reason, deadlines } },
  ];
}

/**
 * Reminds the customer of the desk's open proposal, and sets what comes next: another reminder, the lapse
 * where the account's terms allow one (never for a critical issue), or nothing more.
 */
export function decideRemindClosure(of: Case, { now, actor, terms }: Context): NewEntry[] {
  if (of.closureProposal?.by !== 'desk') return [];
  const reminder = of.closureProposal.reminders + 1;
  const deadlines = afterReminders(of, reminder, { now, terms });
  return [{ type: 'closure.reminded', at: now, actor, visibility: 'public', data: { reminder, deadlines } }];
}

type Timed = Pick<Context, 'now' | 'terms'>;

/** What comes after so many reminders: the next one, or the closing where the terms allow it. */
function afterReminders(of: Pick<Case, 'critical'>, sent: number, { now, terms }: Timed): DeadlineChanges {
  const next = terms.targets.closureReminderMinutes[sent];
  if (next !== undefined) return { 'closure-reminder': terms.businessTime(now, next) };
  const lapse = lapsesAt(of, sent, { now, terms });
  return { 'closure-reminder': null, ...(lapse === null ? {} : { 'closure-lapse': lapse }) };
}

/** When the case closes if nobody answers from now on, after so many reminders; null if it never does. */
export function lapsesAt(of: Pick<Case, 'critical'>, sent: number, { now, terms }: Timed): string | null {
  const { closureReminderMinutes: steps, closureLapseMinutes: lapse } = terms.targets;
  if (lapse === null || of.critical !== null) return null;
  return [...steps.slice(sent), lapse].reduce(terms.businessTime, now);
}

/** Closes without an answer, labelled so: only where the account's terms set a time for it, never a critical issue. */
export function decideLapseClosure(of: Case, { now, actor, terms }: Context): NewEntry[] {
  if (of.closureProposal?.by !== 'desk' || of.critical !== null || terms.targets.closureLapseMinutes === null)
    return [];
  const { summary } = of.closureProposal;
  return [
    { type: 'case.closed', at: now, actor, visibility: 'public', data: { how: 'without-answer', summary } },
  ];
}

/** Until when a reply reopens a case that is closed at an instant. */
export function reopenableUntil(closedAt: string, { targets }: Terms): string {
  return new Date(Date.parse(closedAt) + targets.reopenDays * 24 * 60 * 60_000).toISOString();
}

/** Whether a closed case can still be reopened; later, a linked case follows it. */
export function canReopen(of: Case, now: string, terms: Terms): boolean {
  if (
    of.status !== 'closed' ||
    of.closedAt === null ||
    of.closedHow === 'merged' ||
    of.closedHow === 'discarded'
  )
    return false;
  return now <= reopenableUntil(of.closedAt, terms);
}

/** The time to reopen a closed case is over: what comes now belongs into a new case that follows it. */
export class TooLateToReopen extends Conflict {
  constructor() {
    super('too-late-to-reopen', 'The time to reopen this case is over: open a new one that follows it.');
  }
}

/** Opens a closed case again, with new promises to the customer. @throws TooLateToReopen | Conflict */
export function decideReopen(
  of: Case,
  { by, reason }: { by: Side; reason: string },
  { now, actor, terms }: Context,
): NewEntry[] {
  if (of.status !== 'closed')
    throw new Conflict('case-not-closed', 'The case is open: write a message instead.');
  if (of.mergedInto !== null) refuseOnClosed(of);
  if (of.closedHow === 'discarded')
    throw new Conflict('case-discarded', 'The case was discarded from quarantine: open a new one.');
  if (!canReopen(of, now, terms)) throw new TooLateToReopen();
  const deadlines = {
    update: terms.businessTime(now, terms.targets.firstResponseMinutes),
    'owner-silence': terms.businessTime(now, terms.targets.ownerSilenceMinutes),
    ...(of.ownerId === null ? { owner: terms.businessTime(now, terms.targets.ownerMinutes) } : {}),
    ...reopenedClocks(of, now),
  };
  return [{ type: 'case.reopened', at: now, actor, visibility: 'public', data: { by, reason, deadlines } }];
}

/** Our own word renews what we promised, except a first answer: a declining is none. */
const renewed = ({ update: _, ...kept }: Case['deadlines']): Case['deadlines'] => kept;

/** The proposal that is answered: `to` is the place of the one that was read, where that is known. */
function openProposal(of: Case, by: Side, to: number | undefined) {
  const proposal = of.closureProposal;
  if (proposal === null || of.status !== 'closure-proposed') {
    throw new Conflict('no-closure-proposal', 'Nobody has proposed to close this case.');
  }
  if (proposal.by === by) {
    throw new Conflict(
      'own-closure-proposal',
      'Closing takes both parties: the other one answers your proposal.',
    );
  }
  if (to !== undefined && to !== proposal.seq) {
    throw new Stale('another-proposal', 'Another proposal is open by now: read it, then answer.');
  }
  return proposal;
}

function refuseUnfinishedCritical({ critical, severity }: Case): void {
  if (severity !== 'critical' || critical === null) return;
  if (critical.workaroundAt === null && critical.endedAt === null) {
    throw new Conflict(
      'critical-not-over',
      'A critical issue is worked on until it ends or a workaround is given: record one first.',
    );
  }
  if (!critical.closingNote) {
    throw new Conflict(
      'closing-note-missing',
      'Write the closing note (cause or unknown, follow-ups) before closing a critical issue.',
    );
  }
}
