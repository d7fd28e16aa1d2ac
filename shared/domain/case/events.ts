import * as z from 'zod';
import { ClauseId } from './clause.ts';
import { criticalEvents } from './critical-events.ts';
import { AttachmentRef, AutomaticReason, OutgoingMail, QuarantineReason, Verdicts } from './mail.ts';
import {
  type Actor,
  Category,
  Channel,
  DeadlineChanges,
  DeadlineKind,
  Instant,
  Language,
  Party,
  Rating,
  Severity,
  Side,
} from './vocabulary.ts';

const deadlines = DeadlineChanges.optional();
const text = z.string();

/**
 * Everything that can happen to a case. A timeline entry **is** its event: the shape here is what is
 * stored, what is published, and what the API shows. Add fields; never change or remove one.
 */
export const caseEvents = {
  'case.opened': z.object({
    number: z.string(),
    accountId: z.string().nullable(),
    subject: text,
    category: Category,
    severity: Severity,
    channel: Channel,
    language: Language,
    requester: Party,
    parties: z.array(Party),
    quarantine: QuarantineReason.nullable(),
    /** What the issue touches, as the customer said it. */
    affected: z
      .object({ stream: text, domain: text, ipAddresses: z.array(text) })
      .partial()
      .optional(),
    /** The hours that the case keeps, whatever its account has later. */
    calendarId: z.string().optional(),
    deadlines,
  }),
  'message.received': z.object({
    from: Party,
    to: z.array(Party),
    cc: z.array(Party),
    /** Whom of the account its sender brought into the case by it. */
    joining: z.array(Party).optional(),
    subject: text,
    /** The visible reply; the whole message stays one click away in `rawKey`. */
    text,
    truncated: z.boolean(),
    hasHtml: z.boolean(),
    rawKey: z.string().nullable(),
    messageId: z.string().nullable(),
    attachments: z.array(AttachmentRef),
    refusedAttachments: z.array(z.object({ name: text, because: text })),
    automatic: AutomaticReason.nullable(),
    verdicts: Verdicts.nullable(),
    unreadable: z.boolean(),
    /** The message counts as human and asks for an answer: what pauses and restarts clocks. */
    asksAnswer: z.boolean(),
    deadlines,
  }),
  'message.sent': z.object({
    mail: OutgoingMail.nullable(),
    text,
    attachments: z.array(AttachmentRef),
    /** The next update that the author promises with this message. */
    nextUpdateAt: Instant.nullable(),
    waitingOnCustomer: z.boolean(),
    /** Whether the author is responsible for the case, and not a colleague who helps out. */
    byOwner: z.boolean().optional(),
    deadlines,
  }),
  /** A mail to our own people about the case: a page by mail, a breach, an escalation. */
  'notice.sent': z.object({ mail: OutgoingMail, text }),
  'note.added': z.object({ text, attachments: z.array(AttachmentRef) }),
  'owner.assigned': z.object({
    ownerId: z.string(),
    ownerName: text,
    how: z.enum(['rule', 'hand']),
    previousOwnerId: z.string().nullable(),
    reason: text.nullable(),
    summary: text.nullable(),
    deadlines,
  }),
  'classification.changed': z.object({
    severity: Severity,
    category: Category,
    previous: z.object({ severity: Severity, category: Category }),
    reason: text,
    deadlines,
  }),
  /** One party holds a critical issue for non-critical: it is, once the other says so too. */
  'classification.proposed': z.object({ by: Side, severity: Severity, reason: text }),
  'deadline.missed': z.object({ kind: DeadlineKind, dueAt: Instant, deadlines }),
  'case.escalated': z.object({
    by: Side,
    to: z.object({ role: z.enum(['tam', 'supervisor']), id: z.string(), name: text }),
    reason: text,
    deadlines,
  }),
  'closure.proposed': z.object({ by: Side, summary: text, deadlines }),
  'closure.agreed': z.object({ by: Side, means: z.enum(['dashboard', 'api', 'link', 'mail']), deadlines }),
  'closure.declined': z.object({ by: Side, reason: text, deadlines }),
  'closure.reminded': z.object({ reminder: z.int().positive(), deadlines }),
  'case.closed': z.object({
    how: z.enum(['agreed', 'without-answer', 'merged', 'discarded']),
    summary: text,
    deadlines,
  }),
  'case.reopened': z.object({ by: Side, reason: text, deadlines }),
  /** One click of the customer's after both had agreed to close; a later one counts instead. */
  'satisfaction.rated': z.object({
    rating: Rating,
    /** The promise that it is about, by its clause; null for the case as a whole. */
    about: ClauseId.nullable(),
    comment: text.nullable(),
    ownerId: z.string().nullable(),
    ownerName: text.nullable(),
  }),
  'case.merged': z.object({ into: z.object({ caseId: z.string(), number: z.string() }) }),
  'case.absorbed': z.object({
    from: z.object({ caseId: z.string(), number: z.string() }),
    parties: z.array(Party),
    /** The customer is owed an answer there, and so here. */
    asksAnswer: z.boolean().optional(),
    /** Whom it was escalated to, where an answer is still owed. */
    escalatedTo: z.object({ role: z.enum(['tam', 'supervisor']), id: z.string() }).optional(),
    deadlines,
  }),
  'case.linked': z.object({
    relation: z.enum(['follows', 'followed-by']),
    caseId: z.string(),
    number: z.string(),
  }),
  'quarantine.released': z.object({
    accountId: z.string(),
    requester: Party,
    calendarId: z.string().optional(),
    deadlines,
  }),
  'quarantine.discarded': z.object({ reason: text }),
  'delivery.failed': z.object({
    messageSeq: z.int().nullable(),
    recipient: z.string(),
    status: z.string().nullable(),
    /** The address itself is dead. A full mailbox, a policy or a complaint is not that. */
    permanent: z.boolean(),
    diagnostic: z.string().nullable(),
    source: z.enum(['bounce-mail', 'ses', 'complaint', 'rejected', 'delayed']),
  }),
  'person.erased': z.object({ contactId: z.string(), reason: text }),
  ...criticalEvents,
} as const;

export type CaseEvents = { [Type in keyof typeof caseEvents]: z.infer<(typeof caseEvents)[Type]> };
export type EventType = keyof CaseEvents;

/** Who may read an entry: both parties, or the desk alone. */
export type Visibility = 'public' | 'internal';

/** What a decision yields: the event before it has its place on the timeline. */
export type NewEntry<Type extends EventType = EventType> = {
  [T in Type]: {
    readonly type: T;
    readonly at: string;
    readonly actor: Actor;
    readonly visibility: Visibility;
    readonly data: CaseEvents[T];
  };
}[Type];

/**
 * An entry on the timeline. `seq` counts from 1 without gaps and is the case's version after it;
 * `hash` chains it to the entry before (shared/domain/case/chain.ts).
 */
export type TimelineEntry<Type extends EventType = EventType> = NewEntry<Type> & {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  /** The account of the case after this entry; null while it is in quarantine. */
  readonly accountId: string | null;
  readonly seq: number;
  /** SHA-256 of who and what; outlives the erasure of a person, so that the chain still holds. */
  readonly contentHash: string;
  readonly hash: string;
  readonly erased?: boolean;
};
