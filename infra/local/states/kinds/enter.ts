import type { State } from '../definition.ts';
import { enterChoice } from './choice.ts';
import { enterFail } from './fail.ts';
import { enterMap } from './map.ts';
import { enterParallel } from './parallel.ts';
import { enterPass } from './pass.ts';
import { enterSucceed } from './succeed.ts';
import { enterTask } from './task.ts';
import type { Entered, Visit } from './visit.ts';
import { enterWait } from './wait.ts';

/** Runs a state up to where it must wait for something, or through. @throws StateError */
export const enter = (state: State, visit: Visit): Promise<Entered> => {
  switch (state.type) {
    case 'Pass':
      return enterPass(state, visit);
    case 'Choice':
      return enterChoice(state, visit);
    case 'Wait':
      return enterWait(state, visit);
    case 'Succeed':
      return enterSucceed(state, visit);
    case 'Fail':
      return enterFail(state, visit);
    case 'Task':
      return enterTask(state, visit);
    case 'Parallel':
      return enterParallel(state, visit);
    case 'Map':
      return enterMap(state, visit);
  }
};
