import type { Clause } from './clause.ts';
import type { PageReason, VitalInformation } from './critical-events.ts';
import type { CaseEvents } from './events.ts';
import type { QuarantineReason } from './mail.ts';
import type {
  Category,
  Channel,
  CriticalStage,
  DeadlineKind,
  Language,
  Party,
  Rating,
  Severity,
  Side,
  Status,
} from './vocabulary.ts';

/** A proposal to close, waiting for the other party (contract: «acordarán mutuamente»). */
export interface ClosureProposal {
  readonly by: Side;
  readonly summary: string;
  readonly proposedAt: string;
  /** The proposal's place on the timeline; an answer names it, so that a late answer meets no later proposal. */
  readonly seq: number;
  readonly reminders: number;
}

/** The critical half of a case: present from the moment it is declared critical, kept for good. */
export interface CriticalState {
  readonly stage: CriticalStage;
  readonly hotlineNumbers: readonly string[];
  readonly pin: string;
  readonly declaredAt: string;
  readonly vitalInformation: VitalInformation | null;
  /** The moment from which the 15 minutes run: the vital information was complete. */
  readonly clockStartedAt: string | null;
  /**
   * The ladder's zero: the declaration, then the start of the 15 minutes, then a reopening that still owes the
   * callback. Absent on cases from before it was kept.
   */
  readonly pagingSince?: string;
  readonly callbackDueAt: string | null;
  readonly callbackReachedAt: string | null;
  readonly callbackAttempts: number;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  /** Who passed their page on: until the callback is overdue the next in line are paged in their place. */
  readonly declinedBy?: readonly string[];
  readonly cadence: {
    /** Minutes in force; 30 until both have signed something else. */
    readonly minutes: number;
    readonly agreed: boolean;
    readonly proposal: { readonly by: Side; readonly minutes: number; readonly proposedBy: string } | null;
  };
  readonly updates: number;
  readonly lastUpdateAt: string | null;
  readonly nextUpdateDueAt: string | null;
  readonly expectedResolutionAt: string | null;
  readonly workaroundAt: string | null;
  readonly endedAt: string | null;
  readonly closingNote: boolean;
  /** What the newest closing note says to the customer; it counts while `closingNote` does. */
  readonly note?: ClosingNote;
  /** The newest pages of the running ladder, as step, person and channel: none is sent twice. */
  readonly paged: readonly string[];
  /** The last call to the customer, whoever it reached. */
  readonly lastCall: { readonly personId: string; readonly startedAt: string } | null;
  /**
   * Since when it is with whoever has it: what a change of shift before that asked for is settled. Absent on cases
   * from before it was kept.
   */
  readonly heldSince?: string;
  /** The customer brought it back to work: somebody is to be woken for that, once. */
  readonly wake?: { readonly reason: PageReason; readonly at: string } | null;
  /** The run of the workflow that carries this case; a newer one takes it over. */
  readonly executionName: string | null;
  /** Since when it does, or when it last asked for the next one. */
  readonly runSince?: string;
}

export type ClosingNote = Pick<CaseEvents['closing-note.recorded'], 'cause' | 'followUps'>;

/**
 * A support case as it stands: the fold of its timeline (`evolve`). Nothing is in here that the
 * timeline does not say. All times are UTC instants.
 */
export interface Case {
  readonly caseId: string;
  /** Eight digits that people read out: `4821-9355`. Finds a case, proves nothing. */
  readonly number: string;
  /** The tenant; null while a stranger's mail is in quarantine. */
  readonly accountId: string | null;
  readonly subject: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly status: Status;
  readonly channel: Channel;
  readonly language: Language;
  readonly requester: Party;
  /** Everyone on the customer's side who may write on this case and gets its mails. */
  readonly parties: readonly Party[];
  readonly affected: {
    readonly stream?: string;
    readonly domain?: string;
    readonly ipAddresses?: readonly string[];
  } | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  /** The hours that it keeps, whatever its account has later; absent in quarantine. */
  readonly calendarId?: string;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly firstRespondedAt: string | null;
  /** The last time the desk told the customer anything, the last time the customer wrote. */
  readonly lastDeskAt: string | null;
  readonly lastCustomerAt: string | null;
  /** The place of the newest customer message: an answer begun before it refuses to be sent. */
  readonly lastCustomerSeq: number;
  /** The newest Message-IDs of the thread, oldest first, for `References`. */
  readonly thread: readonly string[];
  readonly deadlines: { readonly [Kind in DeadlineKind]?: string };
  /** The time of each kind that was missed last: a breach is of a promise, and a promise is a kind and its time. */
  readonly missed: { readonly [Kind in DeadlineKind]?: string };
  readonly closureProposal: ClosureProposal | null;
  /** One party's proposal to lower the severity of a critical issue, waiting for the other's word. */
  readonly reclassification?: {
    readonly by: Side;
    readonly reason: string;
    readonly proposedAt: string;
  } | null;
  /** What the customer said of it last, after both had agreed to close. */
  readonly satisfaction?: { readonly rating: Rating; readonly about: Clause | null; readonly at: string };
  readonly closedHow: 'agreed' | 'without-answer' | 'merged' | 'discarded' | null;
  readonly reopened: number;
  /** The case that goes on from this one, since a reply came too late to reopen it. */
  readonly followedBy?: string | null;
  readonly mergedInto: { readonly caseId: string; readonly number: string } | null;
  readonly escalatedTo: {
    readonly role: 'tam' | 'supervisor';
    readonly id: string;
    /** The owner's silence was the only reason. */
    readonly forSilence?: true;
  } | null;
  readonly quarantine: QuarantineReason | null;
  readonly critical: CriticalState | null;
  /** The number of timeline entries, and so the place of the last one. */
  readonly version: number;
  /** The hash of the last entry: the next one is chained to it. */
  readonly lastHash: string;
}

type DeadlineAt = { readonly kind: DeadlineKind; readonly at: string };

/** The next thing this case can still be late for, of those asked for, or null: what the tick looks for. */
export function nextDeadline(
  of: Pick<Case, 'deadlines' | 'missed'>,
  asked: (kind: DeadlineKind) => boolean = () => true,
): DeadlineAt | null {
  return earliest(of, (kind) => asked(kind) && !isMissed(of, kind));
}

/** Whether what is owed now was missed: a new time is a new promise, the same time again is the same one. */
export function isMissed(
  { deadlines, missed }: Pick<Case, 'deadlines' | 'missed'>,
  kind: DeadlineKind,
): boolean {
  return deadlines[kind] !== undefined && deadlines[kind] === missed[kind];
}

/** Whether a deadline is owed to somebody; the other is when to look for people again. */
export const isPromise = (kind: DeadlineKind): boolean => kind !== 'page';

/** The oldest promise that is owed, kept or already missed: what a queue is sorted by. */
export function mostUrgent(of: Pick<Case, 'deadlines'>): DeadlineAt | null {
  return earliest(of, isPromise);
}

function earliest(of: Pick<Case, 'deadlines'>, counts: (kind: DeadlineKind) => boolean): DeadlineAt | null {
  let first: DeadlineAt | null = null;
  for (const [kind, at] of Object.entries(of.deadlines) as [DeadlineKind, string][]) {
    if (counts(kind) && (first === null || at < first.at)) first = { kind, at };
  }
  return first;
}

/** Whether the next word is the customer's: we asked them something, or proposed to close. */
export function waitsForCustomer({
  status,
  closureProposal,
}: Pick<Case, 'status' | 'closureProposal'>): boolean {
  return (
    status === 'waiting-on-customer' || (status === 'closure-proposed' && closureProposal?.by === 'desk')
  );
}

/** A number as people read it: `48219355` is written `4821-9355`. */
export function formatNumber(number: string): string {
  return `${number.slice(0, 4)}-${number.slice(4)}`;
}

/** The digits of a case number however it was typed, or null if it is none. */
export function parseNumber(typed: string): string | null {
  const digits = typed.replace(/[\s#[\]-]/g, '');
  return /^\d{8}$/.test(digits) ? digits : null;
}
