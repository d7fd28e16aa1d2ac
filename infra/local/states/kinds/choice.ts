import type { ChoiceState } from '../definition.ts';
import { queryError, StateError } from '../errors.ts';
import { type Entered, leave, type Visit } from './visit.ts';

/** The first rule whose condition holds shapes and decides; without one, the state's own fields and its default. */
export const enterChoice = async (state: ChoiceState, visit: Visit): Promise<Entered> => {
  const otherwise = visit.thread.input;
  for (const rule of state.rules) {
    const holds = await visit.evaluate(rule.condition);
    if (typeof holds !== 'boolean')
      throw queryError(`The condition ${String(rule.condition)} must give true or false.`);
    if (holds) return { to: 'leave', exit: await leave(rule, visit, { otherwise, next: rule.next }) };
  }
  if (state.fallback === undefined)
    throw new StateError(
      'States.NoChoiceMatched',
      `No rule of ${visit.thread.state} matched and it has no Default.`,
    );
  return { to: 'leave', exit: await leave(state, visit, { otherwise, next: state.fallback }) };
};
