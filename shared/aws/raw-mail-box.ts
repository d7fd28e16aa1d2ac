import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** The raw mails that were stored, and the queue by which they reach their cases. */
export interface RawMailBox {
  /**
   * Announces a mail as SES would, but with every verdict undecided: what SES found is known to its own
   * notification alone, so the mail goes to quarantine, where a person decides.
   */
  readonly handInAgain: (key: string) => Promise<void>;
}

export function rawMailBox(queueUrl: string, sqs = new SQSClient({})): RawMailBox {
  return {
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
          action: { type: 'S3', objectKey },
        },
      });
      const MessageBody = JSON.stringify({ Type: 'Notification', Message });
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  };
}
