/**
 * One file sync for all who wait at the same time: whoever asks while one runs is served by the next, because the
 * running one may have begun before their write.
 */
export const createGroupSync = (sync: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const run = (): Promise<void> => {
    next = undefined;
    running = sync().finally(() => {
      running = undefined;
    });
    return running;
  };

  return () => {
    if (!running) return run();
    next ??= running.then(run, run);
    return next;
  };
};
