import { account, arnOf, LocalCloudError } from '../aws.ts';
import type { Platform } from '../platform.ts';
import type { Topics } from '../sns/topics.ts';
import { addressesOf, bareAddress, headerOf } from './mime.ts';
import type { SentMail } from './outbox.ts';

/** What can become of a sent mail, as a configuration set publishes it. */
export type Fate =
  | { readonly kind: 'Send' | 'Delivery' }
  | { readonly kind: 'Reject'; readonly reason?: string }
  | {
      readonly kind: 'Bounce';
      readonly recipient: string;
      readonly permanent: boolean;
      readonly diagnostic?: string;
    }
  | { readonly kind: 'Complaint' | 'DeliveryDelay'; readonly recipient: string };

export interface Fates {
  addDestination(configurationSet: string, types: readonly string[], topicArn: string): void;
  /** Publishes a fate where the mail's configuration set says so. Answers how many heard of it. */
  publish(mail: SentMail, fate: Fate): number;
}

interface Destination {
  readonly configurationSet: string;
  readonly types: readonly string[];
  readonly topicArn: string;
}

/** The parts of an event that depend on its kind (SES developer guide, "Contents of event data"). */
const details = (fate: Fate, recipients: readonly string[], timestamp: string): Record<string, unknown> => {
  switch (fate.kind) {
    case 'Send':
      return { send: {} };
    case 'Delivery':
      return {
        delivery: {
          timestamp,
          processingTimeMillis: 1,
          recipients,
          smtpResponse: '250 2.0.0 Ok',
          reportingMTA: 'local',
        },
      };
    case 'Reject':
      return { reject: { reason: fate.reason ?? 'Bad content' } };
    case 'Complaint':
      return {
        complaint: {
          complainedRecipients: [{ emailAddress: fate.recipient }],
          timestamp,
          feedbackId: 'local',
          complaintFeedbackType: 'abuse',
        },
      };
    case 'DeliveryDelay':
      return {
        deliveryDelay: {
          timestamp,
          delayType: 'TransientCommunicationFailure',
          expirationTime: timestamp,
          delayedRecipients: [
            { emailAddress: fate.recipient, status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1' },
          ],
        },
      };
    default: {
      const { permanent, recipient, diagnostic } = fate;
      return {
        bounce: {
          bounceType: permanent ? 'Permanent' : 'Transient',
          bounceSubType: 'General',
          bouncedRecipients: [
            {
              emailAddress: recipient,
              action: 'failed',
              status: permanent ? '5.1.1' : '4.4.7',
              diagnosticCode:
                diagnostic ?? (permanent ? 'smtp; 550 5.1.1 user unknown' : 'smtp; 421 4.4.7 expired'),
            },
          ],
          timestamp,
          feedbackId: 'local',
          reportingMTA: 'dns; local',
        },
      };
    }
  }
};

/** The `mail` object: SES's own id, and the header that we gave it, our Message-ID in it. */
const mailObject = (mail: SentMail, region: string): object => {
  const headers = { fields: mail.given, bodyAt: 0 };
  const list = (name: string) => addressesOf(headerOf(headers, name) ?? '');
  return {
    timestamp: new Date(mail.sentAt).toISOString(),
    source: mail.from,
    sourceArn: arnOf('ses', region, `identity/${mail.from.split('@')[1]}`),
    sendingAccountId: account,
    messageId: mail.messageId,
    destination: mail.recipients,
    headersTruncated: false,
    headers: headers.fields,
    commonHeaders: {
      from: list('from'),
      to: list('to').map(bareAddress),
      messageId: mail.messageId,
      subject: headerOf(headers, 'subject'),
    },
    tags: mail.configurationSet ? { 'ses:configuration-set': [mail.configurationSet] } : {},
  };
};

export const createFates = (platform: Platform, topics: Topics): Fates => {
  const { region, clock } = platform;
  const destinations: Destination[] = [];
  return {
    addDestination(configurationSet, types, topicArn) {
      if (!topics.exists(topicArn))
        throw new LocalCloudError(`Configuration set ${configurationSet}: there is no topic ${topicArn}.`);
      destinations.push({ configurationSet, types: types.map((type) => type.toLowerCase()), topicArn });
    },
    publish(mail, fate) {
      const wanted = destinations.filter(
        ({ configurationSet, types }) =>
          configurationSet === mail.configurationSet && types.includes(fate.kind.toLowerCase()),
      );
      const timestamp = new Date(clock.now()).toISOString();
      const event = {
        eventType: fate.kind,
        mail: mailObject(mail, region),
        ...details(fate, mail.recipients, timestamp),
      };
      for (const { topicArn, configurationSet } of wanted)
        topics.publishAs(
          'ses.amazonaws.com',
          { topicArn, sourceArn: arnOf('ses', region, `configuration-set/${configurationSet}`) },
          { body: JSON.stringify(event), subject: 'Amazon SES Email Event Notification' },
        );
      return wanted.length;
    },
  };
};
