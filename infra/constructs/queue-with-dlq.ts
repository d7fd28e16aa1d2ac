import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Granted } from './granted.ts';
import type { ServiceFunction } from './service-function.ts';
import { Watch } from './watch.ts';

export interface QueueWithDlqProps {
  /** Alarms are named `NAME-dlq` and `NAME-delayed`. */
  readonly name: string;
  /** One sentence: what a message that was given up means for people. */
  readonly meaning: string;
  /** The consuming function's timeout. */
  readonly consumerTimeout: Duration;
  /** How long a batch may gather. @default none, a message is taken at once */
  readonly batchWindow?: Duration;
  /** For how long nobody sees a new message. @default it is seen at once */
  readonly delay?: Duration;
  /** For how long a message may wait before the alarm `NAME-delayed` rings. @default 5 minutes */
  readonly patience?: Duration;
  /** For how long a message that failed rests, if longer than Lambda needs. @default as long as Lambda needs */
  readonly retryAfter?: Duration;
  /** Deliveries before a message is given up. AWS asks for at least 5, or throttling alone empties a queue into its DLQ. @default 8 */
  readonly deliveries?: number;
}

/** A queue with its dead-letter queue, in the ratios that Lambda needs of an SQS event source. */
export class QueueWithDlq extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;
  private readonly batchWindow: Duration;

  constructor(scope: Construct, id: string, props: QueueWithDlqProps) {
    super(scope, id);
    const { name, meaning, consumerTimeout, patience = Duration.minutes(5) } = props;
    this.batchWindow = props.batchWindow ?? Duration.seconds(0);
    const needed = 6 * consumerTimeout.toSeconds() + this.batchWindow.toSeconds();
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { name: `${name}-dlq`, meaning });
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(Math.max(needed, props.retryAfter?.toSeconds() ?? 0)),
      ...(props.delay && { deliveryDelay: props.delay }),
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: props.deliveries ?? 8 },
    });
    new Watch(this, 'Delayed', {
      name: `${name}-delayed`,
      meaning: `The oldest message of the ${name} queue has waited for more than ${patience.toMinutes()} minutes.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) }),
      threshold: patience.toSeconds(),
      periods: 3,
    });
  }

  /** Feeds a function, which reports each message of a batch that failed. */
  consumeWith(consumer: ServiceFunction, options: { batchSize: number; maxConcurrency: number }): void {
    consumer.handler.addEventSource(
      new SqsEventSource(this.queue, {
        ...options,
        maxBatchingWindow: this.batchWindow,
        reportBatchItemFailures: true,
      }),
    );
  }

  /** The queue's URL, with permission to send to it. */
  grantSends(): Granted {
    return {
      value: this.queue.queueUrl,
      grantTo: (grantee) => {
        this.queue.grant(grantee, 'sqs:SendMessage');
      },
    };
  }
}
