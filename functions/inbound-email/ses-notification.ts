import * as z from 'zod/mini';
import type { InboundMail } from '../../shared/desk/intake-mail.ts';

/** A verdict that SES adds later counts as undecided. */
const Verdict = z.object({
  status: z.catch(z.enum(['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED']), 'GRAY'),
});

/**
 * What SES publishes once the raw mail is in the bucket (SES developer guide, "Contents of notifications").
 * The message itself is read from the bucket: the headers in here are cut at 10 KB.
 */
const Received = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({ messageId: z.string(), source: z.string() }),
  receipt: z.object({
    recipients: z.array(z.string()),
    spfVerdict: Verdict,
    dkimVerdict: Verdict,
    dmarcVerdict: Verdict,
    dmarcPolicy: z.optional(z.string()),
    spamVerdict: Verdict,
    virusVerdict: Verdict,
    action: z.object({ type: z.literal('S3'), objectKey: z.string() }),
  }),
});

const Envelope = z.object({ Type: z.literal('Notification'), Message: z.string() });

/** SES writes a test object under this id whenever the rule is made or changed: nobody wrote it. */
const setup = 'AMAZON_SES_SETUP_NOTIFICATION';

/**
 * The mail that a queue message announces, or null for SES's own test.
 *
 * @throws z.ZodError for anything that SES does not send
 */
export function readNotification(body: string): InboundMail | null {
  const { Message } = Envelope.parse(JSON.parse(body));
  const { mail, receipt } = Received.parse(JSON.parse(Message));
  if (mail.messageId === setup || receipt.action.objectKey.endsWith(setup)) return null;
  const policy = z.enum(['none', 'quarantine', 'reject']).safeParse(receipt.dmarcPolicy?.toLowerCase());
  return {
    rawKey: receipt.action.objectKey,
    envelopeFrom: mail.source === '<>' ? '' : mail.source,
    recipients: receipt.recipients,
    verdicts: {
      spf: receipt.spfVerdict.status,
      dkim: receipt.dkimVerdict.status,
      dmarc: receipt.dmarcVerdict.status,
      spam: receipt.spamVerdict.status,
      virus: receipt.virusVerdict.status,
      ...(policy.success ? { dmarcPolicy: policy.data } : {}),
    },
  };
}
