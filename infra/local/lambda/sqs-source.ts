import { AwsError } from '../aws.ts';
import type { Platform } from '../platform.ts';
import { md5, type Queue, type Received } from '../sqs/queue.ts';
import { systemAttributes } from '../sqs/service.ts';
import { createFilter, failedItems } from './filters.ts';
import type { LocalFunction } from './function.ts';

export interface SqsSource {
  readonly queue: Queue;
  readonly target: LocalFunction;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly maxConcurrency: number;
  /** `ReportBatchItemFailures` is set. */
  readonly partial: boolean;
  readonly filters: unknown;
}

/** For how long a batch lets others go first, in milliseconds of real time. */
const HOLD_MS = 30_000;

const recordOf = ({ receiptHandle, message }: Received, queueArn: string, region: string) => ({
  messageId: message.id,
  receiptHandle,
  body: message.body,
  attributes: systemAttributes({ receiptHandle, message }),
  messageAttributes: Object.fromEntries(
    Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        stringValue: StringValue,
        binaryValue: BinaryValue,
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  ),
  md5OfBody: md5(message.body),
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});

const bodyOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * Feeds a function from a queue: takes batches as messages become visible, deletes what was done, and leaves
 * what failed to come again after the visibility timeout.
 */
export const startSqsSource = (source: SqsSource, platform: Platform): { close(): void } => {
  const { queue, target, batchSize, windowMs, partial } = source;
  const { activity, clock, store, meter, log, region } = platform;
  const passes = createFilter(source.filters);
  const { crowd } = target.config;
  const limit = Math.min(source.maxConcurrency, target.config.concurrency);
  let active = 0;
  let gathering = false;
  let holding = false;
  let closed = false;

  const accepted = (batch: readonly Received[]): readonly Received[] =>
    batch.filter((received) => {
      const { message } = received;
      const record = { ...recordOf(received, queue.config.arn, region), body: bodyOf(message.body) };
      if (passes(record)) return true;
      queue.remove(received.receiptHandle);
      return false;
    });

  const deliver = async (batch: readonly Received[]): Promise<void> => {
    // Lambda's pollers are billed as every other caller of SQS: a receive and a delete for each batch.
    meter.count('sqs/poll', 2);
    const Records = batch.map((received) => recordOf(received, queue.config.arn, region));
    const outcome = await target.invoke(JSON.stringify({ Records }), { urgency: 'queue' });
    if (outcome.functionError) return log(target.config.name, outcome.payload);
    const failed = partial
      ? failedItems(
          outcome.payload,
          batch.map(({ message }) => message.id),
        )
      : new Set<string>();
    store.transaction(() => {
      for (const { message, receiptHandle } of batch)
        if (!failed.has(message.id)) queue.remove(receiptHandle);
    });
  };

  const handle = async (batch: readonly Received[]): Promise<void> => {
    active += 1;
    try {
      if (batch.length > 0) await deliver(batch);
    } catch (error) {
      // A throttled batch is not lost: it comes again after the visibility timeout.
      if (!(error instanceof AwsError)) throw error;
    } finally {
      active -= 1;
      poll();
    }
  };

  const detached = (work: () => Promise<void>): void => {
    activity.during(work).catch((error: unknown) => {
      if (!closed) log(target.config.name, String(error));
    });
  };

  const takeBatch = (): boolean => {
    const batch = closed ? [] : queue.receive(batchSize);
    if (batch.length > 0) detached(() => handle(accepted(batch)));
    return batch.length > 0;
  };

  /** Lets go first what cannot wait, then takes one batch at least, lest the queue stand still for good. */
  const holdBack = async (): Promise<void> => {
    holding = true;
    await crowd.passed(HOLD_MS);
    holding = false;
    if (takeBatch()) poll();
  };

  const takeBatches = (): void => {
    while (active < limit && !crowd.waits()) if (!takeBatch()) return;
    if (active < limit) detached(holdBack);
  };

  const gather = (): void => {
    gathering = true;
    clock.setTimer(clock.now() + windowMs, () => {
      gathering = false;
      takeBatches();
    });
  };

  const poll = (): void => {
    const { visible } = queue.counts();
    if (closed || gathering || holding || visible === 0) return;
    if (windowMs === 0 || visible >= batchSize) takeBatches();
    else gather();
  };

  const forget = queue.onVisible(poll);
  poll();
  return {
    close() {
      closed = true;
      forget();
    },
  };
};
