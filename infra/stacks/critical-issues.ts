import { Aws, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { env as advanceEnv } from '../../functions/advance-critical/env.ts';
import { env as stepEnv } from '../../functions/critical-step/env.ts';
import { env as proveCoverageEnv } from '../../functions/prove-coverage/env.ts';
import { env as sendCodeEnv } from '../../functions/send-code/env.ts';
import { env as sendPageEnv } from '../../functions/send-page/env.ts';
import { env as startEnv } from '../../functions/start-critical/env.ts';
import { env as undeliveredEnv } from '../../functions/undelivered-page/env.ts';
import { eventSource } from '../../shared/contracts/publication.ts';
import { ClockTick } from '../constructs/clock-tick.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { DeskWorkflow, grantAnswers, grantStarts } from '../constructs/desk-workflow.ts';
import { EventRoute } from '../constructs/event-route.ts';
import { PagingService } from '../constructs/paging-service.ts';
import { QueueWithDlq } from '../constructs/queue-with-dlq.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { Watch } from '../constructs/watch.ts';
import { type Deployment, pagingHost } from '../deployment.ts';
import { criticalIssue } from '../workflows/critical-issue.ts';
import type { DataStack } from './data.ts';
import type { DeskStack } from './desk.ts';
import type { EmailStack } from './email.ts';

export interface CriticalIssuesStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly email: EmailStack;
  readonly desk: DeskStack;
}

/** Each calls for a run of the workflow; the run's name comes from the entry, so a repeated event starts none. */
const beginnings = ['critical.declared', 'case.reopened', 'workflow.renewed'];
/** What can move a case on, or bring forward when something falls due. */
const movements = [
  'vital-information.recorded',
  'page.declined',
  'callback.attempted',
  'callback.reached',
  'cadence.agreed',
  'update.sent',
  'workaround.given',
  'workaround.failed',
  'unavailability.ended',
  'closure.proposed',
  'closure.declined',
  'case.closed',
  'case.reopened',
  'classification.changed',
];

/** The critical issue: the workflow that keeps its promises, and the pages that wake people for it. */
export class CriticalIssuesStack extends Stack {
  private readonly props: CriticalIssuesStackProps;
  private readonly failures: DeadLetterQueue;
  private readonly workflowName: string;

  constructor(scope: Construct, id: string, props: CriticalIssuesStackProps) {
    super(scope, id, props);
    this.props = props;
    this.workflowName = `${props.deployment.settings.name}-critical-issue`;
    this.failures = new DeadLetterQueue(this, 'Failures', {
      name: 'critical-failures',
      meaning: 'A critical issue was not started, moved on or paged about: its event failed on every try.',
    });
    this.runWorkflow();
    this.moveWorkflow();
    this.sendPages();
    this.tellPagingService();
    this.proveChannels();
    this.proveCoverage();
    this.watchTexts();
    this.watchPromises();
  }

  private runWorkflow(): void {
    const { deployment, data } = this.props;
    const { settings } = deployment;
    const step = new ServiceFunction(this, 'CriticalStep', {
      deployment,
      name: 'critical-step',
      env: stepEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        PAGING_SERVICE: pagingHost(settings),
      },
    });
    const { tableName: name, tableArn: arn } = data.cases.table;
    new DeskWorkflow(this, 'CriticalIssue', {
      name: this.workflowName,
      definition: (scope, { handler }) => criticalIssue(scope, { step: handler, cases: { name, arn } }),
      step,
      logRetentionDays: settings.retention.logDays,
      alarm: 'critical-issue-failed',
      meaning: 'A run of the critical workflow failed: only the minute tick still keeps that case.',
    });
  }

  private moveWorkflow(): void {
    const { deployment, data } = this.props;
    const start = new ServiceFunction(this, 'StartCritical', {
      deployment,
      name: 'start-critical',
      env: startEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseReads(),
        STATE_MACHINE_ARN: grantStarts(this.workflowName),
      },
      asynchronous: { failures: this.failures },
    });
    this.route('Beginnings', beginnings, start);
    const advance = new ServiceFunction(this, 'AdvanceCritical', {
      deployment,
      name: 'advance-critical',
      env: advanceEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseReads(),
        PAGING_SERVICE: pagingHost(deployment.settings),
      },
      asynchronous: { failures: this.failures },
    });
    grantAnswers(this.workflowName).grantTo(advance);
    this.route('Movements', [...movements, 'deadline.missed'], advance, {
      withDeclaration: [{ exists: false }],
    });
  }

  private sendPages(): void {
    const { deployment, data } = this.props;
    const { mail, webUrl } = deployment.settings;
    const sender = new ServiceFunction(this, 'SendPage', {
      deployment,
      name: 'send-page',
      env: sendPageEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        MAIL_TOKEN_SECRET_ARN: data.grantMailTokenKey(),
        DESK_NAME: mail.fromName,
        WEB_URL: webUrl,
      },
      asynchronous: { failures: this.failures },
    });
    allowTexts(sender);
    this.route('Pages', ['page.sent'], sender, { channel: ['sms'] });
    new Watch(this, 'PagesRefused', {
      name: 'pages-refused',
      meaning: 'A page was refused by SNS or by the paging service: somebody on call was not paged by it.',
      metric: this.metric('PageRefused'),
    });
  }

  private tellPagingService(): void {
    const { deployment, data, desk } = this.props;
    const { pagingService, webUrl } = deployment.settings;
    if (pagingService === undefined) return;
    const timeout = Duration.seconds(30);
    const undelivered = new QueueWithDlq(this, 'UndeliveredPages', {
      name: 'undelivered-pages',
      meaning: 'The paging service was not told of a page, and the case does not say so.',
      consumerTimeout: timeout,
    });
    new PagingService(this, 'PagingService', {
      ...pagingService,
      webUrl,
      bus: desk.bus,
      undelivered,
    });
    const recorder = new ServiceFunction(this, 'UndeliveredPage', {
      deployment,
      name: 'undelivered-page',
      env: undeliveredEnv,
      environment: { TABLE_NAME: data.cases.grantCaseWrites() },
      timeout,
    });
    undelivered.consumeWith(recorder, { batchSize: 10, maxConcurrency: 2 });
  }

  private proveChannels(): void {
    const { deployment, data, email } = this.props;
    const { mail, webUrl } = deployment.settings;
    const sender = new ServiceFunction(this, 'SendCode', {
      deployment,
      name: 'send-code',
      env: sendCodeEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        SUPPORT_ADDRESS: mail.supportAddress,
        DESK_NAME: mail.fromName,
        CONFIGURATION_SET: email.outbound.grantSends(),
        WEB_URL: webUrl,
      },
      asynchronous: { failures: this.failures },
    });
    allowTexts(sender);
    this.route('Codes', ['channel.added'], sender);
  }

  /** Saving the schedule proves 400 days; each day brings one more into sight. */
  private proveCoverage(): void {
    const { deployment, data } = this.props;
    const proof = new ServiceFunction(this, 'ProveCoverage', {
      deployment,
      name: 'prove-coverage',
      env: proveCoverageEnv,
      environment: { TABLE_NAME: data.cases.grantCaseReads() },
      asynchronous: { failures: this.failures },
    });
    new ClockTick(this, 'EveryDay', {
      schedule: 'cron(0 6 * * ? *)',
      goodFor: Duration.hours(12),
      target: proof,
      undelivered: this.failures,
    });
    new Watch(this, 'CoverageGap', {
      name: 'coverage-gap',
      meaning: 'Within the next 400 days there is a time at which nobody who can be reached is on call.',
      metric: this.metric('CoverageGap', Duration.days(1)),
    });
  }

  /** SNS takes a text and says no more: that the limit is spent or a carrier fails is only in its metrics. */
  private watchTexts(): void {
    new Watch(this, 'SmsSpend', {
      name: 'sms-spend',
      meaning:
        'Four fifths of the month’s limit for text messages are spent; at the limit SNS drops them silently.',
      metric: new Metric({
        namespace: 'AWS/SNS',
        metricName: 'SMSMonthToDateSpentUSD',
        statistic: 'Maximum',
        period: Duration.hours(1),
      }),
      threshold: 0.8 * this.props.deployment.settings.smsMonthlyLimitUsd,
    });
    new Watch(this, 'SmsUndelivered', {
      name: 'sms-undelivered',
      meaning:
        'Fewer than nine of ten text messages of an hour were delivered: people on call were not paged by them.',
      // By country and kind of message: only a query looks at all of them.
      metric: new MathExpression({
        expression: 'SELECT AVG(SMSSuccessRate) FROM SCHEMA("AWS/SNS", Country, SMSType)',
        period: Duration.hours(1),
      }),
      threshold: 0.9,
      rings: 'below-unless-silent',
    });
  }

  private watchPromises(): void {
    new Watch(this, 'CallbackMissed', {
      name: 'callback-missed',
      meaning: 'A critical issue has gone 15 minutes without a call that reached the customer.',
      metric: this.metric('CallbackMissed'),
    });
    new Watch(this, 'UpdateMissed', {
      name: 'critical-update-missed',
      meaning: 'A customer has not been given the update that was agreed for a critical issue.',
      metric: this.metric('CriticalUpdateMissed'),
    });
  }

  private metric(metricName: string, period = Duration.minutes(1)): Metric {
    return new Metric({
      namespace: 'Guardia',
      metricName,
      dimensionsMap: { service: 'critical' },
      statistic: 'Sum',
      period,
    });
  }

  private route(id: string, detailType: string[], to: ServiceFunction, data?: object): void {
    new EventRoute(this, id, {
      bus: this.props.desk.bus,
      pattern: { source: [eventSource], detailType, ...(data && { detail: { data } }) },
      to,
      undelivered: this.failures,
    });
  }
}

/** Texts to telephones and nothing else: a number is no resource, and every topic is taken out. */
function allowTexts({ handler }: ServiceFunction): void {
  handler.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['sns:Publish'],
      notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`],
    }),
  );
}
