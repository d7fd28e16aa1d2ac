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

/**
 * Refusals that say nothing about the mail: over the rate or the daily quota, sending paused, or something of
 * ours not set up (SES API reference, "SendRawEmail", "Errors"). SES has dropped the message and a later one
 * may pass; if none does, the queue gives it up, an alarm rings, and it is sent again by hand.
 */
const notTheMail = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'LimitExceededException',
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'MailFromDomainNotVerifiedException',
  'ConfigurationSetDoesNotExistException',
  'ConfigurationSetDoesNotExist',
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'OptInRequired',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
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
          throw new MailRefused(error.name, isNotTheMail(error), error);
        }
        throw error;
      }
    },
  };
}

/** `MessageRejected` is of the mail, except where the identity that it is sent from is not (or no longer) verified. */
function isNotTheMail({ name, message }: SESServiceException): boolean {
  return notTheMail.has(name) || (name === 'MessageRejected' && /not verified/i.test(message));
}
