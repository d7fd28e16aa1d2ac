import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** The raw mails as they lie in the bucket, whatever became of them. */
export interface RawMailBox {
  readonly storedBetween: (from: number, to: number) => AsyncIterable<{ readonly key: string }>;
  /** Counts one more attempt to hand a mail in, and answers how many there were. */
  readonly countAttempt: (key: string, expiresAt: number) => Promise<number>;
  /**
   * Announces a mail as SES would, but with every verdict undecided: what SES found is known to its own
   * notification alone, so the mail goes to quarantine, where a person decides.
   */
  readonly handInAgain: (key: string) => Promise<void>;
}

interface BoxOptions {
  readonly bucket: string;
  readonly queueUrl: string;
  readonly table: Table;
}

export function rawMailBox({ bucket, queueUrl, table }: BoxOptions): RawMailBox {
  const s3 = new S3Client({});
  const sqs = new SQSClient({});
  return {
    storedBetween: async function* (from, to) {
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
        for (const { Key, LastModified } of Contents) {
          const at = LastModified?.getTime() ?? 0;
          if (Key !== undefined && at >= from && at <= to && !Key.endsWith(setup)) yield { key: Key };
        }
      }
    },
    countAttempt: async (key, expiresAt) => {
      const { Attributes } = await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.handedIn(key),
          UpdateExpression: 'SET expiresAt = :expiresAt ADD attempts :one',
          ExpressionAttributeValues: { ':expiresAt': expiresAt, ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.attempts);
    },
    handInAgain: async (objectKey) => {
      const undecided = { status: 'GRAY' };
      const Message = JSON.stringify({
        notificationType: 'Received',
        mail: { messageId: objectKey.slice(objectKey.lastIndexOf('/') + 1), source: '' },
        receipt: {
          recipients: [],
          spfVerdict: undecided,
          dkimVerdict: undecided,
          dmarcVerdict: undecided,
          spamVerdict: undecided,
          virusVerdict: undecided,
          action: { type: 'S3', bucketName: bucket, objectKey },
        },
      });
      const MessageBody = JSON.stringify({ Type: 'Notification', Message });
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  };
}

const setup = 'AMAZON_SES_SETUP_NOTIFICATION';
