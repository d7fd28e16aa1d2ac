import { describe, expect, it } from 'vitest';
import type { DeadLetter, TargetCall } from '../../../infra/local/eventbridge/index.ts';
import {
  createScheduler,
  type Schedule,
  type SchedulerOptions,
} from '../../../infra/local/scheduler/index.ts';
import { manualClock, memoryStore } from '../eventbridge/world.ts';

const MINUTE = 60_000;
const tick: Schedule = {
  arn: 'arn:schedule/tick',
  Name: 'tick',
  ScheduleExpression: 'rate(1 minute)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: 'arn:fn', RoleArn: 'arn:role', Input: '{"at":"<aws.scheduler.scheduled-time>"}' },
};

const world = () => {
  const clock = manualClock();
  const store = memoryStore();
  const calls: (TargetCall & { readonly time: string })[] = [];
  const letters: DeadLetter[] = [];
  const start = (options: Partial<SchedulerOptions> = {}) =>
    createScheduler({
      clock,
      store,
      deliver: async (call) =>
        void calls.push({ ...call, time: new Date(clock.now()).toISOString().slice(11, 19) }),
      deadLetter: async (letter) => void letters.push(letter),
      ...options,
    });
  return { clock, store, calls, letters, start };
};

describe('a schedule', () => {
  it('fires at its start and then at its rate, as its role, with its context filled in', async () => {
    const { clock, calls, start } = world();
    const scheduler = start();
    scheduler.put(tick);
    await clock.advance(2 * MINUTE, scheduler);
    expect(calls.map(({ time }) => time)).toEqual(['01:00:00', '01:01:00', '01:02:00']);
    expect(calls[1]).toMatchObject({
      targetArn: 'arn:fn',
      roleArn: 'arn:role',
      sourceArn: 'arn:schedule/tick',
      payload: '{"at":"2026-11-24T01:01:00Z"}',
    });
  });

  it('fires late within its minute when told to, as AWS does, without drifting', async () => {
    const { clock, calls, start } = world();
    const scheduler = start({ jitterMs: () => 59_000 });
    scheduler.put(tick);
    await clock.advance(3 * MINUTE, scheduler);
    expect(calls.map(({ time }) => time)).toEqual(['01:00:59', '01:01:59', '01:02:59']);
  });

  it('catches up by firing once after a restart, then keeps to its rate', async () => {
    const { clock, calls, start } = world();
    const first = start();
    first.put(tick);
    await clock.advance(MINUTE, first);
    await first.close();
    await clock.advance(10 * MINUTE + 30_000, first);
    calls.length = 0;
    const second = start();
    second.put(tick);
    await clock.advance(MINUTE, second);
    expect(calls.map(({ time }) => time)).toEqual(['01:11:30', '01:12:00']);
  });

  it('fires a one-time schedule that fell due while the process was down, once', async () => {
    const { clock, calls, start } = world();
    const once = { ...tick, ScheduleExpression: 'at(2026-11-24T01:05:00)' };
    const first = start();
    first.put(once);
    await first.close();
    await clock.advance(10 * MINUTE, first);
    for (const restart of [start(), start()]) {
      restart.put(once);
      await clock.advance(MINUTE, restart);
      await restart.close();
    }
    expect(calls).toHaveLength(1);
  });

  it('delivers after a restart what was fired but not taken', async () => {
    const { clock, calls, start } = world();
    const dying = start({ deliver: () => new Promise(() => undefined) });
    dying.put({ ...tick, ScheduleExpression: 'at(2026-11-24T01:00:10)' });
    await clock.advance(10_000, { drain: async () => undefined });
    const restarted = start();
    await clock.advance(0, restarted);
    expect(calls).toHaveLength(1);
  });

  it('goes to its dead-letter queue when its retry policy is spent', async () => {
    const { clock, letters, start } = world();
    const scheduler = start({ deliver: () => Promise.reject(new Error('down')) });
    const RetryPolicy = { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 };
    const Target = { ...tick.Target, RetryPolicy, DeadLetterConfig: { Arn: 'arn:dlq' } };
    scheduler.put({ ...tick, ScheduleExpression: 'at(2026-11-24T01:00:10)', Target });
    await clock.advance(MINUTE, scheduler);
    expect(letters).toMatchObject([{ queueArn: 'arn:dlq', attributes: { RETRY_ATTEMPTS: '1' } }]);
  });

  it('keeps within its start and end', async () => {
    const { clock, calls, start } = world();
    const scheduler = start();
    scheduler.put({ ...tick, StartDate: '2026-11-24T01:02:00Z', EndDate: '2026-11-24T01:04:00Z' });
    await clock.advance(10 * MINUTE, scheduler);
    expect(calls.map(({ time }) => time)).toEqual(['01:02:00', '01:03:00', '01:04:00']);
  });

  it('stops when it is disabled', async () => {
    const { clock, calls, start } = world();
    const scheduler = start();
    scheduler.put(tick);
    scheduler.put({ ...tick, State: 'DISABLED' });
    await clock.advance(5 * MINUTE, scheduler);
    expect(calls).toEqual([]);
    expect(clock.timers()).toBe(0);
  });

  it.each<[Partial<Schedule>, RegExp]>([
    [{ FlexibleTimeWindow: { Mode: '' } }, /must state FlexibleTimeWindow\.Mode/],
    [{ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, /must state MaximumWindowInMinutes/],
    [{ Target: { ...tick.Target, RetryPolicy: { MaximumRetryAttempts: 186 } } }, /from 0 to 185/],
    [{ Target: { ...tick.Target, RetryPolicy: { MaximumEventAgeInSeconds: 59 } } }, /from 60 to 86400/],
    [{ ScheduleExpression: 'soon' }, /no schedule expression/],
  ])('is refused with %j', (change, problem) => {
    expect(() =>
      world()
        .start()
        .put({ ...tick, ...change }),
    ).toThrow(problem);
  });
});
