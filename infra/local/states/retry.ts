import type { Catcher, Retrier } from './definition.ts';
import type { StateError } from './errors.ts';

/** Errors that end an execution whatever it catches by wildcard. */
const TERMINAL = new Set(['States.DataLimitExceeded', 'States.Runtime']);
const TIMEOUTS = new Set(['States.Timeout', 'States.HeartbeatTimeout']);

/**
 * Whether a list of error names covers an error. `States.ALL` leaves out data limits and runtime errors,
 * `States.TaskFailed` time-outs as well; a missed heartbeat is a `States.Timeout` too.
 *
 * Source: developer guide, "Handling errors in Step Functions workflows".
 */
export const coversError = (names: readonly string[], error: string): boolean =>
  names.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return !TERMINAL.has(error);
    if (name === 'States.TaskFailed') return !TERMINAL.has(error) && !TIMEOUTS.has(error);
    return name === 'States.Timeout' && error === 'States.HeartbeatTimeout';
  });

/** Milliseconds before retry number `made + 1`: exponential, capped, and drawn from 0 up with full jitter. */
export const retryDelayMs = (retrier: Retrier, made: number, random: () => number): number => {
  const seconds = Math.min(retrier.intervalSeconds * retrier.backoffRate ** made, retrier.maxDelaySeconds);
  return Math.round(seconds * 1000 * (retrier.fullJitter ? random() : 1));
};

/** The retrier that takes an error, if it has retries left; the first that covers it decides alone. */
export const retryFor = (
  retriers: readonly Retrier[],
  made: readonly number[],
  failure: StateError,
): { index: number; retrier: Retrier } | undefined => {
  const index = retriers.findIndex((retrier) => coversError(retrier.errors, failure.error));
  const retrier = retriers[index];
  return retrier && (made[index] ?? 0) < retrier.maxAttempts ? { index, retrier } : undefined;
};

export const catchFor = (catchers: readonly Catcher[], failure: StateError): Catcher | undefined =>
  catchers.find((catcher) => coversError(catcher.errors, failure.error));
