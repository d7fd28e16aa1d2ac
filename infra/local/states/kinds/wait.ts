import type { WaitState } from '../definition.ts';
import { queryError } from '../errors.ts';
import type { Entered, Visit } from './visit.ts';

const MAX_SECONDS = 99_999_999;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Sleeps for whole seconds from 0 on, or until an absolute time; a time already past does not wait. */
export const enterWait = async (state: WaitState, visit: Visit): Promise<Entered> => {
  if (state.timestamp !== undefined) {
    const timestamp = await visit.evaluate(state.timestamp);
    if (typeof timestamp !== 'string' || !RFC3339.test(timestamp) || Number.isNaN(Date.parse(timestamp)))
      throw queryError(`The Timestamp of a Wait must be an RFC 3339 time, not ${JSON.stringify(timestamp)}.`);
    return { to: 'sleep', until: Date.parse(timestamp) };
  }
  const seconds = await visit.evaluate(state.seconds ?? 0);
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0 || seconds > MAX_SECONDS)
    throw queryError(
      `The Seconds of a Wait must be a whole number from 0 to ${MAX_SECONDS}, not ${JSON.stringify(seconds)}.`,
    );
  return { to: 'sleep', until: visit.now + seconds * 1000 };
};
