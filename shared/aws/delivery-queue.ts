import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** The queue of webhook deliveries: it also carries the wait before the next attempt. */
export interface DeliveryQueue {
  readonly send: (delivery: { readonly webhookId: string; readonly deliveryId: string }) => Promise<void>;
  /** A message that is being handled comes back after so many seconds, at most 12 hours. */
  readonly comeBack: (receiptHandle: string, seconds: number) => Promise<void>;
}

export function deliveryQueue(QueueUrl: string, client = new SQSClient({})): DeliveryQueue {
  return {
    send: async ({ webhookId, deliveryId }) => {
      const MessageBody = JSON.stringify({ detail: { webhookId, deliveryId } });
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    comeBack: async (ReceiptHandle, VisibilityTimeout) => {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    },
  };
}
