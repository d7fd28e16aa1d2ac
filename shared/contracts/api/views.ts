import * as z from 'zod';
import { ClauseId } from '../../domain/case/clause.ts';
import { VitalInformation } from '../../domain/case/critical-events.ts';
import { caseEvents } from '../../domain/case/events.ts';
import { AttachmentRef, QuarantineReason } from '../../domain/case/mail.ts';
import {
  Actor,
  Category,
  Channel,
  CriticalStage,
  DeadlineKind,
  Instant,
  Language,
  Party,
  Rating,
  Severity,
  Side,
  Status,
} from '../../domain/case/vocabulary.ts';

export const DeadlineView = z.object({ kind: DeadlineKind, at: Instant, missed: z.boolean() });
export type DeadlineView = z.infer<typeof DeadlineView>;

/** A case in a list. */
export const CaseSummary = z
  .object({
    caseId: z.string(),
    number: z.string().describe('Eight digits, shown as 4821-9355'),
    accountId: z.string().nullable(),
    subject: z.string(),
    category: Category,
    severity: Severity,
    status: Status,
    stage: CriticalStage.nullable(),
    channel: Channel,
    requester: Party,
    owner: z.object({ agentId: z.string(), name: z.string() }).nullable(),
    openedAt: Instant,
    updatedAt: Instant,
    closedAt: Instant.nullable(),
    /** What the reader waits for, soonest first: a customer sees the promises to them, the desk sees all. */
    deadlines: z.array(DeadlineView),
    quarantine: QuarantineReason.nullable(),
    version: z.int(),
  })
  .meta({ id: 'CaseSummary' });
export type CaseSummary = z.infer<typeof CaseSummary>;

export const TamCard = z
  .object({
    personId: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string(),
    openNow: z.boolean(),
    /** When the state changes next: closes at, or opens at. */
    changesAt: Instant.nullable(),
    timeZone: z.string(),
    standsInFor: z.string().nullable(),
    hoursChangeOn: z.iso.date().nullable().describe('The day from which other hours hold, once announced'),
  })
  .meta({ id: 'TamCard' });
export type TamCard = z.infer<typeof TamCard>;

export const CriticalView = z
  .object({
    stage: CriticalStage,
    hotlineNumbers: z.array(z.string()),
    pin: z.string(),
    declaredAt: Instant,
    vitalInformation: VitalInformation.nullable(),
    clockStartedAt: Instant.nullable(),
    callbackDueAt: Instant.nullable(),
    callbackReachedAt: Instant.nullable(),
    callbackAttempts: z.int(),
    acknowledgedBy: z.string().nullable(),
    acknowledgedAt: Instant.nullable(),
    acknowledgedUntil: Instant.nullable().describe('The ladder rests no longer than until then'),
    cadence: z.object({
      minutes: z.int(),
      agreed: z.boolean(),
      proposal: z.object({ by: Side, minutes: z.int(), proposedBy: z.string() }).nullable(),
    }),
    updates: z.int(),
    lastUpdateAt: Instant.nullable(),
    nextUpdateDueAt: Instant.nullable(),
    expectedResolutionAt: Instant.nullable(),
    workaroundAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    closingNote: z.boolean(),
  })
  .meta({ id: 'CriticalView' });
export type CriticalView = z.infer<typeof CriticalView>;

/** A case as its reader may see it. */
export const CaseView = CaseSummary.extend({
  accountName: z.string().nullable(),
  language: Language,
  parties: z.array(Party),
  affected: z
    .object({ stream: z.string(), domain: z.string(), ipAddresses: z.array(z.string()) })
    .partial()
    .nullable(),
  firstRespondedAt: Instant.nullable(),
  lastCustomerSeq: z.int().describe('Send it back as seenCustomerSeq with an answer'),
  closureProposal: z
    .object({ by: Side, summary: z.string(), proposedAt: Instant, seq: z.int(), reminders: z.int() })
    .nullable(),
  reclassification: z.object({ by: Side, reason: z.string(), proposedAt: Instant }).nullable(),
  satisfaction: z.object({ rating: Rating, about: ClauseId.nullable(), at: Instant }).nullable(),
  closedHow: z.enum(['agreed', 'without-answer', 'merged', 'discarded']).nullable(),
  reopened: z.int(),
  mergedInto: z.object({ caseId: z.string(), number: z.string() }).nullable(),
  escalatedTo: z.object({ role: z.enum(['tam', 'supervisor']), id: z.string() }).nullable(),
  critical: CriticalView.nullable(),
  tam: TamCard.nullable(),
  /** The sentence of the contract that the case stands under now. */
  clause: z.string(),
}).meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof CaseView>;

/** How the mail of an entry is doing; `unconfirmed` is the window in which SES has it and has not said so. */
export const Delivery = z
  .object({
    state: z.enum(['waiting', 'unconfirmed', 'accepted', 'refused', 'bounced']),
    attempts: z.int(),
    acceptedAt: Instant.nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });

const attachmentView = AttachmentRef.extend({ attachmentId: z.string() });
export const AttachmentView = attachmentView;

/** An entry of the timeline. `data` has the shape of the event of that type (docs/events.md). */
export const TimelineItem = z
  .object({
    id: z.string(),
    seq: z.int(),
    type: z.enum(Object.keys(caseEvents) as [keyof typeof caseEvents, ...(keyof typeof caseEvents)[]]),
    at: Instant,
    actor: Actor,
    visibility: z.enum(['public', 'internal']),
    data: z.record(z.string(), z.unknown()),
    delivery: Delivery.nullable(),
    hasOriginal: z
      .boolean()
      .describe('A mail brought this message: its original has more than the text. False of anything else'),
  })
  .meta({ id: 'TimelineItem' });
export type TimelineItem = z.infer<typeof TimelineItem>;
