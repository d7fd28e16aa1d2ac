import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Watch } from './watch.ts';

export interface DeadLetterQueueProps {
  /** The alarm's name. */
  readonly name: string;
  /** One sentence: what a message in here means for people. */
  readonly meaning: string;
}

/**
 * Where messages wait for a person: kept for the longest time there is, since a message's age counts
 * from its first enqueueing, and with an alarm on the first one.
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { name, meaning }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is a dead-letter queue; the rule knows only those of other queues, not those of rules, schedules and functions.',
    });
    new Watch(this, 'Waiting', {
      name,
      meaning,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
    });
  }
}
