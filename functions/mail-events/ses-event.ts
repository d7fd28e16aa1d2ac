import * as z from 'zod/mini';
import type { MailEvent } from '../../shared/desk/settle-mail.ts';

const Header = z.object({ name: z.string(), value: z.string() });
const Recipient = z.object({
  emailAddress: z.string(),
  status: z.optional(z.string()),
  diagnosticCode: z.optional(z.string()),
});

/** What a configuration set publishes (SES developer guide, "Contents of event data that SES publishes to SNS"). */
const Published = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), headers: z._default(z.array(Header), []) }),
  bounce: z.optional(z.object({ bounceType: z.string(), bouncedRecipients: z.array(Recipient) })),
  complaint: z.optional(z.object({ complainedRecipients: z.array(Recipient) })),
  deliveryDelay: z.optional(z.object({ delayedRecipients: z.array(Recipient) })),
  reject: z.optional(z.object({ reason: z.string() })),
});

const Envelope = z.object({ Type: z.literal('Notification'), Message: z.string() });

/** The event in a queue message, or null for a kind that changes nothing. @throws z.ZodError */
export function readSesEvent(body: string): MailEvent | null {
  const json: unknown = JSON.parse(body);
  const envelope = Envelope.safeParse(json);
  const { eventType, mail, bounce, complaint, deliveryDelay, reject } = Published.parse(
    envelope.success ? JSON.parse(envelope.data.Message) : json,
  );
  const references = mail.headers.find(({ name }) => name.toLowerCase() === 'references')?.value ?? '';
  const ownMessageId = /<([^<>\s]+)>/.exec(references)?.[1] ?? null;
  const at = { sesMessageId: mail.messageId, ownMessageId };
  const failures = (recipients: readonly z.infer<typeof Recipient>[] = []) =>
    recipients.map(({ emailAddress, status, diagnosticCode }) => ({
      recipient: emailAddress.replace(/^.*<|>.*$/g, ''),
      status: status ?? null,
      diagnostic: diagnosticCode ?? null,
    }));
  switch (eventType) {
    case 'Send':
      return { ...at, type: 'accepted', failures: [] };
    case 'Bounce':
      return {
        ...at,
        type: 'ses',
        hard: bounce?.bounceType === 'Permanent',
        failures: failures(bounce?.bouncedRecipients),
      };
    case 'Complaint':
      return { ...at, type: 'complaint', failures: failures(complaint?.complainedRecipients) };
    case 'DeliveryDelay':
      return { ...at, type: 'delayed', failures: failures(deliveryDelay?.delayedRecipients) };
    case 'Reject':
      return {
        ...at,
        type: 'rejected',
        failures: [{ recipient: '', status: null, diagnostic: reject?.reason ?? null }],
      };
    default:
      return null;
  }
}
