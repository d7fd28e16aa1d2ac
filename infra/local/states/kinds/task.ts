import type { TaskState } from '../definition.ts';
import { queryError } from '../errors.ts';
import { type Json, withinLimit } from '../json.ts';
import type { Entered, Visit } from './visit.ts';

const MAX_SECONDS = 99_999_999;

/**
 * Prepares a call: its arguments, its token and its absolute deadlines. A deadline that is already past, or a
 * fraction of a second, is an error of the query on AWS, never a time-out.
 */
export const enterTask = async (state: TaskState, visit: Visit): Promise<Entered> => {
  const token = state.integration.waitsForToken ? visit.newToken() : undefined;
  const seen = token === undefined ? {} : { token };
  const seconds = async (template: Json | undefined, field: string): Promise<number | undefined> => {
    if (template === undefined) return undefined;
    const value = await visit.evaluate(template, seen);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MAX_SECONDS)
      throw queryError(`${field} must be a whole number greater than 0, not ${JSON.stringify(value)}.`);
    return value;
  };
  const timeout = await seconds(state.timeoutSeconds, 'TimeoutSeconds');
  const heartbeat = await seconds(state.heartbeatSeconds, 'HeartbeatSeconds');
  if (timeout !== undefined && heartbeat !== undefined && heartbeat >= timeout)
    throw queryError('HeartbeatSeconds must be smaller than TimeoutSeconds.');
  const given =
    state.arguments === undefined ? visit.thread.input : await visit.evaluate(state.arguments, seen);
  return {
    to: 'call',
    call: {
      arguments: withinLimit(given, 'The arguments of the task'),
      submitted: false,
      ...(token === undefined ? {} : { token }),
      ...(timeout === undefined ? {} : { timeoutAt: visit.now + timeout * 1000 }),
      ...(heartbeat === undefined
        ? {}
        : { heartbeatSeconds: heartbeat, heartbeatAt: visit.now + heartbeat * 1000 }),
    },
  };
};
