import { headerText } from '../header-view.ts';
import { domainOf } from '../mime/addresses.ts';
import type { ParsedMessage } from '../types.ts';

/** One recipient of a bounce as SES tells it to a topic, which may be subscribed to by mail. */
export interface NotifiedRecipient {
  readonly recipient: string;
  readonly status: string | null;
  readonly action: string;
  readonly diagnostic: string;
}

/** What a notification of SES reports, or null for any other mail. */
export interface SesNotification {
  readonly kind: 'bounce' | 'complaint' | 'other';
  readonly recipients: readonly NotifiedRecipient[];
  readonly messageId: string | null;
}

const MAX_CHARS = 300_000;

/** Reads SES's notification of a bounce or complaint (SES developer guide, "Notification contents") out of a mail of SNS. */
export function sesNotification(message: ParsedMessage): SesNotification | null {
  if (
    domainOf(message.from?.address ?? '') !== 'sns.amazonaws.com' &&
    headerText(message, 'x-amz-sns-message-type') === ''
  )
    return null;
  const text = message.text.slice(0, MAX_CHARS);
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from === -1 || to <= from) return null;
  // SNS breaks long lines anywhere.
  const json = parsed(text.slice(from, to + 1)) ?? parsed(text.slice(from, to + 1).replace(/\r?\n/g, ''));
  const inner = typeof json?.Message === 'string' ? parsed(json.Message) : json;
  const kind = textOf(inner?.notificationType ?? inner?.eventType).toLowerCase();
  if (inner === null || inner === undefined || kind === '') return null;
  const mail = inner.mail as Json | undefined;
  const bounce = inner.bounce as Json | undefined;
  const recipients = Array.isArray(bounce?.bouncedRecipients) ? (bounce.bouncedRecipients as Json[]) : [];
  return {
    kind: kind === 'bounce' || kind === 'complaint' ? kind : 'other',
    messageId: textOf(mail?.messageId) || null,
    recipients: recipients.slice(0, 50).map((one) => ({
      recipient: textOf(one?.emailAddress).toLowerCase(),
      status: /^[245]\.\d{1,3}\.\d{1,3}$/.exec(textOf(one?.status))?.[0] ?? null,
      action: textOf(one?.action),
      diagnostic: textOf(one?.diagnosticCode),
    })),
  };
}

type Json = Readonly<Record<string, unknown>>;

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2_000) : '';
}
