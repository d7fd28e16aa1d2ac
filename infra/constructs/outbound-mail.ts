import { Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Granted } from './granted.ts';
import { acknowledgeWildcard } from './wildcard.ts';

export interface OutboundMailProps {
  /** The only address that mail may be sent from. */
  readonly from: string;
}

/** Mail out through SES: how it is sent, and where SES tells what became of it. */
export class OutboundMail extends Construct {
  /** SES tells here of mails taken, refused, delayed, bounced and complained about. */
  readonly fates: Topic;
  private readonly configurationSet: ConfigurationSet;
  private readonly props: OutboundMailProps;

  constructor(scope: Construct, id: string, props: OutboundMailProps) {
    super(scope, id);
    this.props = props;
    this.fates = new Topic(this, 'Fates', { enforceSSL: true });
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
      reputationMetrics: true,
    });
    this.configurationSet.addEventDestination('Fates', {
      destination: EventDestination.snsTopic(this.fates),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.REJECT,
      ],
    });
  }

  /**
   * The configuration set's name, with permission to send by it as the support address and as nobody else. SES
   * checks the permission on the configuration set and on the sender's identity (Service Authorization Reference,
   * SES), and also on the recipient's if that is verified in the account, as everybody's must be in the sandbox
   * (aws-sdk-js#3641, GSA/data.gov#3810): so every identity is allowed, for this sender.
   */
  grantSends(): Granted {
    const stack = Stack.of(this);
    const arn = (resource: string, resourceName: string) =>
      stack.formatArn({ service: 'ses', resource, resourceName });
    const identities = arn('identity', '*');
    return {
      value: this.configurationSet.configurationSetName,
      grantTo: (grantee) => {
        acknowledgeWildcard(
          grantee,
          identities,
          'SES checks verified recipients too; the condition names the one sender.',
        );
        Grant.addToPrincipal({
          grantee,
          actions: ['ses:SendRawEmail'],
          resourceArns: [identities, arn('configuration-set', this.configurationSet.configurationSetName)],
          conditions: { StringEquals: { 'ses:FromAddress': this.props.from } },
        });
      },
    };
  }
}
