import { createClock } from '../../../infra/local/clock.ts';
import { openStore } from '../../../infra/local/store.ts';

/** Work that has begun and can be waited for. */
interface Settling {
  drain(): Promise<void>;
}

/** The local cloud's clock, standing still until it is moved by hand. */
export const manualClock = (start = '2026-11-24T01:00:00Z') => {
  const clock = createClock({ speed: 0, start: Date.parse(start) });
  const armed = new Set<object>();
  return {
    now: clock.now,
    setTimer(at: number, fn: () => void) {
      const timer = clock.setTimer(at, () => {
        armed.delete(timer);
        fn();
      });
      armed.add(timer);
      return {
        cancel() {
          armed.delete(timer);
          timer.cancel();
        },
      };
    },
    timers: () => armed.size,
    /** Moves on by `ms`; what each timer starts is done before the next one fires. */
    advance(ms: number, settling: Settling) {
      clock.settleWith(() => settling.drain());
      return clock.advance(ms);
    },
  };
};

/** A store that outlives the library under test, as a disk outlives a process. */
export const memoryStore = () => openStore(':memory:');
