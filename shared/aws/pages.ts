import { PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns';

/** SNS said no: the page has not gone out by this way. */
export class PageRefused extends Error {
  override readonly name = 'PageRefused';
  readonly code: string;
  constructor(code: string, cause: unknown) {
    super(`SNS refused the message: ${code}.`, { cause });
    this.code = code;
  }
}

export interface TextMessages {
  /**
   * Sends a text to a telephone and answers with SNS's id: taken, not delivered.
   *
   * @throws PageRefused
   */
  readonly send: (phone: string, text: string) => Promise<string>;
}

/**
 * Texts straight to a number, at the priority that SNS keeps for what must arrive. Not through a topic: a
 * subscription's filter takes up to 15 minutes to take effect (SNS developer guide, "Subscription filter
 * policies"), in which a page would reach everybody or nobody.
 */
export function textMessages(client = new SNSClient({})): TextMessages {
  return {
    send: async (PhoneNumber, Message) => {
      try {
        const { MessageId } = await client.send(
          new PublishCommand({
            PhoneNumber,
            Message,
            MessageAttributes: {
              'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
            },
          }),
        );
        return MessageId ?? '';
      } catch (error) {
        if (error instanceof SNSServiceException && error.$fault === 'client') {
          throw new PageRefused(error.name, error);
        }
        throw error;
      }
    },
  };
}
