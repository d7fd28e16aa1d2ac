import * as z from 'zod/mini';
import type { RecordedCall } from '../../shared/desk/critical/record-call.ts';

/** The part of a contact record that is read (Amazon Connect, "Contact records data model"). */
const ContactRecord = z.object({
  ContactId: z.string(),
  Channel: z.string(),
  InitiationMethod: z.string(),
  InitiationTimestamp: z.string(),
  /** For a call of ours: when the customer picked up. */
  ConnectedToSystemTimestamp: z.optional(z.nullable(z.string())),
  DisconnectTimestamp: z.optional(z.nullable(z.string())),
  CustomerEndpoint: z.optional(z.nullable(z.object({ Address: z.string() }))),
  Agent: z.optional(z.nullable(z.object({ Username: z.string() }))),
});

/** The call of ours that a contact record tells of, or null for anything else: a call to us, a chat. */
export function readContactRecord(json: string): RecordedCall | null {
  const record = ContactRecord.parse(JSON.parse(json));
  const { CustomerEndpoint, ConnectedToSystemTimestamp, DisconnectTimestamp } = record;
  if (record.Channel !== 'VOICE' || record.InitiationMethod !== 'OUTBOUND' || CustomerEndpoint == null)
    return null;
  const answered = ConnectedToSystemTimestamp ?? null;
  const ended = DisconnectTimestamp ?? answered;
  const seconds =
    answered === null || ended === null ? 0 : (Date.parse(ended) - Date.parse(answered)) / 1_000;
  return {
    callId: record.ContactId,
    number: CustomerEndpoint.Address,
    caller: record.Agent?.Username ?? 'Amazon Connect',
    startedAt: new Date(Date.parse(answered ?? record.InitiationTimestamp)).toISOString(),
    durationSeconds: Math.max(0, Math.floor(seconds)),
  };
}
