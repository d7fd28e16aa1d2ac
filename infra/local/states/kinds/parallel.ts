import type { ParallelState } from '../definition.ts';
import { withinLimit } from '../json.ts';
import type { Entered, Visit } from './visit.ts';

/** Starts every branch on the same input. */
export const enterParallel = async (state: ParallelState, visit: Visit): Promise<Entered> => {
  const given = state.arguments === undefined ? visit.thread.input : await visit.evaluate(state.arguments);
  const input = withinLimit(given, 'The input of the branches');
  return {
    to: 'fork',
    fork: {
      inputs: state.branches.map(() => input),
      limit: state.branches.length,
      started: 0,
      done: 0,
      results: state.branches.map(() => null),
    },
  };
};
