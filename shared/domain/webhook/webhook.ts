import { type FieldError, InvalidInput } from '../../errors/index.ts';
import type { Visibility } from '../case/events.ts';
import type { Party } from '../case/vocabulary.ts';

/** An address that an account's events are sent to. */
export interface Webhook {
  readonly webhookId: string;
  readonly accountId: string;
  readonly url: string;
  /** Types of events that are sent; none means all. */
  readonly eventTypes: readonly string[];
  readonly enabled: boolean;
  readonly createdAt: string;
  /** The contact who set it up: is told when it is switched off. */
  readonly createdBy: Party | null;
  /** Since when every attempt failed; null while it works. */
  readonly failingSince: string | null;
  readonly version: number;
}

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly at: string;
  readonly attempt: number;
  readonly outcome: 'waiting' | 'delivered' | 'failed' | 'gave-up';
  /** The HTTP status that came back, if one did. */
  readonly status: number | null;
  readonly detail: string | null;
}

/** What came of one attempt; `retry` is false where another one cannot help. */
export interface Attempt {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly detail: string | null;
  readonly retry: boolean;
}

/** An event's body may have this many bytes; ours are a small part of it. */
export const webhookBodyBytes = 64 * 1024;
/** How many webhooks an account may have. */
export const webhooksPerAccount = 10;

const [minute, hour] = [60, 60 * 60];
/** Seconds after each failed attempt: 7 more in a day, close at first (Standard Webhooks, "Retry schedule"). */
const backoffSeconds = [5, 5 * minute, 30 * minute, 2 * hour, 4 * hour, 6 * hour, 10 * hour];
/** A webhook on which every attempt failed for so long is switched off. */
const failingMilliseconds = 22 * hour * 1000;
/** The server says that nobody listens there any more (RFC 9110, 410). */
const gone = 410;

/** The wait before the next attempt, or null when that was the last. Attempts count from 1. */
export function nextAttemptAfter(attempt: number): number | null {
  return backoffSeconds[attempt - 1] ?? null;
}

/** Whether the webhook is sent an event: its account's, of a type it asked for, that both parties may read. */
export function isWanted(
  { accountId, enabled, eventTypes }: Webhook,
  event: { readonly accountId: string | null; readonly type: string; readonly visibility: Visibility },
): boolean {
  return (
    enabled &&
    event.accountId === accountId &&
    event.visibility === 'public' &&
    (eventTypes.length === 0 || eventTypes.includes(event.type))
  );
}

/** The delivery after an attempt, and the seconds to the next one if there is one. */
export function afterAttempt(
  delivery: WebhookDelivery,
  { delivered, status, detail, retry }: Attempt,
  at: string,
): { readonly delivery: WebhookDelivery; readonly retryAfter: number | null } {
  const attempt = delivery.attempt + 1;
  const retryAfter = delivered || !retry ? null : nextAttemptAfter(attempt);
  const outcome = delivered ? 'delivered' : retryAfter === null ? 'gave-up' : 'failed';
  return { delivery: { ...delivery, attempt, at, status, detail, outcome }, retryAfter };
}

/** The webhook after an attempt: it works again, begins to fail, or has failed for so long that it is switched off. */
export function healthAfter(
  webhook: Webhook,
  { outcome, at, status }: Pick<WebhookDelivery, 'outcome' | 'at' | 'status'>,
): Pick<Webhook, 'enabled' | 'failingSince'> {
  const { enabled, failingSince } = webhook;
  if (outcome === 'delivered') return { enabled, failingSince: null };
  const since = failingSince ?? at;
  const tooLong = outcome === 'gave-up' && Date.parse(at) - Date.parse(since) >= failingMilliseconds;
  return { enabled: enabled && !tooLong && status !== gone, failingSince: since };
}

/**
 * What can be seen of an address without asking the network: the rest is judged when its name is resolved.
 *
 * @throws InvalidInput
 */
export function refuseUnsafeUrl(url: string, { loopback }: { readonly loopback: boolean }): void {
  const field: FieldError = { path: 'url', message: 'Give an https address of a server of yours.' };
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const local = loopback && parsed !== null && /^(127\.0\.0\.1|localhost)$/.test(parsed.hostname);
  const safe = parsed?.protocol === 'https:' || (local && parsed?.protocol === 'http:');
  if (!safe || parsed?.username !== '' || parsed.password !== '') {
    throw new InvalidInput('The webhook cannot be sent to this address.', [field]);
  }
}
