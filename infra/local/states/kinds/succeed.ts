import type { SucceedState } from '../definition.ts';
import { type Entered, leave, type Visit } from './visit.ts';

export const enterSucceed = async (state: SucceedState, visit: Visit): Promise<Entered> => ({
  to: 'leave',
  exit: await leave(state, visit, { otherwise: visit.thread.input, next: undefined }),
});
