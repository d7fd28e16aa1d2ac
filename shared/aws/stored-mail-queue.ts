import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** The queue by which stored mails are looked after (reconcile-mail). */
export interface StoredMailQueue {
  /** Announces a raw mail as S3 does when it is stored. */
  readonly announce: (key: string) => Promise<void>;
}

export function storedMailQueue(QueueUrl: string, sqs = new SQSClient({})): StoredMailQueue {
  return {
    announce: async (key) => {
      const object = { key: encodeURIComponent(key) };
      const MessageBody = JSON.stringify({ Records: [{ s3: { object } }] });
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
  };
}
