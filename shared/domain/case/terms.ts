import type { Case } from './case.ts';
import type { DeadlineChanges } from './vocabulary.ts';

/**
 * What an account was promised. Minutes are business minutes of the account's calendar unless the name
 * says otherwise. A case keeps the terms in force when each of its clocks was set.
 */
export interface Targets {
  readonly ownerMinutes: number;
  readonly firstResponseMinutes: number;
  /** The longest time between two progress updates that are not promised otherwise. */
  readonly updateMinutes: number;
  readonly ownerSilenceMinutes: number;
  readonly escalationAnswerMinutes: number;
  /** After how many business minutes each reminder of an unanswered closure proposal goes out. */
  readonly closureReminderMinutes: readonly number[];
  /** Closing without an answer, after the last reminder: null where the account's terms forbid it. */
  readonly closureLapseMinutes: number | null;
  /** Within how many calendar days a reply reopens a closed case; later it opens a linked one. */
  readonly reopenDays: number;
}

const hour = 60;
const businessDay = 8 * hour;

export const defaultTargets: Targets = {
  ownerMinutes: 1 * hour,
  firstResponseMinutes: 4 * hour,
  updateMinutes: 2 * businessDay,
  ownerSilenceMinutes: 3 * businessDay,
  escalationAnswerMinutes: 2 * hour,
  closureReminderMinutes: [2 * businessDay, 5 * businessDay],
  closureLapseMinutes: null,
  reopenDays: 14,
};

/** The terms of one account, ready for a decision: its targets and its business-time arithmetic. */
export interface Terms {
  readonly targets: Targets;
  /** In which the account reads a time. */
  readonly timeZone: string;
  /** The instant that lies so many business minutes after another. */
  readonly businessTime: (from: string, minutes: number) => string;
  /** When the desk opens next, if it is closed at an instant; null while it is open. */
  readonly opensAfter: (at: string) => string | null;
}

/** The clocks that start when a case opens, and again when it leaves quarantine. */
export function openingDeadlines(now: string, { targets, businessTime }: Terms): DeadlineChanges {
  return {
    owner: businessTime(now, targets.ownerMinutes),
    'first-response': businessTime(now, targets.firstResponseMinutes),
  };
}

/** A word of the desk to the customer, and whose it is. */
export interface DeskWord {
  readonly waitingOnCustomer: boolean;
  readonly nextUpdateAt: string | null;
  /** Only the owner's own word ends the owner's silence. */
  readonly byOwner: boolean;
  readonly answersEscalation: boolean;
}

/** The clocks after the desk has told the customer something: the answer is in, the next update is due. */
export function deskSpokeDeadlines(
  now: string,
  terms: Terms,
  { waitingOnCustomer, nextUpdateAt, byOwner, answersEscalation }: DeskWord,
  current: Case['deadlines'],
): DeadlineChanges {
  const answered: DeadlineChanges = {
    'first-response': null,
    ...(answersEscalation ? { 'escalation-answer': null } : {}),
  };
  if (waitingOnCustomer) return { ...answered, update: null, 'owner-silence': null };
  return {
    ...answered,
    update: nextUpdateAt ?? terms.businessTime(now, terms.targets.updateMinutes),
    ...ownerSilence(now, terms, byOwner ? {} : current),
  };
}

/**
 * The clocks after the customer wrote: the next update is due as soon as a first answer would be, unless
 * one is due earlier. A first answer that is still owed keeps its own time (zammad#5177), and who asks again
 * puts no silence off.
 */
export function customerSpokeDeadlines(
  now: string,
  terms: Terms,
  current: Case['deadlines'],
): DeadlineChanges {
  if (current['first-response'] !== undefined) return {};
  const answerBy = terms.businessTime(now, terms.targets.firstResponseMinutes);
  return { update: earlier(answerBy, current.update), ...ownerSilence(now, terms, current) };
}

/** How long the owner may stay silent, unless that runs already. */
function ownerSilence(now: string, { businessTime, targets }: Terms, current: Case['deadlines']) {
  return current['owner-silence'] === undefined
    ? { 'owner-silence': businessTime(now, targets.ownerSilenceMinutes) }
    : {};
}

/** The earlier of instants that may be absent: no clock is put off by setting it again. */
export function earlier(one: string, ...others: readonly (string | undefined)[]): string {
  return others.reduce<string>((first, at) => (at !== undefined && at < first ? at : first), one);
}
