/**
 * Who waits for an environment and cannot wait long: requests, workflows, events of the moment. While anybody does, the
 * processors are all taken, and what a queue holds back costs nothing but time.
 */
export interface Crowd {
  /** Somebody begins to wait; call the answer once, when that is over. */
  join(): () => void;
  waits(): boolean;
  /** Resolves once nobody waits, at the latest after so many milliseconds of real time. */
  passed(latestMs: number): Promise<void>;
}

export const createCrowd = (): Crowd => {
  const onlookers = new Set<() => void>();
  let waiting = 0;

  const leave = (): void => {
    waiting -= 1;
    if (waiting === 0) for (const go of onlookers) go();
  };

  return {
    join() {
      waiting += 1;
      return leave;
    },
    waits: () => waiting > 0,
    passed: (latestMs) =>
      new Promise((resolve) => {
        const go = (): void => {
          clearTimeout(timer);
          onlookers.delete(go);
          resolve();
        };
        const timer = setTimeout(go, waiting > 0 ? latestMs : 0);
        onlookers.add(go);
      }),
  };
};
