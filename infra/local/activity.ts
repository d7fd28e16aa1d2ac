import { setImmediate as nextTurn } from 'node:timers/promises';

/** Knows whether anything is being done now, so that the clock can wait for it. */
export interface Activity {
  /** Something begins; call the answer once when it has ended. */
  begin(): () => void;
  /** Counts a piece of work while it runs. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Adds a source of work that says when its own running part is over. */
  watch(drain: () => Promise<void>): void;
  /** Resolves once nothing runs and nothing has begun meanwhile. */
  idle(): Promise<void>;
}

export const createActivity = (): Activity => {
  const drains: (() => Promise<void>)[] = [];
  let running = 0;
  let begun = 0;
  const waiters: (() => void)[] = [];

  const ended = (): void => {
    running -= 1;
    if (running > 0) return;
    for (const wake of waiters.splice(0)) wake();
  };

  const begin = (): (() => void) => {
    running += 1;
    begun += 1;
    let open = true;
    return () => {
      if (open) ended();
      open = false;
    };
  };

  const nothingRuns = async (): Promise<void> => {
    while (running > 0) await new Promise<void>((resolve) => waiters.push(resolve));
    for (const drain of drains) await drain();
    await nextTurn();
  };

  return {
    begin,
    async during(work) {
      const end = begin();
      try {
        return await work();
      } finally {
        end();
      }
    },
    watch(drain) {
      drains.push(drain);
    },
    async idle() {
      let seen = -1;
      while (seen !== begun || running > 0) {
        seen = begun;
        await nothingRuns();
      }
    },
  };
};
