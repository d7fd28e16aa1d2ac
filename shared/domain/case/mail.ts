import * as z from 'zod';
import { Language, Party } from './vocabulary.ts';

/** The automatic and formal mails that the desk writes; each has a text in every language (shared/notices). */
export const noticeKinds = [
  'acknowledgement',
  'critical-acknowledgement',
  'owner-changed',
  'case-assigned',
  'closure-proposed',
  'closure-declined',
  'closure-reminder',
  'case-closed',
  'case-reopened',
  'cases-merged',
  'stranger-receipt',
  'attachments-refused',
  'message-not-delivered',
  'customer-acted',
  'deadline-missed',
  'escalated',
  'callback-attempted',
  'customer-update',
  'cadence-proposed',
  'workaround-given',
  'workaround-failed',
  'issue-ended',
  'page',
  'page-again',
  'page-overdue',
  'page-incomplete',
  'critical-prompt',
  'verify-channel',
  'weekly-digest',
] as const;
export const NoticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** A file, known by the SHA-256 of its bytes. */
export const AttachmentRef = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The upload that brought it; absent for a file that came by mail. */
  uploadId: z.string().optional(),
  name: z.string().max(255),
  contentType: z.string().max(127),
  size: z.int().nonnegative(),
  inline: z.boolean(),
  contentId: z.string().nullable(),
});
export type AttachmentRef = z.infer<typeof AttachmentRef>;

/**
 * A mail to be sent, frozen when it was decided: who gets it never depends on what happens later
 * (chatwoot#15193). The text of a notice is rendered from `notice` and `variables` in `language`.
 */
export const OutgoingMail = z.object({
  /** Empty when nobody whom it is for can be reached any more: then it is never sent. */
  to: z.array(Party),
  cc: z.array(Party),
  subject: z.string(),
  language: Language,
  notice: NoticeKind.nullable(),
  variables: z.record(z.string(), z.string()),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  /** Written by a rule, not by a person: goes out with `Auto-Submitted`. */
  automatic: z.boolean(),
});
export type OutgoingMail = z.infer<typeof OutgoingMail>;

/** Why a mail counts as made by a machine (RFC 3834 and what mailers really do). */
export const automaticReasons = [
  'auto-reply',
  'auto-generated',
  'mailing-list',
  'bulk',
  'challenge-response',
  'feedback-report',
  'bounce',
] as const;
export const AutomaticReason = z.enum(automaticReasons);
export type AutomaticReason = z.infer<typeof AutomaticReason>;

/** What SES found about a mail. A value that SES adds later counts as `GRAY`. */
export const VerdictStatus = z.enum(['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED']);
export type VerdictStatus = z.infer<typeof VerdictStatus>;
export const Verdicts = z.object({
  spf: VerdictStatus,
  dkim: VerdictStatus,
  dmarc: VerdictStatus,
  spam: VerdictStatus,
  virus: VerdictStatus,
  dmarcPolicy: z.enum(['none', 'quarantine', 'reject']).optional(),
});
export type Verdicts = z.infer<typeof Verdicts>;

/** Why a mail waits for a person instead of being believed. */
export const quarantineReasons = [
  'unknown-sender',
  'unauthenticated-sender',
  'not-a-party',
  'token-of-another',
  'spam',
  'virus',
  'scan-failed',
  'automatic',
] as const;
export const QuarantineReason = z.enum(quarantineReasons);
export type QuarantineReason = z.infer<typeof QuarantineReason>;
