import type { Duration } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ClockTickProps {
  /** As EventBridge Scheduler writes it, in UTC: `rate(1 minute)`, `cron(0 5 ? * MON *)`. */
  readonly schedule: string;
  /** A tick that comes later than this is worth nothing: Scheduler gives it up. */
  readonly goodFor: Duration;
  readonly target: ServiceFunction;
  /** Takes what Scheduler could not hand to Lambda. */
  readonly undelivered: DeadLetterQueue;
}

/** Runs a function by the clock, and never in a time window of Scheduler's choice. */
export class ClockTick extends Construct {
  constructor(scope: Construct, id: string, { schedule, goodFor, target, undelivered }: ClockTickProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    const invocation = Grant.addToPrincipal({
      grantee: role,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [target.handler.functionArn],
    });
    const ticks = new CfnSchedule(this, 'Schedule', {
      description: `Runs functions/${target.name}.`,
      scheduleExpression: schedule,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.handler.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: undelivered.queue.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: goodFor.toSeconds(), maximumRetryAttempts: 2 },
      },
    });
    invocation.applyBefore(ticks);
    Grant.addToPrincipal({
      grantee: role,
      actions: ['sqs:SendMessage'],
      resourceArns: [undelivered.queue.queueArn],
    }).applyBefore(ticks);
  }
}
