import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { FilterCriteria, FilterRule, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { env as indexCaseEnv } from '../../functions/index-case/env.ts';
import { env as keepAttachmentsEnv } from '../../functions/keep-attachments/env.ts';
import { env as publishEventsEnv } from '../../functions/publish-events/env.ts';
import { env as sendMailEnv } from '../../functions/send-mail/env.ts';
import { env as tickEnv } from '../../functions/tick/env.ts';
import { env as weeklyDigestEnv } from '../../functions/weekly-digest/env.ts';
import { timelinePrefix } from '../../shared/aws/table.ts';
import { eventSource } from '../../shared/contracts/publication.ts';
import { fileFolders } from '../../shared/desk/attachment-key.ts';
import { ClockTick } from '../constructs/clock-tick.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { DeskBus } from '../constructs/desk-bus.ts';
import { EventRoute } from '../constructs/event-route.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { QueueWithDlq } from '../constructs/queue-with-dlq.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { Watch } from '../constructs/watch.ts';
import { type Deployment, dataRemoval, pagingHost } from '../deployment.ts';
import type { DataStack } from './data.ts';
import type { EmailStack } from './email.ts';

export interface DeskStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly email: EmailStack;
}

/** What happens after a case changed: its event goes out, its mail is sent, it has an owner, its deadlines are met. */
export class DeskStack extends Stack {
  readonly bus: DeskBus;
  private readonly failures: DeadLetterQueue;
  private readonly props: DeskStackProps;

  constructor(scope: Construct, id: string, props: DeskStackProps) {
    super(scope, id, props);
    this.props = props;
    this.failures = new DeadLetterQueue(this, 'Failures', {
      name: 'desk-failures',
      meaning: 'An event or a tick could not be delivered, or its function failed on every try.',
    });
    this.bus = new DeskBus(this, 'Events');
    new CfnOutput(this, 'EventBusName', { value: this.bus.bus.eventBusName });
    this.publishEvents();
    this.sendMail();
    this.indexCases();
    this.keepReleasedFiles();
    this.keepDeadlines();
    this.sendDigests();
  }

  private publishEvents(): void {
    const { deployment, data } = this.props;
    const publisher = new ServiceFunction(this, 'PublishEvents', {
      deployment,
      name: 'publish-events',
      env: publishEventsEnv,
      environment: { EVENT_BUS_NAME: this.bus.grantPuts() },
    });
    const failedRecords = new PrivateBucket(this, 'FailedRecords', {
      removalPolicy: dataRemoval(deployment.settings),
      expireAfter: Duration.days(90),
    });
    failedRecords.grantListingAndWrites().grantTo(publisher);
    new CfnOutput(this, 'FailedRecordsBucket', { value: failedRecords.bucket.bucketName });
    const source = new DynamoEventSource(data.cases.table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { sk: { S: FilterRule.beginsWith(timelinePrefix) } } },
        }),
      ],
      batchSize: 100,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 20,
      maxRecordAge: Duration.hours(1),
      // S3 keeps the whole record; a queue would keep only where it was in a stream of 24 hours.
      onFailure: { bind: () => ({ destination: failedRecords.bucket.bucketArn }) },
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    publisher.handler.addEventSource(source);
    new Watch(this, 'StreamAge', {
      name: 'publish-events-stream-age',
      meaning: 'Changes of cases become events more than 5 minutes late.',
      metric: publisher.handler.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toMilliseconds(),
      periods: 2,
    });
    new Watch(this, 'RecordsFailed', {
      name: 'publish-events-failed-records',
      meaning: 'A change of a case was given up before it became an event; its record is in a bucket.',
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'OnFailureDestinationDeliveredEventCount',
        dimensionsMap: { EventSourceMappingUUID: source.eventSourceMappingId },
        statistic: 'Sum',
        period: Duration.minutes(1),
      }),
    });
  }

  private sendMail(): void {
    const { deployment, data, email } = this.props;
    const { mail, webUrl } = deployment.settings;
    const sender = new ServiceFunction(this, 'SendMail', {
      deployment,
      name: 'send-mail',
      env: sendMailEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        ATTACHMENTS_BUCKET: data.attachments.grantObjectReads(),
        MAIL_TOKEN_SECRET_ARN: data.grantMailTokenKey(),
        SUPPORT_ADDRESS: mail.supportAddress,
        DESK_NAME: mail.fromName,
        CONFIGURATION_SET: email.outbound.grantSends(),
        WEB_URL: webUrl,
      },
    });
    const outbox = new QueueWithDlq(this, 'Outbox', {
      name: 'outbox',
      meaning: 'A mail that a customer or an agent should have was given up.',
      // An unsettled claim settles after 15 minutes, a spent SES quota may take longer.
      deliveries: 20,
      consumerTimeout: sender.timeout,
    });
    outbox.consumeWith(sender, { batchSize: 10, maxConcurrency: 10 });
    this.route('MailRule', { detail: { mail: [true] } }, outbox);
  }

  /** A case that is opened, let out of quarantine, or takes over the people of another, can be found by its words. */
  private indexCases(): void {
    const { deployment, data } = this.props;
    const indexCase = new ServiceFunction(this, 'IndexCase', {
      deployment,
      name: 'index-case',
      env: indexCaseEnv,
      environment: { TABLE_NAME: data.cases.grantIndexing() },
    });
    const opened = new QueueWithDlq(this, 'Opened', {
      name: 'index',
      meaning: 'A new case is not found by its words.',
      consumerTimeout: indexCase.timeout,
      batchWindow: Duration.seconds(2),
    });
    opened.consumeWith(indexCase, { batchSize: 25, maxConcurrency: 5 });
    this.route('SearchRule', { detailType: ['case.opened', 'quarantine.released', 'case.absorbed'] }, opened);
  }

  /** The files of a mail stay packed while it is in quarantine; once let out, or joined to a case, they are kept. */
  private keepReleasedFiles(): void {
    const { deployment, data } = this.props;
    const keep = new ServiceFunction(this, 'KeepAttachments', {
      deployment,
      name: 'keep-attachments',
      env: keepAttachmentsEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseReads(),
        RAW_MAIL_BUCKET: data.rawMail.grantObjectReads(),
        ATTACHMENTS_BUCKET: data.attachments.grantObjectWrites(fileFolders.mailed),
      },
      memory: 1024,
      asynchronous: { failures: this.failures },
    });
    this.route('FilesRule', { detailType: ['quarantine.released', 'case.merged'] }, keep);
  }

  private keepDeadlines(): void {
    const { deployment, data } = this.props;
    const tick = new ServiceFunction(this, 'Tick', {
      deployment,
      name: 'tick',
      env: tickEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        PAGING_SERVICE: pagingHost(deployment.settings),
      },
      timeout: Duration.seconds(55),
      asynchronous: { failures: this.failures, retries: 0, maxAge: Duration.minutes(1) },
    });
    new Watch(this, 'TickStopped', {
      name: 'tick-stopped',
      meaning:
        'Nobody looks at the deadlines: the function that does so each minute has not run for 5 minutes.',
      metric: tick.handler.metricInvocations({ period: Duration.minutes(1) }),
      rings: 'below',
      periods: 5,
    });
    new ClockTick(this, 'EveryMinute', {
      schedule: 'rate(1 minute)',
      goodFor: Duration.minutes(1),
      target: tick,
      undelivered: this.failures,
    });
  }

  /** Before the week begins in Europe; technical account managers elsewhere find it when theirs does. */
  private sendDigests(): void {
    const { deployment, data, email } = this.props;
    const { mail, webUrl } = deployment.settings;
    const digest = new ServiceFunction(this, 'WeeklyDigest', {
      deployment,
      name: 'weekly-digest',
      env: weeklyDigestEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        SUPPORT_ADDRESS: mail.supportAddress,
        DESK_NAME: mail.fromName,
        CONFIGURATION_SET: email.outbound.grantSends(),
        WEB_URL: webUrl,
      },
      timeout: Duration.minutes(5),
      asynchronous: { failures: this.failures },
    });
    new ClockTick(this, 'EveryMonday', {
      // Who has had theirs gets no second; an hour later those come again whose mail met with an error.
      schedule: 'cron(0 5-8 ? * MON *)',
      goodFor: Duration.hours(12),
      target: digest,
      undelivered: this.failures,
    });
  }

  /** Events that this desk itself put on its bus. */
  private route(id: string, pattern: EventPattern, to: QueueWithDlq | ServiceFunction): void {
    new EventRoute(this, id, {
      bus: this.bus,
      pattern: { source: [eventSource], ...pattern },
      to,
      undelivered: this.failures,
    });
  }
}
