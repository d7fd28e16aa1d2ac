import {
  createWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  replayDelivery,
} from '../../../shared/desk/webhooks/manage-webhooks.ts';
import type { Webhook, WebhookDelivery } from '../../../shared/domain/webhook/webhook.ts';
import { type Handlers, param } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

type Served = 'listWebhooks' | 'createWebhook' | 'deleteWebhook' | 'listDeliveries' | 'replayDelivery';

/** Where an account's events are sent, and how that goes. */
export function webhookHandlers(desk: AdministrationDesk): Handlers<Served> {
  return {
    listWebhooks: async ({ principal, query }) => {
      const webhooks = await listWebhooks(desk, principal, query.account);
      return { items: webhooks.map(view), nextCursor: null };
    },

    createWebhook: async ({ principal, body: fields, commandKey }) => {
      const { secret, ...webhook } = await createWebhook(desk, { principal, fields, commandKey });
      return { ...view(webhook), secret };
    },

    deleteWebhook: async (request) => {
      await deleteWebhook(desk, request.principal, param(request, 'webhookId'));
      return {};
    },

    listDeliveries: async (request) => {
      const { principal, query } = request;
      const asked = { webhookId: param(request, 'webhookId'), limit: query.limit, cursor: query.cursor };
      const { items, next } = await listDeliveries(desk, principal, asked);
      return { items: items.map(logged), nextCursor: next };
    },

    replayDelivery: async (request) =>
      logged(
        await replayDelivery(desk, request.principal, {
          webhookId: param(request, 'webhookId'),
          deliveryId: param(request, 'deliveryId'),
          commandKey: request.commandKey,
        }),
      ),
  };
}

const view = ({ createdBy: _, failingSince: __, eventTypes, ...webhook }: Webhook) => ({
  ...webhook,
  eventTypes: [...eventTypes],
});

const logged = ({ webhookId: _, ...delivery }: WebhookDelivery) => delivery;
