import type { Machine, State, States } from './definition.ts';
import { runtimeError } from './errors.ts';
import type { Execution, Thread } from './execution.ts';
import { evaluate } from './expressions.ts';
import { type Json, type JsonObject, parseJson } from './json.ts';
import type { Seen, Visit } from './kinds/visit.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** The states among which a thread moves. */
export const statesOf = (machine: Machine, { within }: Pick<Thread, 'within'>): States =>
  within.reduce<States>((outer, { state, index }) => {
    const holder = outer.states[state];
    const inner =
      holder?.type === 'Parallel'
        ? holder.branches[index]
        : holder?.type === 'Map'
          ? holder.processor
          : undefined;
    if (!inner) throw runtimeError(`${state} holds no states.`);
    return inner;
  }, machine);

export const stateOf = (machine: Machine, thread: Thread): State => {
  const state = statesOf(machine, thread).states[thread.state];
  if (!state) throw runtimeError(`There is no state ${thread.state}.`);
  return state;
};

/** Variables that a thread sees: its own, and those of the threads around it. */
const variablesOf = (threads: Execution['threads'], { parent, variables }: Thread): JsonObject => {
  const outer = parent && threads[parent.id];
  return outer ? { ...variablesOf(threads, outer), ...variables } : variables;
};

/** `$states.context` (developer guide, "Accessing execution data from the Context object"). */
const contextOf = (execution: Execution, thread: Thread, seen: Seen): object => {
  const item = seen.item ?? thread.item;
  const input = parseJson(execution.input, () => runtimeError('The input is not JSON.'));
  return {
    Execution: {
      Id: execution.arn,
      Name: execution.name,
      Input: input,
      RoleArn: execution.roleArn,
      StartTime: iso(execution.startedAt),
      RedriveCount: 0,
    },
    StateMachine: { Id: execution.machineArn, Name: execution.machineArn.split(':').at(-1) },
    State: {
      Name: thread.state,
      EnteredTime: iso(thread.enteredAt),
      RetryCount: thread.retries.reduce((sum, made) => sum + made, 0),
    },
    ...(seen.token === undefined ? {} : { Task: { Token: seen.token } }),
    ...(item === undefined ? {} : { Map: { Item: { Index: item.index, Value: item.value } } }),
  };
};

/** A state being run: what its expressions see is fixed when the visit begins. */
export const visitOf = (options: {
  execution: Execution;
  thread: Thread;
  now: number;
  newToken: () => string;
}): Visit => {
  const { execution, thread, now, newToken } = options;
  const variables = variablesOf(execution.threads, thread);
  return {
    thread,
    now,
    newToken,
    evaluate(template: Json, seen: Seen = {}) {
      const { result, errorOutput } = seen;
      const states = {
        input: thread.input,
        context: contextOf(execution, thread, seen),
        ...(result === undefined ? {} : { result }),
        ...(errorOutput === undefined ? {} : { errorOutput }),
      };
      return evaluate(template, { states, variables, now });
    },
  };
};
