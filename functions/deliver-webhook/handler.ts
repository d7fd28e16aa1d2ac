import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { deliveryQueue } from '../../shared/aws/delivery-queue.ts';
import { publicPost } from '../../shared/aws/public-post.ts';
import { hmacOfSecret } from '../../shared/aws/secret.ts';
import { webhookStore, webhooksForBatch } from '../../shared/aws/webhook-store.ts';
import {
  announceToWebhooks,
  attemptDelivery,
  type DeliveringDesk,
} from '../../shared/desk/webhooks/deliver-event.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const { TABLE_NAME, MAIL_TOKEN_SECRET_ARN, QUEUE_URL, WEBHOOK_NETWORK } = readEnvironment(env);
const logger = new Logger();
const processor = new BatchProcessor(EventType.SQS);
const connected = connectReadingDesk(TABLE_NAME);
const queue = deliveryQueue(QUEUE_URL);
const desk = {
  ...connected,
  hmac: await hmacOfSecret(MAIL_TOKEN_SECRET_ARN),
  webhooks: webhookStore(connected.table),
  queue,
  http: publicPost({ loopback: WEBHOOK_NETWORK === 'loopback-too' }),
};

/** An event of the bus, or one delivery of one. */
const Message = z.object({
  detail: z.union([
    z.object({ webhookId: z.string(), deliveryId: z.string() }),
    z.object({
      id: z.string(),
      accountId: z.nullable(z.string()),
      type: z.string(),
      visibility: z.enum(['public', 'internal']),
      at: z.string(),
    }),
  ]),
});

async function deliver(desk: DeliveringDesk, { body, receiptHandle }: SQSRecord): Promise<void> {
  const { detail } = Message.parse(JSON.parse(body));
  if ('id' in detail) {
    await announceToWebhooks(desk, detail);
    return;
  }
  const retryAfter = await attemptDelivery(desk, detail);
  logger.info('webhook delivery', { ...detail, retryAfter });
  if (retryAfter === null) return;
  await queue.comeBack(receiptHandle, retryAfter);
  throw new Error(`Not delivered: the next attempt is in ${retryAfter} seconds.`);
}

/** Sends each event to the webhooks that want it; what fails comes back, later each time. */
export const handler: SQSHandler = (event, context) => {
  const forBatch = { ...desk, webhooks: webhooksForBatch(desk.webhooks) };
  return processPartialResponse(event, (record: SQSRecord) => deliver(forBatch, record), processor, {
    context,
  });
};
