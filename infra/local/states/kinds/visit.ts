import type { Shaping } from '../definition.ts';
import { StateError } from '../errors.ts';
import type { Call, Fork, Thread } from '../execution.ts';
import { type Json, type JsonObject, jsonBytes, withinLimit } from '../json.ts';

/** All variables of an execution together (developer guide, "Passing data with variables"): 10 MiB. */
const MAX_VARIABLES_BYTES = 10 * 1024 * 1024;

/** What expressions see beside the input and the context, by the field they stand in. */
export interface Seen {
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly token?: string;
  readonly item?: { readonly index: number; readonly value: Json };
}

/** A state being run by a thread. Expressions see the variables as they were when the state was entered. */
export interface Visit {
  readonly thread: Thread;
  /** Milliseconds since the epoch. */
  readonly now: number;
  evaluate(template: Json, seen?: Seen): Promise<Json>;
  newToken(): string;
}

/** What a state gives when it is left; without `next` it ends its machine or branch. */
export interface Exit {
  readonly output: Json;
  readonly assign: JsonObject;
  readonly next?: string;
}

/** What entering a state leads to. */
export type Entered =
  | { readonly to: 'leave'; readonly exit: Exit }
  | { readonly to: 'sleep'; readonly until: number }
  | { readonly to: 'call'; readonly call: Omit<Call, 'id'> }
  | { readonly to: 'fork'; readonly fork: Fork };

interface Leaving {
  /** The output when the state shapes none: its input, or its result. */
  readonly otherwise: Json;
  readonly next: string | undefined;
  readonly seen?: Seen;
}

const checkVariables = (visit: Visit, assign: JsonObject): void => {
  const entries = Object.entries(assign);
  for (const [name, value] of entries) withinLimit(value, `The variable ${name}`);
  if (entries.length > 0 && jsonBytes({ ...visit.thread.variables, ...assign }) > MAX_VARIABLES_BYTES)
    throw new StateError(
      'States.DataLimitExceeded',
      `The variables are larger than ${MAX_VARIABLES_BYTES} bytes.`,
    );
};

/** Evaluates `Output` and `Assign`, both on the values at entry. */
export const leave = async (shaping: Shaping, visit: Visit, leaving: Leaving): Promise<Exit> => {
  const { otherwise, next, seen } = leaving;
  const output = shaping.output === undefined ? otherwise : await visit.evaluate(shaping.output, seen);
  const assign = await visit.evaluate(shaping.assign ?? {}, seen);
  withinLimit(output, 'The output of the state');
  checkVariables(visit, assign as JsonObject);
  return { output, assign: assign as JsonObject, ...(next === undefined ? {} : { next }) };
};
