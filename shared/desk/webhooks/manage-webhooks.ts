import type { EventBus } from '../../aws/event-bus.ts';
import type { WebhookStore } from '../../aws/webhook-store.ts';
import { deliveryReplayed, webhookSource } from '../../contracts/publication.ts';
import { authoriseAccount, authoriseOwned } from '../../domain/access/policy.ts';
import type { Principal } from '../../domain/access/principal.ts';
import { authorOf } from '../../domain/audit/change.ts';
import { caseEvents } from '../../domain/case/events.ts';
import {
  refuseUnsafeUrl,
  type Webhook,
  type WebhookDelivery,
  webhooksPerAccount,
} from '../../domain/webhook/webhook.ts';
import { Conflict, InvalidInput, NotFound, Unavailable } from '../../errors/index.ts';
import type { Desk } from '../desk.ts';
import { idFor, newCaseId } from '../ids.ts';
import { webhookSecret } from './secret.ts';

interface HookDesk extends Desk {
  readonly webhooks: WebhookStore;
  /** Whether this very machine may be sent to: in the local cloud only. */
  readonly loopback: boolean;
}

/** An account's webhooks. The desk names the account. @throws InvalidInput | NotFound */
export async function listWebhooks(
  desk: HookDesk,
  principal: Principal,
  asked: string | undefined,
): Promise<Webhook[]> {
  return await desk.webhooks.ofAccount(accountOf(principal, asked, 'account'));
}

/**
 * Sets a webhook up. Its secret is in the answer, and is shown never again; the same command gives the same
 * webhook.
 *
 * @throws InvalidInput | Conflict
 */
export async function createWebhook(
  desk: HookDesk,
  {
    principal,
    fields,
    commandKey,
  }: {
    principal: Principal;
    fields: { url: string; eventTypes: readonly string[]; accountId?: string | undefined };
    commandKey: string | null;
  },
): Promise<Webhook & { secret: string }> {
  const accountId = accountOf(principal, fields.accountId, 'accountId');
  refuseUnsafeUrl(fields.url, desk);
  const unknown = fields.eventTypes.filter((type) => !(type in caseEvents));
  if (unknown.length > 0) {
    throw new InvalidInput('There are no such events; see docs/events.md.', [
      { path: 'eventTypes', message: `Leave out ${unknown.join(', ')}.` },
    ]);
  }
  if ((await desk.directory.account(accountId)) === null) throw new NotFound('account', accountId);
  const now = desk.now();
  const webhookId = idFor(commandKey, now);
  const existing = await desk.webhooks.ofAccount(accountId);
  const before = existing.find((one) => one.webhookId === webhookId);
  if (before !== undefined) return { ...before, secret: webhookSecret(webhookId, desk.hmac) };
  if (existing.length >= webhooksPerAccount) {
    throw new Conflict('too-many-webhooks', `An account has at most ${webhooksPerAccount} webhooks.`);
  }
  const webhook: Webhook = {
    webhookId,
    accountId,
    url: fields.url,
    eventTypes: [...fields.eventTypes],
    enabled: true,
    createdAt: now,
    createdBy:
      principal.kind === 'contact'
        ? { address: principal.address, name: principal.name, contactId: principal.id }
        : null,
    failingSince: null,
    version: 1,
  };
  await desk.webhooks.create(webhook, authorOf(principal, now));
  return { ...webhook, secret: webhookSecret(webhookId, desk.hmac) };
}

/** Stops sending; its log goes with it. @throws NotFound */
export async function deleteWebhook(desk: HookDesk, principal: Principal, webhookId: string): Promise<void> {
  const webhook = await webhookOf(desk, principal, webhookId);
  await desk.webhooks.remove(webhook, authorOf(principal, desk.now()));
}

/** What was sent to a webhook and how it went, newest first. @throws NotFound */
export async function listDeliveries(
  desk: HookDesk,
  principal: Principal,
  { webhookId, limit, cursor }: { webhookId: string; limit: number; cursor: string | undefined },
) {
  await webhookOf(desk, principal, webhookId);
  return await desk.webhooks.deliveries(webhookId, { limit, before: cursor });
}

/** Sends an event again, as a delivery of its own; the same command sends it once. @throws NotFound | Conflict */
export async function replayDelivery(
  desk: HookDesk & { readonly bus: EventBus },
  principal: Principal,
  { webhookId, deliveryId, commandKey }: { webhookId: string; deliveryId: string; commandKey: string | null },
): Promise<WebhookDelivery> {
  const webhook = await webhookOf(desk, principal, webhookId);
  if (!webhook.enabled) {
    throw new Conflict('webhook-disabled', 'The webhook is switched off: set it up anew, then replay.');
  }
  const sent = await desk.webhooks.delivery(webhookId, deliveryId);
  if (sent === null) throw new NotFound('delivery', deliveryId);
  const at = desk.now();
  const again: WebhookDelivery = {
    ...sent,
    deliveryId: newCaseId(at),
    at,
    attempt: 0,
    outcome: 'waiting',
    status: null,
    detail: null,
  };
  if (commandKey === null) await desk.webhooks.announce(again);
  const replayed = commandKey === null ? again : await desk.webhooks.announceOnce(again, commandKey);
  // It was announced before: only the announcement can be missing.
  if (replayed.outcome !== 'waiting') return replayed;
  const detail = { webhookId, deliveryId: replayed.deliveryId };
  const lost = await desk.bus.publish([
    { source: webhookSource, detailType: deliveryReplayed, time: at, detail },
  ]);
  if (lost.length > 0) throw new Unavailable('bus-busy', 'The event could not be announced: ask again.');
  return replayed;
}

async function webhookOf(desk: HookDesk, principal: Principal, webhookId: string): Promise<Webhook> {
  const webhook = await desk.webhooks.read(webhookId);
  return authoriseOwned(principal, webhook, { kind: 'webhook', asked: webhookId });
}

function accountOf(principal: Principal, asked: string | undefined, path: string): string {
  const accountId = asked ?? principal.accountId;
  if (accountId === null) {
    throw new InvalidInput('Say whose webhooks.', [{ path, message: 'Name the customer’s account.' }]);
  }
  return authoriseAccount(principal, accountId);
}
