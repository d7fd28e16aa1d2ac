import type { FailState } from '../definition.ts';
import { queryError, StateError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Entered, Visit } from './visit.ts';

/** @throws StateError the failure that the state declares. */
export const enterFail = async (state: FailState, visit: Visit): Promise<Entered> => {
  const said = async (template: Json | undefined, field: string): Promise<string> => {
    const value = template === undefined ? '' : await visit.evaluate(template);
    if (typeof value !== 'string') throw queryError(`The ${field} of a Fail state must be a string.`);
    return value;
  };
  throw new StateError(await said(state.error, 'Error'), await said(state.cause, 'Cause'));
};
