import type { PassState } from '../definition.ts';
import { type Entered, leave, type Visit } from './visit.ts';

export const enterPass = async (state: PassState, visit: Visit): Promise<Entered> => ({
  to: 'leave',
  exit: await leave(state, visit, { otherwise: visit.thread.input, next: state.next }),
});
