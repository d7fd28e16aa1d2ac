import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createQueue, type Queue, type QueueConfig } from '../../../infra/local/sqs/queue.ts';
import { openStore } from '../../../infra/local/store.ts';
import { testPlatform } from './platform.ts';

const configOf = (name: string, more: Partial<QueueConfig> = {}): QueueConfig => ({
  name,
  arn: `arn:${name}`,
  visibilityTimeoutMs: 30_000,
  delayMs: 0,
  retentionMs: 345_600_000,
  maxBytes: 1_048_576,
  ...more,
});

const world = (more: Partial<QueueConfig> = {}, options: Parameters<typeof testPlatform>[0] = {}) => {
  const platform = testPlatform(options);
  const queues = new Map<string, Queue>();
  const make = (config: QueueConfig): Queue => {
    const queue = createQueue(config, platform, (arn) => queues.get(arn));
    queues.set(config.arn, queue);
    return queue;
  };
  return { ...platform, deadLetters: make(configOf('dlq')), queue: make(configOf('main', more)) };
};

const bodies = (queue: Queue): string[] => queue.receive(10).map(({ message }) => message.body);

it('hides a received message until its visibility timeout is over', async () => {
  const { queue, clock } = world();
  queue.send({ body: 'a' });
  expect(bodies(queue)).toEqual(['a']);
  await clock.advance(29_999);
  expect(bodies(queue)).toEqual([]);
  await clock.advance(1);
  expect(bodies(queue)).toEqual(['a']);
});

it('shows a delayed message when its delay is over', async () => {
  const { queue, clock } = world({ delayMs: 5000 });
  queue.send({ body: 'a' });
  queue.send({ body: 'soon', delayMs: 1000 });
  await clock.advance(1000);
  expect(bodies(queue)).toEqual(['soon']);
  await clock.advance(4000);
  expect(bodies(queue)).toEqual(['a']);
});

it('moves a message to the dead-letter queue after its last receipt, with the age that it has', async () => {
  const { queue, deadLetters, clock } = world({ redrive: { to: 'arn:dlq', maxReceiveCount: 2 } });
  const { sentAt } = queue.send({ body: 'poison' });
  for (const _receipt of [1, 2]) {
    expect(bodies(queue)).toEqual(['poison']);
    await clock.advance(30_000);
  }
  expect(bodies(queue)).toEqual([]);
  expect(deadLetters.receive(1)[0]?.message).toMatchObject({ body: 'poison', sentAt });
});

it('counts receipts, and gives a message back at once when its visibility is set to 0', () => {
  const { queue } = world();
  queue.send({ body: 'a' });
  const [first] = queue.receive(1);
  queue.changeVisibility(first?.receiptHandle ?? '', 0);
  expect(queue.receive(1)[0]?.message.receiveCount).toBe(2);
});

it('has every message that was not deleted after a killed process, in-flight ones included', () => {
  const store = openStore(':memory:');
  const { queue } = world({}, { store });
  for (const body of ['a', 'b', 'c']) queue.send({ body });
  const [done] = queue.receive(2);
  queue.remove(done?.receiptHandle ?? '');
  const { queue: again } = world({}, { store });
  expect(bodies(again).sort()).toEqual(['b', 'c']);
});

it('forgets a message that is older than the retention', async () => {
  const { queue, clock } = world({ retentionMs: 60_000 });
  queue.send({ body: 'old' });
  await clock.advance(60_000);
  expect(bodies(queue)).toEqual([]);
});

it.each([
  { body: '', error: 'MissingParameter', because: 'it is empty' },
  { body: 'x'.repeat(1_048_577), error: 'InvalidParameterValue', because: 'it is over 1 MiB' },
  { body: 'a\u0000b', error: 'InvalidMessageContents', because: 'it has a character that SQS refuses' },
])('refuses a body because $because', ({ body, error }) => {
  expect(() => world().queue.send({ body })).toThrow(expect.objectContaining({ name: error }));
});

it('wakes whoever waits for messages', async () => {
  const { queue } = world();
  const woken = new Promise<void>((resolve) => queue.onVisible(resolve));
  queue.send({ body: 'a' });
  await woken;
  expect(queue.counts()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
});

it('repeats messages when it is told to, and never endlessly', () => {
  const { queue } = world({}, { faults: { repeat: 1 } });
  queue.send({ body: 'a' });
  expect(bodies(queue)).toEqual(['a', 'a']);
  expect(bodies(queue)).toEqual([]);
});

it('shows a repeated message no sooner than the message', async () => {
  const { queue, clock } = world({ delayMs: 5000 }, { faults: { repeat: 1 } });
  queue.send({ body: 'a' });
  expect(bodies(queue)).toEqual([]);
  await clock.advance(5000);
  expect(bodies(queue)).toEqual(['a', 'a']);
});

it('law: whatever is sent is received, in any order, and what was deleted never comes again', async () => {
  const messages = fc.uniqueArray(
    fc.string({ minLength: 1 }).filter((text) => !/[^\t\n\r -\uD7FF]/.test(text)),
  );
  await fc.assert(
    fc.asyncProperty(messages, fc.integer(), async (sent, seed) => {
      const { queue, clock } = world({}, { faults: { shuffle: true, seed } });
      for (const body of sent) queue.send({ body });
      const received = queue.receive(10_000);
      expect(received.map(({ message }) => message.body).sort()).toEqual([...sent].sort());
      const [first, ...rest] = received;
      if (first) queue.remove(first.receiptHandle);
      await clock.advance(30_000);
      expect(queue.receive(10_000)).toHaveLength(rest.length);
    }),
    { numRuns: 30 },
  );
});
