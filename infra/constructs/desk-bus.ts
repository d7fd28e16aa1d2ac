import { Duration } from 'aws-cdk-lib';
import { EventBus as Bus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Granted } from './granted.ts';
import type { QueueWithDlq } from './queue-with-dlq.ts';
import { ServiceFunction } from './service-function.ts';

export interface DeskBusProps {
  /** Takes what EventBridge could not deliver to a target. */
  readonly undelivered: DeadLetterQueue;
}

export interface Route {
  readonly pattern: EventPattern;
  readonly to: QueueWithDlq | ServiceFunction;
}

/** The bus that carries the desk's own events out and outside facts in. */
export class DeskBus extends Construct {
  readonly bus: Bus;
  private readonly undelivered: DeadLetterQueue;

  constructor(scope: Construct, id: string, { undelivered }: DeskBusProps) {
    super(scope, id);
    this.bus = new Bus(this, 'Bus', {
      description: 'Guardia: every change of a case, in the order of its timeline.',
    });
    this.undelivered = undelivered;
  }

  /** Hands the events of a pattern to a queue, or to a function that takes them one by one. */
  route(id: string, route: Route): void {
    this.addRule(id, { eventBus: this.bus, ...route });
  }

  /** Hands over events of the account's own bus, where AWS tells what happened. */
  routeFromAccount(id: string, route: Route): void {
    this.addRule(id, route);
  }

  private addRule(id: string, { pattern, to, eventBus }: Route & { readonly eventBus?: Bus }): void {
    const delivery = {
      deadLetterQueue: this.undelivered.queue,
      maxEventAge: Duration.hours(24),
      retryAttempts: 185,
    };
    new Rule(this, id, {
      ...(eventBus && { eventBus }),
      eventPattern: pattern,
      targets: [
        to instanceof ServiceFunction
          ? new LambdaFunction(to.handler, delivery)
          : new SqsQueue(to.queue, delivery),
      ],
    });
  }

  /** The bus's name, with permission to put events on it. */
  grantPuts(): Granted {
    return {
      value: this.bus.eventBusName,
      grantTo: (grantee) => {
        Grant.addToPrincipal({
          grantee,
          actions: ['events:PutEvents'],
          resourceArns: [this.bus.eventBusArn],
        });
      },
    };
  }
}
