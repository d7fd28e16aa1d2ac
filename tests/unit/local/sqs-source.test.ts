import { expect, it, vi } from 'vitest';
import { startSqsSource } from '../../../infra/local/lambda/sqs-source.ts';
import { createQueue } from '../../../infra/local/sqs/queue.ts';
import { functionOf, testPlatform } from './platform.ts';

interface SqsEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

const world = (
  handler: (event: SqsEvent, attempt: number) => unknown,
  more: Partial<Parameters<typeof startSqsSource>[0]> = {},
) => {
  const platform = testPlatform();
  const queue = createQueue(
    {
      name: 'q',
      arn: 'arn:aws:sqs:eu-west-1:111122223333:q',
      visibilityTimeoutMs: 30_000,
      delayMs: 0,
      retentionMs: 345_600_000,
      maxBytes: 1_048_576,
    },
    platform,
    () => undefined,
  );
  const target = functionOf(handler);
  const start = () =>
    startSqsSource(
      {
        queue,
        target,
        batchSize: 10,
        windowMs: 0,
        maxConcurrency: 2,
        partial: true,
        filters: undefined,
        ...more,
      },
      platform,
    );
  return { ...platform, queue, target, start };
};

const seen = (events: unknown[]): string[][] =>
  (events as SqsEvent[]).map(({ Records }) => Records.map(({ body }) => body));

it('takes what waits in batches of up to ten, and deletes what was done', async () => {
  const { queue, target, start, activity } = world(() => null);
  for (let index = 0; index < 12; index += 1) queue.send({ body: `${index}` });
  start();
  await activity.idle();
  expect(seen(target.events).map((batch) => batch.length)).toEqual([10, 2]);
  expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

it('lets those go first who cannot wait, and takes all that came meanwhile together', async () => {
  const { queue, target, start, activity } = world(() => null);
  const goOn = target.config.crowd.join();
  start();
  for (const body of ['a', 'b']) queue.send({ body });
  const before = seen(target.events);
  goOn();
  await activity.idle();
  expect([before, seen(target.events)]).toEqual([[], [['a', 'b']]]);
});

it('takes a batch at last where others never stop waiting, and then holds back again', async () => {
  vi.useFakeTimers();
  try {
    const { queue, target, start } = world(() => null, { batchSize: 1 });
    target.config.crowd.join();
    start();
    for (const body of ['a', 'b']) queue.send({ body });
    const taken: number[] = [];
    for (const milliseconds of [29_999, 1, 29_999, 1]) {
      await vi.advanceTimersByTimeAsync(milliseconds);
      taken.push(target.events.length);
    }
    expect(taken).toEqual([0, 1, 1, 2]);
  } finally {
    vi.useRealTimers();
  }
});

it('brings back the failed message only, once its visibility timeout is over', async () => {
  const { queue, target, start, activity, clock } = world(({ Records }, attempt) => ({
    batchItemFailures:
      attempt === 1 ? Records.slice(0, 1).map((one) => ({ itemIdentifier: one.messageId })) : [],
  }));
  for (const body of ['bad', 'good']) queue.send({ body });
  start();
  await activity.idle();
  expect(queue.counts().inFlight).toBe(1);
  await clock.advance(30_000);
  expect(seen(target.events)).toEqual([['bad', 'good'], ['bad']]);
  expect(queue.counts().inFlight).toBe(0);
});

it.each([
  { answer: null, left: 0, because: 'null means that all went well' },
  { answer: {}, left: 0, because: 'so does an answer without failures' },
  { answer: { batchItemFailures: [] }, left: 0, because: 'so does an empty list' },
  {
    answer: { batchItemFailures: [{ itemIdentifier: 'unknown' }] },
    left: 2,
    because: 'no message has this id',
  },
  { answer: { batchItemFailures: [{ itemIdentifier: '' }] }, left: 2, because: 'an empty id is none' },
  { answer: { batchItemFailures: [{}] }, left: 2, because: 'a missing id is none' },
])('keeps $left of two messages because $because', async ({ answer, left }) => {
  const { queue, start, activity } = world(() => answer);
  for (const body of ['a', 'b']) queue.send({ body });
  start();
  await activity.idle();
  expect(queue.counts().inFlight).toBe(left);
});

it('keeps a whole batch when the function throws', async () => {
  const { queue, start, activity } = world(() => {
    throw new Error('no');
  });
  for (const body of ['a', 'b']) queue.send({ body });
  start();
  await activity.idle();
  expect(queue.counts()).toEqual({ visible: 0, inFlight: 2, delayed: 0 });
});

it('deletes messages that the filter rejects', async () => {
  const filters = { Filters: [{ Pattern: '{"body":{"kind":["mail"]}}' }] };
  const { queue, target, start, activity } = world(() => null, { filters });
  queue.send({ body: '{"kind":"mail"}' });
  queue.send({ body: '{"kind":"page"}' });
  start();
  await activity.idle();
  expect(seen(target.events)).toEqual([['{"kind":"mail"}']]);
  expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

it('gathers a batch for as long as its window is open', async () => {
  const { queue, target, start, clock } = world(() => null, { windowMs: 5000 });
  start();
  queue.send({ body: 'a' });
  await clock.advance(3000);
  queue.send({ body: 'b' });
  expect(target.events).toEqual([]);
  await clock.advance(2000);
  expect(seen(target.events)).toEqual([['a', 'b']]);
});

it('never runs more batches at a time than its limit', async () => {
  let running = 0;
  let most = 0;
  const { queue, start, activity } = world(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running -= 1;
  });
  for (let index = 0; index < 60; index += 1) queue.send({ body: `${index}` });
  start();
  await activity.idle();
  expect(most).toBe(2);
});
