import * as z from 'zod';
import { OutgoingMail } from './mail.ts';
import { DeadlineChanges, Instant, Language, Side } from './vocabulary.ts';

const deadlines = DeadlineChanges.optional();
const text = z.string();

/** The contract's «información vital», complete: five fields and the language to call back in. */
export const VitalInformation = z
  .object({
    companyName: z.string().trim().min(1).max(200),
    contactName: z.string().trim().min(1).max(200),
    contactPhone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'Write the number in E.164 form, such as +34911234567.'),
    contactEmail: z.email().max(320),
    description: z.string().trim().min(1).max(10_000),
    language: Language.optional(),
  })
  .meta({ id: 'VitalInformation' });
export type VitalInformation = z.infer<typeof VitalInformation>;

export const callbackOutcomes = ['reached', 'no-answer', 'busy', 'voicemail'] as const;
const Call = z.object({
  number: z.string(),
  startedAt: Instant,
  durationSeconds: z.int().nonnegative(),
  notes: text.nullable(),
  /** Where the proof comes from: the agent's word, or the telephone system's own record. */
  source: z.enum(['agent', 'call-record']),
});

/** Why one of the desk's people is paged, other than to call the customer back. */
export const pageReasons = [
  'callback-overdue',
  'update-due',
  'update-overdue',
  'shift-change',
  'handover-overdue',
  'reopened',
  'closure-declined',
  'workaround-failed',
] as const;
export type PageReason = (typeof pageReasons)[number];

const Tally = z.object({
  ok: z.int(),
  timeout: z.int(),
  internalError: z.int(),
  clientError: z.int(),
});
const perFamily = <T extends z.ZodType>(of: T) => z.object({ api: of, smtp: of });

/** The representative read the number back to the caller, who confirmed it; a hotline call alone can say so. */
const phoneReadBack = z.literal(true).optional();

/** The critical issue's own events; clocks are absolute times, never pauses. */
export const criticalEvents = {
  'critical.declared': z.object({
    hotlineNumbers: z.array(text),
    /** Short number that the caller reads out; it finds the case, it proves nothing. */
    pin: z.string(),
    deadlines,
  }),
  'vital-information.recorded': z.object({
    vitalInformation: VitalInformation,
    source: z.enum(['dashboard', 'api', 'email', 'hotline']),
    phoneReadBack,
    /** It came with the declaration itself: the run that begins for that knows it already. */
    withDeclaration: z.optional(z.literal(true)),
    /** The moment at which the information was complete: the 15 minutes run from here, for good. */
    completeAt: Instant,
    callbackDueAt: Instant,
    deadlines,
  }),
  'vital-information.corrected': z.object({
    vitalInformation: VitalInformation,
    reason: text,
    phoneReadBack,
  }),
  'page.sent': z.object({
    pageKey: z.string(),
    step: z.string(),
    personId: z.string(),
    personName: text,
    channel: text,
    address: text,
    /** What it is about, and the moment that is meant; absent where the customer has to be called back. */
    about: z.object({ reason: z.enum(pageReasons), at: Instant }).optional(),
    deadlines,
  }),
  'page.receipt': z.object({
    pageKey: z.string(),
    personId: z.string(),
    channel: text,
    receipt: z.enum(['queued', 'sent', 'delivered', 'failed', 'unknown']),
    detail: text.nullable(),
  }),
  'page.acknowledged': z.object({ personId: z.string(), personName: text, channel: text, deadlines }),
  'page.declined': z.object({ personId: z.string(), personName: text, channel: text, deadlines }),
  'callback.attempted': Call.extend({
    outcome: z.enum(['no-answer', 'busy', 'voicemail']),
    nextAttemptAt: Instant,
    mail: OutgoingMail.nullable(),
    deadlines,
  }),
  'callback.reached': Call.extend({ elapsedSeconds: z.int().nonnegative(), deadlines }),
  'cadence.proposed': z.object({
    by: Side,
    minutes: z.int().positive(),
    mail: OutgoingMail.nullable().optional(),
  }),
  'cadence.agreed': z.object({
    minutes: z.int().positive(),
    signatures: z.object({ customer: text, desk: text }),
    deadlines,
  }),
  'update.sent': z.object({
    nature: text,
    changed: text,
    expectedResolutionAt: Instant.nullable(),
    nextEstimateAt: Instant.nullable(),
    /** How many seconds later than the estimate before; negative is earlier, null is the first. */
    slipSeconds: z.int().nullable(),
    mail: OutgoingMail.nullable(),
    deadlines,
  }),
  'update.nudged': z.object({ dueAt: Instant, deadlines }),
  'handover.noted': z.object({
    fromId: z.string().nullable(),
    toId: z.string(),
    toName: text,
    situation: text,
    deadlines,
  }),
  /** Somebody else came on duty than who has the case: both were paged, and the note is due. */
  'handover.asked': z.object({
    /** When the shift changed. */
    changedAt: Instant,
    fromId: z.string().nullable(),
    toId: z.string(),
    toName: text,
    deadlines,
  }),
  'workaround.given': z.object({
    description: text,
    givenAt: Instant,
    mail: OutgoingMail.nullable(),
    deadlines,
  }),
  /** The workaround helps no longer: the issue is worked on again. */
  'workaround.failed': z.object({ by: Side, reason: text, deadlines }),
  'unavailability.ended': z.object({
    description: text,
    endedAt: Instant,
    mail: OutgoingMail.nullable(),
    deadlines,
  }),
  /** What a ledger of seconds says (shared/domain/unavailability): evidence, never a gate. */
  'unavailability.measured': z.object({
    verdict: z.enum(['persistent', 'intermittent', 'available', 'no-evidence']),
    persistentFrom: Instant.nullable(),
    persistentFamily: z.enum(['api', 'smtp']).nullable(),
    unavailableSeconds: perFamily(z.int()),
    totals: perFamily(Tally),
    runs: z.array(
      z.object({ family: z.enum(['api', 'smtp']), from: Instant, to: Instant, seconds: z.int() }),
    ),
    vantagePoints: z.array(text),
    measure: z.object({ seconds: z.int(), windowSeconds: z.int(), vantagePoints: z.int() }),
    ledger: z.object({ lines: z.int(), from: Instant, to: Instant, sha256: z.string() }),
  }),
  'closing-note.recorded': z.object({
    cause: text.nullable(),
    unavailableSeconds: z.int().nonnegative().nullable(),
    followUps: z.array(
      z.object({ what: text, ownerId: z.string(), ownerName: text.optional(), dueOn: z.iso.date() }),
    ),
  }),
  'workflow.started': z.object({ executionName: z.string() }),
  /** A run has grown old: asks for the next one, before its history is full. */
  'workflow.renewed': z.object({ executionName: z.string() }),
} as const;
export type CriticalEventType = keyof typeof criticalEvents;
