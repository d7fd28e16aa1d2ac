import { expect, it, vi } from 'vitest';
import type { StreamRecord } from '../../../infra/local/dynamodb/stream-reader.ts';
import { startStreamSource } from '../../../infra/local/lambda/stream-source.ts';
import { openStore } from '../../../infra/local/store.ts';
import { functionOf, testPlatform } from './platform.ts';

interface StreamEvent {
  readonly Records: readonly {
    readonly dynamodb: { readonly SequenceNumber: string; readonly OldImage?: object };
  }[];
}

const record = (sequence: number, more: Partial<StreamRecord> = {}): StreamRecord => ({
  eventID: String(sequence),
  eventName: 'INSERT',
  dynamodb: {
    Keys: { pk: { S: `p${sequence}` } },
    NewImage: { pk: { S: `p${sequence}` } },
    SequenceNumber: String(sequence),
    ApproximateCreationDateTime: 0,
  },
  ...more,
});

const world = (
  handler: (event: StreamEvent, attempt: number) => unknown,
  more: Partial<Parameters<typeof startStreamSource>[0]> = {},
  store = openStore(':memory:'),
) => {
  const platform = testPlatform({ store });
  const records: StreamRecord[] = [];
  const discarded: { metadata: object; records: readonly object[] }[] = [];
  let wake = (): void => {};
  const target = functionOf(handler);
  const start = () =>
    startStreamSource(
      {
        id: 'mapping',
        stream: {
          table: 'cases',
          arn: 'arn:stream',
          view: 'NEW_IMAGE',
          onWrite: (listener) => {
            wake = listener;
          },
        },
        reader: {
          read: async (after, limit) =>
            records
              .filter(({ dynamodb }) => Number(dynamodb.SequenceNumber) > Number(after ?? 0))
              .slice(0, limit),
          newest: async () => records.at(-1)?.dynamodb.SequenceNumber,
        },
        target,
        batchSize: 10,
        windowMs: 0,
        startAtNewest: false,
        partial: true,
        bisect: false,
        maxRetries: -1,
        maxAgeMs: Number.POSITIVE_INFINITY,
        filters: undefined,
        discard: (about) => discarded.push(about),
        ...more,
      },
      platform,
    );
  const write = (...added: StreamRecord[]): void => {
    records.push(...added);
    wake();
  };
  return { ...platform, target, start, write, records, discarded };
};

const sequences = (events: unknown[]): string[][] =>
  (events as StreamEvent[]).map(({ Records }) => Records.map(({ dynamodb }) => dynamodb.SequenceNumber));

it('hands over every record in order, those from before the start included', async () => {
  const { target, start, write, records, activity } = world(() => null, { batchSize: 2 });
  records.push(record(1), record(2), record(3));
  start();
  await activity.idle();
  write(record(4));
  await activity.idle();
  expect(sequences(target.events)).toEqual([['1', '2'], ['3'], ['4']]);
});

it('hands over together what is written soon after a look', async () => {
  vi.useFakeTimers();
  try {
    const { target, start, write } = world(() => null);
    start();
    for (const sequence of [1, 2, 3]) {
      write(record(sequence));
      await vi.advanceTimersByTimeAsync(16);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sequences(target.events)).toEqual([['1'], ['2', '3']]);
  } finally {
    vi.useRealTimers();
  }
});

it.each([
  { records: 1, size: 100, looks: 1, because: 'a small page that is not full is the last' },
  { records: 1, size: 300_000, looks: 2, because: 'a page ends at a megabyte too, so more may be there' },
  { records: 1, size: undefined, looks: 2, because: 'its size is not known' },
  { records: 500, size: 1, looks: 2, because: 'it is full' },
])('looks $looks times where $because', async ({ records, size, looks }) => {
  let asked = 0;
  const { dynamodb } = record(1);
  const page = Array.from({ length: records }, (_, index) =>
    record(index + 1, {
      dynamodb: { ...dynamodb, SequenceNumber: String(index + 1), ...(size && { SizeBytes: size }) },
    }),
  );
  const reader = {
    read: async () => {
      asked += 1;
      return asked === 1 ? page : [];
    },
    newest: async () => undefined,
  };
  const { start, activity } = world(() => null, { reader });
  start();
  await activity.idle();
  expect(asked).toBe(looks);
});

it('goes on after the last done record when it is started again', async () => {
  const store = openStore(':memory:');
  const first = world(() => null, {}, store);
  first.records.push(record(1));
  const source = first.start();
  await first.activity.idle();
  source.close();

  const second = world(() => null, {}, store);
  second.records.push(record(1), record(2));
  second.start();
  await second.activity.idle();
  expect(sequences(second.target.events)).toEqual([['2']]);
});

it('begins with what comes after the start when it begins at the newest', async () => {
  const { target, start, write, records, activity } = world(() => null, { startAtNewest: true });
  records.push(record(1));
  start();
  await new Promise((resolve) => setTimeout(resolve, 5));
  write(record(2));
  await activity.idle();
  expect(sequences(target.events)).toEqual([['2']]);
});

it('begins again at the lowest failed record', async () => {
  const { target, start, records, activity } = world((_event, attempt) => ({
    batchItemFailures: attempt === 1 ? [{ itemIdentifier: '3' }, { itemIdentifier: '2' }] : [],
  }));
  records.push(record(1), record(2), record(3));
  start();
  await activity.idle();
  expect(sequences(target.events)).toEqual([
    ['1', '2', '3'],
    ['2', '3'],
  ]);
});

it('gives up a poison record after its retries, keeps the whole of it, and goes on', async () => {
  const { target, start, records, clock, discarded } = world(
    ({ Records }) => ({
      batchItemFailures: Records.filter(({ dynamodb }) => dynamodb.SequenceNumber === '2').map(() => ({
        itemIdentifier: '2',
      })),
    }),
    { maxRetries: 2, batchSize: 1 },
  );
  records.push(record(1), record(2), record(3));
  start();
  await clock.advance(600_000);
  expect(sequences(target.events)).toEqual([['1'], ['2'], ['2'], ['2'], ['3']]);
  expect(discarded).toHaveLength(1);
  expect(discarded[0]?.records).toEqual([expect.objectContaining({ eventID: '2' })]);
  expect(discarded[0]?.metadata).toMatchObject({ requestContext: { condition: 'RetryAttemptsExhausted' } });
});

it('halves a batch that makes the function throw, until the poison is alone', async () => {
  const { target, start, records, clock, discarded } = world(
    ({ Records }) => {
      if (Records.some(({ dynamodb }) => dynamodb.SequenceNumber === '2')) throw new Error('poison');
    },
    { bisect: true, maxRetries: 0, partial: false },
  );
  records.push(record(1), record(2), record(3), record(4));
  start();
  await clock.advance(600_000);
  expect(sequences(target.events)).toEqual([['1', '2', '3', '4'], ['1', '2'], ['1'], ['2'], ['3', '4']]);
  expect(discarded.map((one) => one.records.length)).toEqual([1]);
});

it('gives up records that are older than it may wait', async () => {
  const { start, records, clock, discarded } = world(
    () => {
      throw new Error('always');
    },
    { maxAgeMs: 60_000 },
  );
  records.push(record(1));
  start();
  await clock.advance(600_000);
  expect(discarded[0]?.metadata).toMatchObject({ requestContext: { condition: 'RecordAgeExceeded' } });
});

it('shows no write that changed nothing, and no image that the view leaves out', async () => {
  const image = { pk: { S: 'p' }, n: { N: '1' } };
  const modified = (sequence: number, OldImage: Record<string, unknown>): StreamRecord =>
    record(sequence, {
      eventName: 'MODIFY',
      dynamodb: { ...record(sequence).dynamodb, NewImage: image, OldImage },
    });
  const { target, start, records, activity } = world(() => null);
  records.push(modified(1, { n: { N: '1' }, pk: { S: 'p' } }), modified(2, { pk: { S: 'p' } }));
  start();
  await activity.idle();
  expect(sequences(target.events)).toEqual([['2']]);
  expect((target.events as StreamEvent[])[0]?.Records[0]?.dynamodb.OldImage).toBeUndefined();
});

it('passes by what the filter does not ask for', async () => {
  const filters = { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"pk":{"S":[{"prefix":"p2"}]}}}}' }] };
  const { target, start, records, activity } = world(() => null, { filters });
  records.push(record(1), record(2), record(3));
  start();
  await activity.idle();
  expect(sequences(target.events)).toEqual([['2']]);
});
