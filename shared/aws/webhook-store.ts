import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChangeAuthor } from '../domain/audit/change.ts';
import type { Webhook, WebhookDelivery } from '../domain/webhook/webhook.ts';
import { auditLine } from './audit-trail.ts';
import { ConditionFailed, type Table, transact } from './dynamodb.ts';
import { keys } from './keys.ts';

export interface WebhookStore {
  readonly ofAccount: (accountId: string) => Promise<Webhook[]>;
  readonly read: (webhookId: string) => Promise<Webhook | null>;
  /** Creates a webhook; false if one with this id is there. */
  readonly create: (webhook: Webhook, by: ChangeAuthor) => Promise<boolean>;
  readonly remove: (webhook: Webhook, by: ChangeAuthor) => Promise<void>;
  /** Notes how the webhook does; false if it is gone. */
  readonly noteHealth: (
    webhook: Webhook,
    health: Pick<Webhook, 'enabled' | 'failingSince'>,
    by: ChangeAuthor,
  ) => Promise<boolean>;
  readonly delivery: (webhookId: string, deliveryId: string) => Promise<WebhookDelivery | null>;
  /** Announces a delivery; false if it is there already. */
  readonly announce: (delivery: WebhookDelivery) => Promise<boolean>;
  /** Announces a delivery that a command asks for. @returns the one that the command's key asked for first */
  readonly announceOnce: (delivery: WebhookDelivery, commandKey: string) => Promise<WebhookDelivery>;
  readonly note: (delivery: WebhookDelivery) => Promise<void>;
  /** Newest first. */
  readonly deliveries: (
    webhookId: string,
    page: { readonly limit: number; readonly before?: string | undefined },
  ) => Promise<{ readonly items: WebhookDelivery[]; readonly next: string | null }>;
}

/** For how many days the log of a delivery is kept. */
const logDays = 30;

/** An account's webhooks, and the log of what was sent to each. */
export function webhookStore(table: Table): WebhookStore {
  const { client, name: TableName } = table;
  const get = async (Key: { pk: string; sk: string }) => {
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item;
  };
  const line = (
    { webhookId: id, accountId }: Webhook,
    change: { before: Webhook | null; after: Webhook | null; by: ChangeAuthor },
  ) => auditLine(table, { kind: 'webhook', id, accountId }, change);
  const item = (delivery: WebhookDelivery) => ({
    ...keys.delivery(delivery.webhookId, delivery.deliveryId),
    ...delivery,
    expiresAt: Math.floor(Date.parse(delivery.at) / 1000) + logDays * 24 * 60 * 60,
  });

  return {
    ofAccount: async (accountId) => {
      const { pk, sk } = keys.webhook(accountId, '');
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
        }),
      );
      return Items.map(toWebhook);
    },
    read: async (webhookId) => {
      const owner = await get(keys.webhookOwner(webhookId));
      if (owner === undefined) return null;
      const found = await get(keys.webhook(String(owner.accountId), webhookId));
      return found === undefined ? null : toWebhook(found);
    },
    create: async (webhook, by) => {
      const { accountId, webhookId } = webhook;
      const ConditionExpression = 'attribute_not_exists(pk)';
      try {
        await transact(table, [
          {
            Put: {
              TableName,
              Item: { ...keys.webhook(accountId, webhookId), ...webhook },
              ConditionExpression,
            },
          },
          { Put: { TableName, Item: { ...keys.webhookOwner(webhookId), accountId }, ConditionExpression } },
          ...line(webhook, { before: null, after: webhook, by }),
        ]);
        return true;
      } catch (error) {
        if (error instanceof ConditionFailed) return false;
        throw error;
      }
    },
    remove: async (webhook, by) => {
      const { accountId, webhookId } = webhook;
      await transact(table, [
        { Delete: { TableName, Key: keys.webhook(accountId, webhookId) } },
        { Delete: { TableName, Key: keys.webhookOwner(webhookId) } },
        ...line(webhook, { before: webhook, after: null, by }),
      ]);
    },
    noteHealth: async (webhook, { enabled, failingSince }, by) => {
      const { accountId, webhookId, version } = webhook;
      const Update = {
        TableName,
        Key: keys.webhook(accountId, webhookId),
        UpdateExpression: 'SET enabled = :enabled, failingSince = :since ADD version :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':enabled': enabled, ':since': failingSince, ':one': 1 },
      };
      // How it does is no change of anybody's; that it is switched off is one.
      if (enabled === webhook.enabled) return await held(client.send(new UpdateCommand(Update)));
      const after = { ...webhook, enabled, version: version + 1 };
      return await held(transact(table, [{ Update }, ...line(webhook, { before: webhook, after, by })]));
    },
    delivery: async (webhookId, deliveryId) => {
      const found = await get(keys.delivery(webhookId, deliveryId));
      return found === undefined ? null : toDelivery(found);
    },
    announce: async (delivery) => {
      const put = new PutCommand({
        TableName,
        Item: item(delivery),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      return await held(client.send(put));
    },
    announceOnce: async (delivery, commandKey) => {
      const { deliveryId, expiresAt } = item(delivery);
      const asked = { ...keys.done(commandKey), deliveryId, expiresAt };
      const put = (Item: object) => ({
        Put: { TableName, Item: { ...Item }, ConditionExpression: 'attribute_not_exists(pk)' },
      });
      try {
        await transact(table, [put(asked), put(item(delivery))]);
        return delivery;
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        const first = await get(keys.done(commandKey));
        const before = await get(keys.delivery(delivery.webhookId, String(first?.deliveryId)));
        if (before === undefined) throw error;
        return toDelivery(before);
      }
    },
    note: async (delivery) => {
      await client.send(new PutCommand({ TableName, Item: item(delivery) }));
    },
    deliveries: async (webhookId, { limit, before }) => {
      const { pk, sk } = keys.delivery(webhookId, '');
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': pk,
            ':from': sk,
            ':to': before === undefined ? `${sk}~` : keys.delivery(webhookId, before).sk,
          },
          ScanIndexForward: false,
          // The end of the range is the last item of the page before: one more is read and left out.
          Limit: before === undefined ? limit : limit + 1,
        }),
      );
      const items = Items.map(toDelivery).filter(({ deliveryId }) => deliveryId !== before);
      const more = LastEvaluatedKey !== undefined;
      return { items, next: more ? (items.at(-1)?.deliveryId ?? null) : null };
    },
  };
}

/** Reads each account's webhooks once, however many events of a batch are the account's. */
export function webhooksForBatch(store: WebhookStore): WebhookStore {
  const known = new Map<string, Promise<Webhook[]>>();
  return {
    ...store,
    ofAccount: (accountId) => {
      const found = known.get(accountId) ?? store.ofAccount(accountId);
      known.set(accountId, found);
      return found;
    },
  };
}

/** Whether a write's condition held. */
async function held(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException || error instanceof ConditionFailed) return false;
    throw error;
  }
}

function toWebhook({ pk, sk, ...webhook }: Record<string, unknown>): Webhook {
  return webhook as unknown as Webhook;
}

function toDelivery({ pk, sk, expiresAt, ...delivery }: Record<string, unknown>): WebhookDelivery {
  return delivery as unknown as WebhookDelivery;
}
