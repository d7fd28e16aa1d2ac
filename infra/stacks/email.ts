import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { env as activateReceiptRuleEnv } from '../../functions/activate-receipt-rule/env.ts';
import { env as inboundEmailEnv } from '../../functions/inbound-email/env.ts';
import { env as mailEventsEnv } from '../../functions/mail-events/env.ts';
import { env as reconcileMailEnv } from '../../functions/reconcile-mail/env.ts';
import { env as sweepMailEnv } from '../../functions/sweep-mail/env.ts';
import { fileFolders } from '../../shared/desk/attachment-key.ts';
import { ClockTick } from '../constructs/clock-tick.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { MailDomain } from '../constructs/mail-domain.ts';
import { OutboundMail } from '../constructs/outbound-mail.ts';
import { QueueWithDlq } from '../constructs/queue-with-dlq.ts';
import { ReceiptRule } from '../constructs/receipt-rule.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { Watch } from '../constructs/watch.ts';
import type { Deployment } from '../deployment.ts';
import type { DataStack } from './data.ts';

export interface EmailStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
}

/** The e-mail platform's side of the desk: the domain, mail in, and what became of mail out. */
export class EmailStack extends Stack {
  readonly outbound: OutboundMail;
  private readonly failures: DeadLetterQueue;
  private readonly props: EmailStackProps;

  constructor(scope: Construct, id: string, props: EmailStackProps) {
    super(scope, id, props);
    this.props = props;
    const { mail } = props.deployment.settings;
    this.failures = new DeadLetterQueue(this, 'Failures', {
      name: 'email-failures',
      meaning: 'The receipt rule set could not be found, made or released, or raw mails could not be listed.',
    });
    this.outbound = new OutboundMail(this, 'Outbound', { from: mail.supportAddress });
    new MailDomain(this, 'Domain', mail);
    this.receiveMail();
    this.followOutboundMail();
    this.watchReputation();
  }

  private receiveMail(): void {
    const { deployment, data } = this.props;
    const { mail, name, languages } = deployment.settings;
    const inbound = new ServiceFunction(this, 'InboundEmail', {
      deployment,
      name: 'inbound-email',
      env: inboundEmailEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        RAW_MAIL_BUCKET: data.rawMail.grantObjectReads(),
        ATTACHMENTS_BUCKET: data.attachments.grantObjectWrites(fileFolders.mailed),
        MAIL_TOKEN_SECRET_ARN: data.grantMailTokenKey(),
        SUPPORT_ADDRESS: mail.supportAddress,
        DESK_NAME: mail.fromName,
        LANGUAGES: languages.join(','),
        HOTLINE_NUMBERS: `${deployment.settings.hotline.primary},${deployment.settings.hotline.secondary}`,
      },
      memory: 1024,
    });
    const received = new QueueWithDlq(this, 'Received', {
      name: 'inbound',
      meaning: 'A mail that a customer sent is on no case yet.',
      consumerTimeout: inbound.timeout,
    });
    received.consumeWith(inbound, { batchSize: 10, maxConcurrency: 20 });
    const rule = new ReceiptRule(this, 'ReceiptRule', {
      recipient: mail.supportAddress,
      bucket: data.rawMail.bucket,
      activator: this.receiptRuleActivator(),
      ruleSetName: `${name}-mail`,
    });
    rule.arrivals.addSubscription(
      new SqsSubscription(received.queue, { deadLetterQueue: received.deadLetters.queue }),
    );
    this.watchReceiving(rule);
    this.findForgottenMail(received);
    this.sweepMail();
  }

  /** Looks after each stored mail, whatever was lost between the bucket and its case. */
  private findForgottenMail(received: QueueWithDlq): void {
    const { deployment, data } = this.props;
    const reconcile = new ServiceFunction(this, 'ReconcileMail', {
      deployment,
      name: 'reconcile-mail',
      env: reconcileMailEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseReads(),
        INBOUND_QUEUE_URL: received.grantSends(),
      },
    });
    data.storedMail.consumeWith(reconcile, { batchSize: 100, maxConcurrency: 2 });
    new Watch(this, 'RawMailsLost', {
      name: 'raw-mail-lost',
      meaning: 'A received mail is on no case ten minutes after it came, although it was handed in again.',
      metric: new Metric({
        namespace: 'Guardia',
        metricName: 'RawMailsLost',
        dimensionsMap: { service: reconcile.name },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
    });
  }

  /** S3's events can be lost as well: each night every raw mail of the last days is looked for. */
  private sweepMail(): void {
    const { deployment, data } = this.props;
    const sweep = new ServiceFunction(this, 'SweepMail', {
      deployment,
      name: 'sweep-mail',
      env: sweepMailEnv,
      environment: {
        TABLE_NAME: data.cases.grantSweeping(),
        RAW_MAIL_BUCKET: data.rawMail.grantListing(),
        STORED_MAIL_QUEUE_URL: data.storedMail.grantSends(),
      },
      timeout: Duration.minutes(9),
      asynchronous: { failures: this.failures, retries: 0, maxAge: Duration.minutes(10) },
    });
    new ClockTick(this, 'EveryNight', {
      // The first run is enough for half a million mails; each of the others goes on where the last one stopped.
      schedule: 'cron(0/10 3 * * ? *)',
      goodFor: Duration.minutes(10),
      target: sweep,
      undelivered: this.failures,
    });
  }

  private receiptRuleActivator(): ServiceFunction {
    const { deployment } = this.props;
    const activator = new ServiceFunction(this, 'ActivateReceiptRule', {
      deployment,
      name: 'activate-receipt-rule',
      env: activateReceiptRuleEnv,
      environment: {},
      timeout: Duration.minutes(2),
      asynchronous: { failures: this.failures },
    });
    activator.handler.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'ses:DescribeActiveReceiptRuleSet',
          'ses:DescribeReceiptRuleSet',
          'ses:CreateReceiptRuleSet',
          'ses:SetActiveReceiptRuleSet',
          'ses:DeleteReceiptRuleSet',
        ],
        resources: ['*'],
      }),
    );
    return activator;
  }

  private watchReceiving({ rule }: ReceiptRule): void {
    const metric = (metricName: string) =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        dimensionsMap: { RuleName: rule.ref },
        statistic: 'Sum',
        period: Duration.minutes(5),
      });
    new Watch(this, 'PublishFailure', {
      name: 'ses-publish-failure',
      meaning: 'SES cannot store received mail; it tries again for up to 4 hours.',
      metric: metric('PublishFailure'),
    });
    new Watch(this, 'PublishExpired', {
      name: 'ses-publish-expired',
      meaning: 'SES gave up storing a received mail: it is lost unless its sender repeats it.',
      metric: metric('PublishExpired'),
    });
  }

  /**
   * AWS reviews an account at a bounce rate of 5 % or a complaint rate of 0.1 %, and may pause its sending at twice
   * and five times that (SES developer guide, "Reputation metrics"): everybody's mail in the account counts.
   */
  private watchReputation(): void {
    const metric = (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Maximum', period: Duration.hours(1) });
    new Watch(this, 'BounceRate', {
      name: 'ses-bounce-rate',
      meaning: 'Too much of the mail that this account sends bounces: AWS may stop it from sending.',
      metric: metric('Reputation.BounceRate'),
      threshold: 0.05,
    });
    new Watch(this, 'ComplaintRate', {
      name: 'ses-complaint-rate',
      meaning: 'Too many recipients call the mail of this account spam: AWS may stop it from sending.',
      metric: metric('Reputation.ComplaintRate'),
      threshold: 0.001,
    });
  }

  private followOutboundMail(): void {
    const { deployment, data } = this.props;
    const mailEvents = new ServiceFunction(this, 'MailEvents', {
      deployment,
      name: 'mail-events',
      env: mailEventsEnv,
      environment: { TABLE_NAME: data.cases.grantCaseWrites() },
    });
    const fates = new QueueWithDlq(this, 'Fates', {
      name: 'mail-events',
      meaning: 'What became of a sent mail (a bounce, a complaint) is not on its case.',
      consumerTimeout: mailEvents.timeout,
    });
    fates.consumeWith(mailEvents, { batchSize: 10, maxConcurrency: 5 });
    this.outbound.fates.addSubscription(
      new SqsSubscription(fates.queue, {
        deadLetterQueue: fates.deadLetters.queue,
      }),
    );
  }
}
