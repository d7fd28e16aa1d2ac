import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { DeskBus } from './desk-bus.ts';
import type { QueueWithDlq } from './queue-with-dlq.ts';
import { ServiceFunction } from './service-function.ts';

export interface EventRouteProps {
  /** @default the account's own bus, where AWS tells what happened */
  readonly bus?: DeskBus;
  readonly pattern: EventPattern;
  /** A queue, or a function that takes the events one by one. */
  readonly to: QueueWithDlq | ServiceFunction;
  /** Takes what EventBridge could not deliver; of the same stack as the target. */
  readonly undelivered: DeadLetterQueue;
}

/** Hands the events of a pattern over, for as long as EventBridge tries at all: 24 hours, 185 times. */
export class EventRoute extends Construct {
  constructor(scope: Construct, id: string, { bus, pattern, to, undelivered }: EventRouteProps) {
    super(scope, id);
    const delivery = {
      deadLetterQueue: undelivered.queue,
      maxEventAge: Duration.hours(24),
      retryAttempts: 185,
    };
    new Rule(this, 'Rule', {
      ...(bus && { eventBus: bus.bus }),
      eventPattern: pattern,
      targets: [
        to instanceof ServiceFunction
          ? new LambdaFunction(to.handler, delivery)
          : new SqsQueue(to.queue, delivery),
      ],
    });
  }
}
