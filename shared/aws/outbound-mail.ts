import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';

/** SES said no, for certain: nothing was sent. `transient` says that a later try may pass. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  readonly transient: boolean;
  readonly code: string;
  constructor(code: string, transient: boolean, cause: unknown) {
    super(`SES refused the mail: ${code}.`, { cause });
    this.code = code;
    this.transient = transient;
  }
}

export interface OutboundMail {
  /**
   * Hands a composed mail to SES and answers with SES's id. Any error that is not `MailRefused` leaves
   * open whether SES took the mail.
   *
   * @throws MailRefused
   */
  readonly send: (
    raw: Uint8Array,
    envelope: { from: string; recipients: readonly string[] },
  ) => Promise<string>;
}

/** Over the rate or the daily quota; SES has dropped the message and a later one may pass. */
const throttles = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'LimitExceededException',
]);

export function outboundMail(
  configurationSet: string,
  client = new SESClient({ maxAttempts: 1 }),
): OutboundMail {
  return {
    send: async (raw, { from, recipients }) => {
      try {
        const { MessageId } = await client.send(
          new SendRawEmailCommand({
            RawMessage: { Data: raw },
            Source: from,
            Destinations: [...recipients],
            ConfigurationSetName: configurationSet,
          }),
        );
        if (MessageId === undefined) throw new Error('SES answered without a message id.');
        return MessageId;
      } catch (error) {
        if (error instanceof SESServiceException && error.$fault === 'client') {
          throw new MailRefused(error.name, throttles.has(error.name), error);
        }
        throw error;
      }
    },
  };
}

/** The Message-ID that a recipient sees for SES's id, in any Region; compared by its part before the @. */
export function isSesMessageId(messageId: string): boolean {
  return /@([a-z0-9-]+\.)?amazonses\.com$/i.test(messageId) || /@email\.amazonses\.com$/i.test(messageId);
}
