import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { env as deliverWebhookEnv } from '../../functions/deliver-webhook/env.ts';
import { env as submitEventEnv } from '../../functions/submit-event/env.ts';
import { measuredDetailType, submitDetailType } from '../../shared/contracts/events-in.ts';
import { deliveryReplayed, eventSource, webhookSource } from '../../shared/contracts/publication.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { EventRoute } from '../constructs/event-route.ts';
import { QueueWithDlq } from '../constructs/queue-with-dlq.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { Deployment } from '../deployment.ts';
import type { DataStack } from './data.ts';
import type { DeskStack } from './desk.ts';

export interface IntegrationsStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly desk: DeskStack;
}

/** What other systems hear from the desk, and what they tell it. */
export class IntegrationsStack extends Stack {
  private readonly props: IntegrationsStackProps;

  constructor(scope: Construct, id: string, props: IntegrationsStackProps) {
    super(scope, id, props);
    this.props = props;
    this.tellWebhooks();
    this.listenToOthers();
  }

  /** What both parties of a case may read goes to the webhooks of its account. */
  private tellWebhooks(): void {
    const { deployment, data, desk } = this.props;
    const timeout = Duration.seconds(30);
    const deliveries = new QueueWithDlq(this, 'Deliveries', {
      name: 'webhooks',
      meaning: 'An event did not become a delivery to a webhook, through no fault of its server.',
      consumerTimeout: timeout,
      // A server that fails is tried eight times within a day, on a message of this queue: that is no delay.
      deliveries: 20,
      patience: Duration.hours(1),
    });
    const deliver = new ServiceFunction(this, 'DeliverWebhook', {
      deployment,
      name: 'deliver-webhook',
      env: deliverWebhookEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        MAIL_TOKEN_SECRET_ARN: data.grantMailTokenKey(),
        QUEUE_URL: deliveries.grantSends(),
        WEBHOOK_NETWORK: deployment.settings.webhookNetwork,
      },
      timeout,
    });
    deliveries.consumeWith(deliver, { batchSize: 10, maxConcurrency: 10 });
    new EventRoute(this, 'WebhookRule', {
      bus: desk.bus,
      pattern: { source: [eventSource], detail: { visibility: ['public'] } },
      to: deliveries,
      undelivered: deliveries.deadLetters,
    });
    new EventRoute(this, 'ReplayRule', {
      bus: desk.bus,
      pattern: { source: [webhookSource], detailType: [deliveryReplayed] },
      to: deliveries,
      undelivered: deliveries.deadLetters,
    });
  }

  /** Systems of the account open cases by an event on our bus, and alarms by their change of state. */
  private listenToOthers(): void {
    const { deployment, data, desk } = this.props;
    const { mail, hotline } = deployment.settings;
    const refused = new DeadLetterQueue(this, 'RefusedEvents', {
      name: 'refused-events',
      meaning: 'An event by which another system wanted a case could not be used, or the desk failed on it.',
    });
    const submit = new ServiceFunction(this, 'SubmitEvent', {
      deployment,
      name: 'submit-event',
      env: submitEventEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        MAIL_TOKEN_SECRET_ARN: data.grantMailTokenKey(),
        SUPPORT_ADDRESS: mail.supportAddress,
        DESK_NAME: mail.fromName,
        HOTLINE_NUMBERS: `${hotline.primary},${hotline.secondary}`,
      },
      asynchronous: { failures: refused },
    });
    new EventRoute(this, 'SubmitRule', {
      bus: desk.bus,
      pattern: { source: Match.anythingBut(eventSource), detailType: [submitDetailType, measuredDetailType] },
      to: submit,
      undelivered: refused,
    });
    new EventRoute(this, 'AlarmRule', {
      pattern: { source: ['aws.cloudwatch'], detailType: ['CloudWatch Alarm State Change'] },
      to: submit,
      undelivered: refused,
    });
  }
}
