import type { MapState } from '../definition.ts';
import { queryError } from '../errors.ts';
import { type Json, withinLimit } from '../json.ts';
import type { Entered, Visit } from './visit.ts';

/** An inline Map runs at most this many items at once (developer guide, "Inline mode"). */
const MAX_INLINE = 40;

/** Starts the processor for each item; 0 means no limit of its own. */
export const enterMap = async (state: MapState, visit: Visit): Promise<Entered> => {
  const items = state.items === undefined ? visit.thread.input : await visit.evaluate(state.items);
  if (!Array.isArray(items)) throw queryError('The Items of a Map must be an array.');
  const limit = await visit.evaluate(state.maxConcurrency ?? 0);
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0)
    throw queryError('The MaxConcurrency of a Map must be a whole number from 0 on.');
  const select = (value: Json, index: number): Promise<Json> | Json =>
    state.itemSelector === undefined ? value : visit.evaluate(state.itemSelector, { item: { index, value } });
  const inputs = await Promise.all((items as Json[]).map(select));
  for (const input of inputs) withinLimit(input, 'The input of an item');
  return {
    to: 'fork',
    fork: {
      inputs,
      items: items as Json[],
      limit: limit === 0 ? MAX_INLINE : Math.min(limit, MAX_INLINE),
      started: 0,
      done: 0,
      results: inputs.map(() => null),
    },
  };
};
