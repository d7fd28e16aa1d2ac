import type { Clock, Store } from '../../../infra/local/eventbridge/ports.ts';

/** Work that has begun and can be waited for. */
interface Settling {
  drain(): Promise<void>;
}

/** A clock that stands still until it is moved; timers fire in order of their time. */
export const manualClock = (start = '2026-11-24T01:00:00Z') => {
  let now = Date.parse(start);
  const timers = new Set<{ at: number; fire: () => void }>();
  const clock: Clock = {
    now: () => now,
    setTimer(at, fire) {
      const timer = { at, fire };
      timers.add(timer);
      return { cancel: () => timers.delete(timer) };
    },
  };
  const nextUntil = (end: number) =>
    [...timers]
      .filter((timer) => timer.at <= end)
      .reduce<{ at: number; fire: () => void } | undefined>(
        (first, timer) => (first && first.at <= timer.at ? first : timer),
        undefined,
      );
  return {
    ...clock,
    timers: () => timers.size,
    /** Moves on by `ms`; after each timer everything it started is done before the next one fires. */
    async advance(ms: number, settling: Settling) {
      const end = now + ms;
      await settling.drain();
      for (let due = nextUntil(end); due; due = nextUntil(end)) {
        timers.delete(due);
        now = Math.max(now, due.at);
        due.fire();
        await settling.drain();
      }
      now = end;
    },
  };
};

/** A store in memory that outlives the library under test, as a disk outlives a process. */
export const memoryStore = () => {
  const entries = new Map<string, string>();
  const store: Store = {
    get(key) {
      const text = entries.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    put: (key, value) => void entries.set(key, JSON.stringify(value)),
    delete: (key) => void entries.delete(key),
    list: (prefix) =>
      [...entries]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, text]) => [key, JSON.parse(text) as unknown] as const),
    transaction: (work) => work(),
  };
  return { ...store, size: () => entries.size };
};
