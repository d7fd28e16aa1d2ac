import type { DeliveryQueue } from '../../aws/delivery-queue.ts';
import { PostFailed, type PublicPost } from '../../aws/public-post.ts';
import type { WebhookStore } from '../../aws/webhook-store.ts';
import {
  type Attempt,
  afterAttempt,
  healthAfter,
  isWanted,
  type Webhook,
  type WebhookDelivery,
  webhookBodyBytes,
} from '../../domain/webhook/webhook.ts';
import { webhookActor } from '../actors.ts';
import type { Desk } from '../desk.ts';
import { sha256, timeStamp } from '../ids.ts';
import { payloadOf, signedHeaders } from './payload.ts';
import { webhookSecret } from './secret.ts';
import { tellSwitchedOff } from './tell-switched-off.ts';

export interface DeliveringDesk extends Pick<Desk, 'cases' | 'directory' | 'hmac' | 'now'> {
  readonly webhooks: WebhookStore;
  readonly queue: Pick<DeliveryQueue, 'send'>;
  readonly http: PublicPost;
}

/** An event as the bus announces it. */
export interface AnnouncedEvent {
  readonly id: string;
  readonly accountId: string | null;
  readonly type: string;
  readonly visibility: 'public' | 'internal';
  readonly at: string;
}

/**
 * Begins a delivery to each webhook of the account that wants the event. The event may be announced twice:
 * its delivery has one id, and is begun once.
 *
 * @returns how many deliveries wait to be made
 */
export async function announceToWebhooks(desk: DeliveringDesk, event: AnnouncedEvent): Promise<number> {
  if (event.accountId === null || event.visibility !== 'public') return 0;
  const hooks = (await desk.webhooks.ofAccount(event.accountId)).filter((hook) => isWanted(hook, event));
  let begun = 0;
  for (const { webhookId } of hooks) {
    const deliveryId = timeStamp(event.at) + sha256(`${webhookId} ${event.id}`).slice(0, 16);
    const fresh = await desk.webhooks.announce({
      deliveryId,
      webhookId,
      eventId: event.id,
      eventType: event.type,
      at: event.at,
      attempt: 0,
      outcome: 'waiting',
      status: null,
      detail: null,
    });
    const known = fresh ? null : await desk.webhooks.delivery(webhookId, deliveryId);
    if (known !== null && known.outcome !== 'waiting') continue;
    await desk.queue.send({ webhookId, deliveryId });
    begun += 1;
  }
  return begun;
}

/**
 * Makes one attempt at a delivery, and keeps in its log how it went.
 *
 * @returns the seconds to the next attempt, or null if there is none
 */
export async function attemptDelivery(
  desk: DeliveringDesk,
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
): Promise<number | null> {
  const [webhook, delivery] = await Promise.all([
    desk.webhooks.read(webhookId),
    desk.webhooks.delivery(webhookId, deliveryId),
  ]);
  if (webhook === null || delivery === null) return null;
  if (delivery.outcome === 'delivered' || delivery.outcome === 'gave-up') return null;
  const made = webhook.enabled ? await attempt(desk, webhook, delivery) : switchedOff;
  const result = afterAttempt(delivery, made, desk.now());
  await noteHealth(desk, webhook, result.delivery);
  // Last: a delivery that is on record as over is not looked at again.
  await desk.webhooks.note(result.delivery);
  return result.retryAfter;
}

const switchedOff: Attempt = {
  delivered: false,
  status: null,
  detail: 'The webhook is switched off.',
  retry: false,
};

async function attempt(desk: DeliveringDesk, hook: Webhook, { eventId }: WebhookDelivery): Promise<Attempt> {
  const [caseId = '', seq] = eventId.split('.');
  const entry = await desk.cases.entry(caseId, Number(seq));
  // The table is asked, not the announcement: others may put events on the bus, too.
  if (entry === null || entry.accountId !== hook.accountId || entry.visibility !== 'public') {
    return { ...switchedOff, detail: 'The event is not there any more.' };
  }
  const body = payloadOf(entry);
  if (Buffer.byteLength(body) > webhookBodyBytes) {
    return { ...switchedOff, detail: 'The event is too large to be sent: read it through the API.' };
  }
  const secret = webhookSecret(hook.webhookId, desk.hmac);
  const headers = signedHeaders(body, { id: eventId, now: desk.now(), secret });
  try {
    const { status } = await desk.http.post(hook.url, { body, headers });
    const delivered = status >= 200 && status < 300;
    return {
      delivered,
      status,
      detail: delivered ? null : `The server answered ${status}.`,
      retry: status !== 410,
    };
  } catch (error) {
    if (!(error instanceof PostFailed)) throw error;
    return { delivered: false, status: null, detail: error.message, retry: error.transient };
  }
}

async function noteHealth(desk: DeliveringDesk, webhook: Webhook, after: WebhookDelivery): Promise<void> {
  const health = healthAfter(webhook, after);
  if (health.enabled === webhook.enabled && health.failingSince === webhook.failingSince) return;
  // Told first, and told once: whoever comes again after a failure in between finds it told.
  if (webhook.enabled && !health.enabled) await tellSwitchedOff(desk, webhook, after);
  await desk.webhooks.noteHealth(webhook, health, { actor: webhookActor, at: desk.now() });
}
