import { describe, expect, it } from 'vitest';
import { DeliveryDeferred, DeliveryError } from '../../../infra/local/eventbridge/index.ts';
import { fails, HOUR, opened, target, world } from './given-bus.ts';
import { memoryStore } from './world.ts';

describe('a delivery', () => {
  it('is retried with growing pauses until the target takes it', async () => {
    const times: number[] = [];
    const { bus, rule, clock } = world({
      deliver: async () => {
        times.push(clock.now());
        if (times.length < 5) throw new Error('busy');
      },
    });
    rule();
    bus.putEvents([opened]);
    await clock.advance(HOUR, bus);
    expect(times.slice(1).map((time, i) => time - (times[i] ?? 0))).toEqual([1000, 2000, 4000, 8000]);
    expect(bus.pending()).toBe(0);
  });

  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException'])(
    'goes straight to the dead-letter queue on %s, because no retry heals it',
    async (name) => {
      const denied = Object.assign(new Error('no'), { name });
      const { bus, rule, letters } = world({ deliver: () => Promise.reject(denied) });
      rule();
      bus.putEvents([opened]);
      await bus.drain();
      expect(letters).toMatchObject([
        { queueArn: 'arn:dlq', attributes: { ERROR_CODE: name, RETRY_ATTEMPTS: '0', TARGET_ARN: 'arn:fn' } },
      ]);
      expect(JSON.parse(letters[0]?.body ?? '')).toMatchObject({ detail: { caseId: 'c1' } });
    },
  );

  it('goes straight to the dead-letter queue when the event breaks the input template', async () => {
    const { bus, rule, letters } = world();
    rule([
      {
        ...target,
        InputTransformer: { InputPathsMap: { id: '$.detail.caseId' }, InputTemplate: '{"x":"<id>"}' },
      },
    ]);
    bus.putEvents([{ ...opened, Detail: '{"caseId":"say \\"hi\\""}' }]);
    await bus.drain();
    expect(letters).toMatchObject([{ attributes: { ERROR_CODE: 'ValidationException' } }]);
  });

  it.each([
    [{ MaximumRetryAttempts: 2 }, '2', 'MaximumRetryAttempts'],
    [{ MaximumEventAgeInSeconds: 60 }, '5', 'MaximumEventAgeInSeconds'],
    [{}, '185', 'MaximumRetryAttempts'],
  ])('gives up by its retry policy %j after %s retries', async (RetryPolicy, retries, condition) => {
    const { bus, rule, letters, clock } = world({ deliver: fails('Busy', { retriable: true }) });
    rule([{ ...target, RetryPolicy }]);
    bus.putEvents([opened]);
    await clock.advance(25 * HOUR, bus);
    expect(letters).toMatchObject([
      { attributes: { RETRY_ATTEMPTS: retries, EXHAUSTED_RETRY_CONDITION: condition } },
    ]);
  });

  it('is lost, and said to be, without a dead-letter queue or when that refuses', async () => {
    const { bus, rule, lost } = world({
      deliver: fails('Denied', { retriable: false }),
      deadLetter: () => Promise.reject(new Error('no queue policy')),
    });
    rule([{ Id: 'bare', Arn: 'arn:fn' }, target]);
    bus.putEvents([opened]);
    await bus.drain();
    expect(lost).toEqual(['Denied!', 'no queue policy']);
    expect(bus.pending()).toBe(0);
  });

  it('waits at least as long as Retry-After says', async () => {
    const times: number[] = [];
    const { bus, rule, clock } = world({
      deliver: async () => {
        times.push(clock.now());
        if (times.length === 1)
          throw new DeliveryError('HTTP_429', 'slow', { retriable: true, retryAfterMs: 90_000 });
      },
    });
    rule();
    bus.putEvents([opened]);
    await clock.advance(HOUR, bus);
    expect(times[1]).toBe((times[0] ?? 0) + 90_000);
  });

  it('counts no try when the target may not be called yet', async () => {
    const { bus, rule, clock, letters } = world({
      deliver: async () => {
        if (letters.length === 0 && clock.now() < Date.parse('2026-11-24T01:00:09Z'))
          throw new DeliveryDeferred(clock.now() + 3000);
      },
    });
    rule([{ ...target, RetryPolicy: { MaximumRetryAttempts: 0 } }]);
    bus.putEvents([opened]);
    await clock.advance(HOUR, bus);
    expect([letters.length, bus.pending()]).toEqual([0, 0]);
  });

  it('survives a killed process: what was not taken is delivered after the restart', async () => {
    const { bus, rule, start, calls, clock } = world();
    rule();
    const dying = start({ deliver: () => new Promise(() => undefined) });
    dying.putRule({ arn: 'arn:rule/r', Name: 'r', EventPattern: { source: ['guardia'] }, Targets: [target] });
    dying.putEvents([opened, opened]);
    expect(dying.pending()).toBe(2);
    const restarted = start();
    await clock.advance(0, restarted);
    expect(calls).toHaveLength(2);
    expect([restarted.pending(), bus.pending()]).toEqual([0, 0]);
  });

  it('hands over what a target keeps by itself in the write that decides it, and keeps nothing beside', async () => {
    const inTheWrite: boolean[] = [];
    let writing = false;
    const store = memoryStore();
    const watched = {
      ...store,
      transaction: <T>(work: () => T): T =>
        store.transaction(() => {
          writing = true;
          const result = work();
          writing = false;
          return result;
        }),
    };
    const { bus, rule, calls } = world({ store: watched, handOver: () => inTheWrite.push(writing) > 0 });
    rule();
    bus.putEvents([opened]);
    expect([inTheWrite, bus.pending(), store.list('eventbridge/')]).toEqual([[true], 0, []]);
    await bus.drain();
    expect(calls).toEqual([]);
  });

  it.each([
    { handOver: () => false, because: 'the target keeps nothing by itself' },
    {
      handOver: () => {
        throw new DeliveryError('AccessDenied', 'no', { retriable: false });
      },
      because: 'it failed, which is judged at an ordinary try',
    },
  ])('delivers as ever what was not handed over: $because', async ({ handOver }) => {
    const { bus, rule, calls } = world({ handOver });
    rule();
    bus.putEvents([opened]);
    expect(bus.pending()).toBe(1);
    await bus.drain();
    expect([calls.length, bus.pending()]).toEqual([1, 0]);
  });

  it('leaves no timer behind when the bus is closed', async () => {
    const { bus, rule, clock } = world({ deliver: fails('Busy', { retriable: true }) });
    rule();
    bus.putEvents([opened]);
    await bus.drain();
    await bus.close();
    expect(clock.timers()).toBe(0);
  });
});
