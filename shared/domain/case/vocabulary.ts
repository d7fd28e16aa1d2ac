import * as z from 'zod';

/** The words of the contract; see docs/architecture.md for the clause behind each. */
export const severities = ['non-critical', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** The three kinds of non-critical issue: software error, configuration request, information request. */
export const categories = ['bug', 'configuration', 'information'] as const;
export type Category = (typeof categories)[number];

export const statuses = [
  'new',
  'in-progress',
  'waiting-on-customer',
  'closure-proposed',
  'closed',
  'quarantined',
] as const;
export type Status = (typeof statuses)[number];

export const channels = ['email', 'dashboard', 'api', 'hotline', 'event'] as const;
export type Channel = (typeof channels)[number];

export const languages = ['es', 'en'] as const;
export type Language = (typeof languages)[number];

/** The two parties of the contract: the customer's people, and the desk's. */
export const sides = ['customer', 'desk'] as const;
export type Side = (typeof sides)[number];

/** How content the customer is with a case that both parties agreed to close. */
export const ratings = ['good', 'bad'] as const;
export type Rating = (typeof ratings)[number];

/** Where a critical issue stands; the workflow's graph and the dashboard's line show the same words. */
export const criticalStages = [
  'intake',
  'paging',
  'working',
  'workaround-given',
  'ended',
  'closure-proposed',
  'closed',
  'reclassified',
] as const;
export type CriticalStage = (typeof criticalStages)[number];

/**
 * What a case can be late for. `first-response`, `owner` and `update` are promises to the customer;
 * `owner-silence` and `escalation-answer` are promises between us; `closure-reminder` and
 * `closure-lapse` move a closing along; `callback` and `critical-update` are the critical clocks, and `handover`
 * is owed among us after a change of shift. `page` is no promise: it is when somebody has to be paged next about
 * a critical issue.
 */
export const deadlineKinds = [
  'owner',
  'first-response',
  'update',
  'owner-silence',
  'escalation-answer',
  'closure-reminder',
  'closure-lapse',
  'callback',
  'critical-update-nudge',
  'critical-update',
  'handover',
  'page',
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export const Instant = z.iso
  .datetime({ precision: 3 })
  .describe('UTC, milliseconds: 2026-11-24T01:43:10.000Z');
export const Severity = z.enum(severities);
export const Category = z.enum(categories);
export const Status = z.enum(statuses);
export const Channel = z.enum(channels);
export const Language = z.enum(languages);
export const Side = z.enum(sides);
export const Rating = z.enum(ratings);
export const CriticalStage = z.enum(criticalStages);
export const DeadlineKind = z.enum(deadlineKinds);

/** A person by e-mail. `contactId` is there when the address belongs to a contact of the account. */
export const Party = z
  .object({
    address: z.string().max(320),
    name: z.string().max(200),
    contactId: z.string().optional(),
  })
  .meta({ id: 'Party' });
export type Party = z.infer<typeof Party>;

/** Who did it. `system` acts by rule (a deadline, an intake), and its `id` names the rule. */
export const Actor = z
  .object({
    kind: z.enum([
      'contact',
      'stranger',
      'agent',
      'representative',
      'supervisor',
      'tam',
      'machine',
      'system',
    ]),
    id: z.string(),
    name: z.string(),
  })
  .meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

/** A change to the clocks: a time sets a deadline, null takes it away, absence leaves it. */
export const DeadlineChanges = z.partialRecord(DeadlineKind, Instant.nullable());
export type DeadlineChanges = z.infer<typeof DeadlineChanges>;
