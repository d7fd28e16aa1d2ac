import { Duration } from 'aws-cdk-lib';
import { EventBus as Bus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Granted } from './granted.ts';
import type { QueueWithDlq } from './queue-with-dlq.ts';

export interface DeskBusProps {
  /** Takes what EventBridge could not deliver to a target. */
  readonly undelivered: DeadLetterQueue;
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

  /** Sends the events of a pattern to a queue. */
  route(id: string, { pattern, to }: { pattern: EventPattern; to: QueueWithDlq }): void {
    new Rule(this, id, {
      eventBus: this.bus,
      eventPattern: pattern,
      targets: [
        new SqsQueue(to.queue, {
          deadLetterQueue: this.undelivered.queue,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
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
