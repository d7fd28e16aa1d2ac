import type { Duration } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ClockTickProps {
  /** Whole minutes. */
  readonly every: Duration;
  readonly target: ServiceFunction;
  /** Takes what Scheduler could not hand to Lambda. */
  readonly undelivered: DeadLetterQueue;
}

/**
 * Runs a function at a fixed rate. A tick that is late is worth nothing, since the next one catches up:
 * so it is not tried beyond its own interval.
 */
export class ClockTick extends Construct {
  constructor(scope: Construct, id: string, { every, target, undelivered }: ClockTickProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    const invocation = Grant.addToPrincipal({
      grantee: role,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [target.handler.functionArn],
    });
    const minutes = every.toMinutes();
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: `Runs functions/${target.name}.`,
      scheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.handler.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: undelivered.queue.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: every.toSeconds(), maximumRetryAttempts: 2 },
      },
    });
    invocation.applyBefore(schedule);
    Grant.addToPrincipal({
      grantee: role,
      actions: ['sqs:SendMessage'],
      resourceArns: [undelivered.queue.queueArn],
    }).applyBefore(schedule);
  }
}
