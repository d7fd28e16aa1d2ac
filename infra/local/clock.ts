/** A timer that has not fired yet. */
export interface Timer {
  cancel(): void;
}

/** The local cloud's one clock, in milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Calls `fn` once, when the clock reaches `atMs` (soon, if it already has). */
  setTimer(atMs: number, fn: () => Promise<void> | void): Timer;
  /** Resolves when the clock reaches `atMs`. */
  sleepUntil(atMs: number): Promise<void>;
  /**
   * Moves the clock forward. Every timer due on the way fires at its own time, in order, and the work it
   * caused is done before the next one fires; the promise resolves once all of it is done.
   */
  advance(ms: number): Promise<void>;
}

export interface LocalClock extends Clock {
  /** What any thread reads the time from ({@link timeOf}). */
  readonly shared: Float64Array;
  /** Registers what `advance` waits for between timers: all work that is due now. */
  settleWith(settle: () => Promise<void>): void;
  stop(): void;
}

export interface ClockOptions {
  /** Clock seconds per second; 0 moves by `advance` only. @default 1 */
  readonly speed?: number;
  /** Where the clock begins, in milliseconds since the epoch. @default now */
  readonly start?: number;
  /** Hears of a failing timer; the clock goes on. */
  readonly onError?: (error: unknown) => void;
}

interface Waiting extends Timer {
  readonly at: number;
  readonly order: number;
  readonly fn: () => Promise<void> | void;
}

/**
 * The time of a clock that is shared as `[speed, origin, hand]`, at a real time: where the hand holds it, else real time
 * at its speed. A speed of 0 stands still.
 */
export const timeOf = ([speed = 1, origin = 0, hand = Number.NaN]: Float64Array, real: number): number =>
  Math.floor(Number.isNaN(hand) ? real * speed + origin : hand);

/** The longest delay that `setTimeout` takes; a later timer is looked at again then. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Makes the clock that everything in one local cloud obeys. */
export const createClock = (options: ClockOptions = {}): LocalClock => {
  const { speed = 1, start = Date.now(), onError = () => {} } = options;
  const shared = new Float64Array(new SharedArrayBuffer(24));
  shared.set([speed, start - Date.now() * speed, Number.NaN]);
  const waiting = new Set<Waiting>();
  let settle = async (): Promise<void> => {};
  let alarm: NodeJS.Timeout | undefined;
  let advancing = Promise.resolve();
  let held = 0;
  let order = 0;
  let stopped = false;

  const now = (): number => timeOf(shared, Date.now());

  const jumpTo = (at: number): void => {
    if (at > now()) shared[2] = at;
  };

  /** The hand alone moves the time until it lets go: what is due on the way takes none, however long it works. */
  const hold = (): void => {
    shared[2] = now();
  };
  const letGo = (): void => {
    shared[1] = now() - Date.now() * speed;
    shared[2] = Number.NaN;
  };

  const earliest = (): Waiting | undefined => {
    let first: Waiting | undefined;
    for (const one of waiting)
      if (!first || one.at < first.at || (one.at === first.at && one.order < first.order)) first = one;
    return first;
  };

  const fire = async (timer: Waiting): Promise<void> => {
    waiting.delete(timer);
    try {
      await timer.fn();
    } catch (error) {
      onError(error);
    }
  };

  const fireDue = (): void => {
    for (let next = earliest(); next && next.at <= now(); next = earliest()) void fire(next);
    arm();
  };

  /** While the clock is moved by hand, `advance` alone fires timers, so that their order is kept. */
  const arm = (): void => {
    clearTimeout(alarm);
    const next = earliest();
    if (!next || stopped || held > 0) return;
    const due = next.at <= now();
    if (!due && speed === 0) return;
    const delay = due ? 0 : Math.ceil((next.at - now()) / speed);
    alarm = setTimeout(fireDue, Math.min(delay, MAX_DELAY_MS));
  };

  const setTimer = (at: number, fn: Waiting['fn']): Timer => {
    const timer: Waiting = {
      at,
      fn,
      order: order++,
      cancel() {
        waiting.delete(timer);
      },
    };
    waiting.add(timer);
    if (earliest() === timer) arm();
    return timer;
  };

  const moveTo = async (target: number): Promise<void> => {
    hold();
    await settle();
    for (let next = earliest(); next && next.at <= target && !stopped; next = earliest()) {
      jumpTo(next.at);
      await fire(next);
      await settle();
    }
    jumpTo(target);
  };

  return {
    shared,
    now,
    setTimer,
    sleepUntil: (at) => new Promise((resolve) => setTimer(at, resolve)),
    advance(ms) {
      if (!(ms >= 0)) return Promise.reject(new RangeError(`The clock moves forward only, not by ${ms} ms.`));
      held += 1;
      clearTimeout(alarm);
      advancing = advancing
        .then(() => moveTo(now() + ms))
        .finally(() => {
          held -= 1;
          if (held === 0) letGo();
          arm();
        });
      return advancing;
    },
    settleWith(wait) {
      settle = wait;
    },
    stop() {
      stopped = true;
      clearTimeout(alarm);
      waiting.clear();
    },
  };
};
