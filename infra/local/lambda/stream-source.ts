import type { TableStream } from '../dynamodb/service.ts';
import type { StreamReader, StreamRecord } from '../dynamodb/stream-reader.ts';
import type { Platform } from '../platform.ts';
import { createFilter, failedItems } from './filters.ts';
import type { LocalFunction } from './function.ts';

export interface StreamSource {
  readonly id: string;
  readonly stream: TableStream;
  readonly reader: StreamReader;
  readonly target: LocalFunction;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly startAtNewest: boolean;
  readonly partial: boolean;
  readonly bisect: boolean;
  /** -1 is for ever, Lambda's default. */
  readonly maxRetries: number;
  readonly maxAgeMs: number;
  readonly filters: unknown;
  /** Hands over what was given up: its place in the stream, and the records themselves. */
  discard(about: { readonly metadata: object; readonly records: readonly object[] }): void;
}

/** How soon after a write the stream is looked at, in real time: AWS polls four times a second. */
const LOOK_AFTER_MS = 15;
/** The least from one look to the next: where much is written, what came meanwhile goes to the function together. */
const GATHER_MS = 60;
/** The same while others wait for an environment, whom each look would hold up: as seldom as AWS polls. */
const CROWDED_GATHER_MS = 250;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
const PAGE = 500;
/** A page ends at so many bytes on AWS (API GetRecords), whatever it was asked for; far below it, nothing was held back. */
const PAGE_BYTES = 1_000_000;

type Batch = readonly StreamRecord[];

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));

/** Whether the stream was read to its end, so that the next look would find nothing. */
const isLast = (page: readonly StreamRecord[]): boolean =>
  page.length < PAGE &&
  page.reduce((sum, { dynamodb: { SizeBytes = PAGE_BYTES } }) => sum + SizeBytes, 0) < PAGE_BYTES / 4;

const changedNothing = ({ eventName, dynamodb: { NewImage, OldImage } }: StreamRecord): boolean =>
  eventName === 'MODIFY' && sameItem(NewImage, OldImage);

const sameItem = (left: unknown, right: unknown): boolean => canonical(left) === canonical(right);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([left], [right]) => (left < right ? -1 : 1)))
      : one,
  );

const eventRecord = (record: StreamRecord, { arn, view }: TableStream, region: string) => {
  const { Keys, NewImage, OldImage, SequenceNumber, SizeBytes, ApproximateCreationDateTime } =
    record.dynamodb;
  const withNew = view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
  const withOld = view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    ...(record.userIdentity ? { userIdentity: record.userIdentity } : {}),
    dynamodb: {
      ApproximateCreationDateTime,
      Keys,
      ...(withNew && NewImage ? { NewImage } : {}),
      ...(withOld && OldImage ? { OldImage } : {}),
      SequenceNumber,
      SizeBytes,
      StreamViewType: view,
    },
    eventSourceARN: arn,
  };
};

/**
 * Feeds a function from a table's stream, in order. How far it came is kept on disk, so that a killed process
 * repeats records rather than losing any. A write that changed nothing leaves no record, as on AWS.
 */
export const startStreamSource = (source: StreamSource, platform: Platform): { close(): void } => {
  const { stream, reader, target, batchSize, windowMs, partial, bisect, maxRetries, maxAgeMs } = source;
  const { activity, clock, store, log, region } = platform;
  const { crowd } = target.config;
  const key = `lambda/streams/${source.id}`;
  const passes = createFilter(source.filters);
  let closed = false;
  let reading = false;
  let again = false;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const checkpoint = (): string | undefined => (store.get(key) as { after?: string } | undefined)?.after;
  const advance = (after: string | undefined): void => {
    if (after !== undefined) store.put(key, { after });
  };

  const shaped = (record: StreamRecord) => eventRecord(record, stream, region);

  const discard = (batch: Batch, why: string, attempts: number): void => {
    const [first, last] = [batch[0], batch.at(-1)];
    log(target.config.name, `gave up ${batch.length} stream records: ${why}`);
    const metadata = {
      requestContext: {
        functionArn: target.config.functionArn,
        condition: why,
        approximateInvokeCount: attempts,
      },
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        streamArn: stream.arn,
        startSequenceNumber: first?.dynamodb.SequenceNumber,
        endSequenceNumber: last?.dynamodb.SequenceNumber,
        batchSize: batch.length,
      },
    };
    source.discard({ metadata, records: batch.map(shaped) });
  };

  /** The index of the first failed record; the length of the batch if none failed. */
  const invoke = async (batch: Batch): Promise<number> => {
    const outcome = await target.invoke(JSON.stringify({ Records: batch.map(shaped) }));
    if (outcome.functionError) {
      log(target.config.name, outcome.payload);
      return 0;
    }
    if (!partial) return batch.length;
    const failed = failedItems(
      outcome.payload,
      batch.map(({ dynamodb }) => dynamodb.SequenceNumber),
    );
    const first = batch.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
    return first < 0 ? batch.length : first;
  };

  const pause = async (attempts: number, resume: () => () => void): Promise<void> => {
    const delay = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10), MAX_RETRY_MS);
    await clock.sleepUntil(clock.now() + delay);
    end = resume();
  };

  /** Ends the current stretch of work while it waits for a retry, so that the clock may move on. */
  let end: () => void = () => {};

  const deliver = async (whole: Batch, since: number): Promise<void> => {
    let batch = whole;
    for (let attempts = 1; batch.length > 0 && !closed; attempts += 1) {
      const done = await invoke(batch).catch(() => 0);
      if (done > 0) {
        batch = batch.slice(done);
        attempts = 0;
        continue;
      }
      if (closed) return;
      if (clock.now() - since > maxAgeMs) return discard(batch, 'RecordAgeExceeded', attempts);
      if (bisect && batch.length > 1 && (attempts > 1 || !partial)) {
        const half = Math.ceil(batch.length / 2);
        await deliver(batch.slice(0, half), since);
        return deliver(batch.slice(half), since);
      }
      if (maxRetries >= 0 && attempts > maxRetries) return discard(batch, 'RetryAttemptsExhausted', attempts);
      end();
      await pause(attempts, activity.begin);
    }
  };

  const readAll = async (): Promise<void> => {
    for (;;) {
      const records = await reader.read(checkpoint(), PAGE);
      lookedAt = performance.now();
      if (records.length === 0 || closed) return;
      const wanted = records.filter((record) => passes(shaped(record)) && !changedNothing(record));
      for (let at = 0; at < wanted.length && !closed; at += batchSize) {
        const batch = wanted.slice(at, at + batchSize);
        await deliver(batch, clock.now());
        if (!closed) advance(batch.at(-1)?.dynamodb.SequenceNumber);
      }
      if (!closed) advance(records.at(-1)?.dynamodb.SequenceNumber);
      if (isLast(records)) return;
    }
  };

  const look = async (): Promise<void> => {
    reading = true;
    end = activity.begin();
    try {
      await sleep(LOOK_AFTER_MS);
      if (windowMs > 0) {
        end();
        await clock.sleepUntil(clock.now() + windowMs);
        end = activity.begin();
      }
      do {
        await sleep(lookedAt + (crowd.waits() ? CROWDED_GATHER_MS : GATHER_MS) - performance.now());
        again = false;
        if (!closed) await readAll();
      } while (again && !closed);
    } catch (error) {
      if (!closed) log(target.config.name, `stream of ${stream.table}: ${String(error)}`);
    } finally {
      reading = false;
      end();
    }
  };

  const wake = (): void => {
    again = true;
    if (!reading && !closed) void look();
  };

  const begin = async (): Promise<void> => {
    if (checkpoint() === undefined && source.startAtNewest) advance((await reader.newest()) ?? '0');
    stream.onWrite(wake);
    wake();
  };

  begin().catch((error: unknown) => log(target.config.name, String(error)));
  return {
    close() {
      closed = true;
    },
  };
};
