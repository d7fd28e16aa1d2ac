/** A timer that has not fired yet. */
export interface Timer {
  cancel(): void;
}

/** The local cloud's one clock, in milliseconds since the epoch; it may run fast or be moved by hand. */
export interface Clock {
  now(): number;
  /** Calls `fn` once, when the clock reaches `atMs` (soon, if it already has). */
  setTimer(atMs: number, fn: () => void): Timer;
}

/** Durable keys and JSON values; a write is on disk when it returns. */
export interface Store {
  get(key: string): unknown;
  put(key: string, value: unknown): void;
  delete(key: string): void;
  /** Entries whose key starts with `prefix`, by key. */
  list(prefix: string): Iterable<readonly [string, unknown]>;
  /** Makes the writes of `work` all or nothing. */
  transaction<T>(work: () => T): T;
}
