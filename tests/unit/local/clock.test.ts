import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createActivity } from '../../../infra/local/activity.ts';
import { createClock, timeOf } from '../../../infra/local/clock.ts';

it('fires timers in the order of their times, each at its own time', async () => {
  const clock = createClock({ speed: 0, start: 0 });
  const fired: number[] = [];
  for (const at of [3000, 1000, 2000]) clock.setTimer(at, () => void fired.push(clock.now()));
  await clock.advance(5000);
  expect(fired).toEqual([1000, 2000, 3000]);
  expect(clock.now()).toBe(5000);
});

it('fires a timer that another one sets on the way', async () => {
  const clock = createClock({ speed: 0, start: 0 });
  const fired: number[] = [];
  clock.setTimer(1000, () => {
    clock.setTimer(1500, () => void fired.push(clock.now()));
  });
  await clock.advance(2000);
  expect(fired).toEqual([1500]);
});

it('lets the work of one timer end before the next one fires', async () => {
  const clock = createClock({ speed: 0, start: 0 });
  const activity = createActivity();
  clock.settleWith(activity.idle);
  const seen: string[] = [];
  clock.setTimer(1000, () => {
    void activity.during(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      seen.push(`work until ${clock.now()}`);
    });
  });
  clock.setTimer(2000, () => void seen.push('second'));
  await clock.advance(3000);
  expect(seen).toEqual(['work until 1000', 'second']);
});

it('stands still between movements, and goes on after a failing timer', async () => {
  const errors: unknown[] = [];
  const clock = createClock({ speed: 0, start: 7, onError: (error) => errors.push(error) });
  clock.setTimer(8, () => {
    throw new Error('broken');
  });
  await clock.advance(10);
  expect(clock.now()).toBe(17);
  expect(errors).toEqual([new Error('broken')]);
});

it('stands still in the hand that moves it, however long what is due on the way works', async () => {
  const clock = createClock({ speed: 1_000, start: 0 });
  const seen: number[] = [];
  for (const at of [1_000_000, 2_000_000])
    clock.setTimer(at, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(clock.now(), timeOf(clock.shared, Date.now()));
    });
  await clock.advance(3_000_000);
  expect(seen).toEqual([1_000_000, 1_000_000, 2_000_000, 2_000_000]);
  expect(clock.now()).toBeGreaterThanOrEqual(3_000_000);
  clock.stop();
});

it('refuses to go back', async () => {
  await expect(createClock({ speed: 0 }).advance(-1)).rejects.toThrow('forward only');
});

it('tells other threads the same time', async () => {
  const clock = createClock({ speed: 0, start: 1_000 });
  await clock.advance(500);
  expect(timeOf(clock.shared, Date.now())).toBe(clock.now());
});

it('law: a cancelled timer never fires, every other one due does', async () => {
  const timers = fc.array(fc.record({ at: fc.nat(100), cancelled: fc.boolean() }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(timers, async (all) => {
      const clock = createClock({ speed: 0, start: 0 });
      const fired: number[] = [];
      for (const { at, cancelled } of all) {
        const timer = clock.setTimer(at, () => void fired.push(at));
        if (cancelled) timer.cancel();
      }
      await clock.advance(100);
      const due = all.filter(({ cancelled }) => !cancelled).map(({ at }) => at);
      expect(fired).toEqual(due.sort((left, right) => left - right));
    }),
  );
});
