import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue, type TargetBaseProps } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeskBus } from './desk-bus.ts';
import type { QueueWithDlq } from './queue-with-dlq.ts';
import { ServiceFunction } from './service-function.ts';

/** A queue, a function that takes the events one by one, or a target that is made to be delivered to as told. */
export type RouteEnd = QueueWithDlq | ServiceFunction | ((delivery: TargetBaseProps) => IRuleTarget);

export interface EventRouteProps {
  /** @default the account's own bus, where AWS tells what happened */
  readonly bus?: DeskBus;
  readonly pattern: EventPattern;
  /** At most five: EventBridge's targets of a rule. */
  readonly to: RouteEnd | readonly RouteEnd[];
  /** An event older than this is not delivered any more. @default 24 hours, for as long as EventBridge tries at all */
  readonly goodFor?: Duration;
  /** Takes what EventBridge could not deliver; of the same stack as the target. */
  readonly undelivered: { readonly queue: IQueue };
}

/** Hands the events of a pattern over, 185 times if need be. */
export class EventRoute extends Construct {
  constructor(scope: Construct, id: string, { bus, pattern, to, goodFor, undelivered }: EventRouteProps) {
    super(scope, id);
    const delivery = {
      deadLetterQueue: undelivered.queue,
      maxEventAge: goodFor ?? Duration.hours(24),
      retryAttempts: 185,
    };
    new Rule(this, 'Rule', {
      ...(bus && { eventBus: bus.bus }),
      eventPattern: pattern,
      targets: [to].flat().map((end) => targetOf(end, delivery)),
    });
  }
}

function targetOf(end: RouteEnd, delivery: TargetBaseProps): IRuleTarget {
  if (typeof end === 'function') return end(delivery);
  return end instanceof ServiceFunction
    ? new LambdaFunction(end.handler, delivery)
    : new SqsQueue(end.queue, delivery);
}
