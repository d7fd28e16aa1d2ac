import type { Json, JsonObject } from './json.ts';

/** A definition that has been read and found good; every template in it may hold expressions. */
export interface Machine extends States {
  readonly timeoutSeconds?: number;
}

/** A set of states with its own beginning: a machine, a branch, or what a Map runs for each item. */
export interface States {
  readonly startAt: string;
  readonly states: Readonly<Record<string, State>>;
}

export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly fullJitter: boolean;
}

export interface Catcher extends Shaping {
  readonly errors: readonly string[];
  readonly next: string;
}

/** What leaves a state: templates for its output and for the variables it assigns. */
export interface Shaping {
  readonly output?: Json;
  readonly assign?: JsonObject;
}

interface Onward extends Shaping {
  /** The next state; none ends the machine or branch. */
  readonly next?: string;
}

interface Guarded extends Onward {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

export interface PassState extends Onward {
  readonly type: 'Pass';
}

export interface ChoiceRule extends Shaping {
  readonly condition: Json;
  readonly next: string;
}

export interface ChoiceState extends Shaping {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly fallback?: string;
}

export interface WaitState extends Onward {
  readonly type: 'Wait';
  readonly seconds?: Json;
  readonly timestamp?: Json;
}

export interface SucceedState {
  readonly type: 'Succeed';
  readonly output?: Json;
}

export interface FailState {
  readonly type: 'Fail';
  readonly error?: Json;
  readonly cause?: Json;
}

/** What a Task calls: a function by its ARN, or an action of a service. */
export interface Integration {
  readonly resource: string;
  readonly service: string;
  readonly action: string;
  /** `direct`: a function's ARN; `optimized`: `states:::lambda:invoke`; `sdk`: `states:::aws-sdk:...`. */
  readonly kind: 'direct' | 'optimized' | 'sdk';
  readonly waitsForToken: boolean;
}

export interface TaskState extends Guarded {
  readonly type: 'Task';
  readonly integration: Integration;
  readonly arguments?: Json;
  readonly timeoutSeconds?: Json;
  readonly heartbeatSeconds?: Json;
}

export interface ParallelState extends Guarded {
  readonly type: 'Parallel';
  readonly branches: readonly States[];
  readonly arguments?: Json;
}

export interface MapState extends Guarded {
  readonly type: 'Map';
  readonly items?: Json;
  readonly itemSelector?: Json;
  readonly maxConcurrency?: Json;
  readonly processor: States;
}

export type State =
  | PassState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | TaskState
  | ParallelState
  | MapState;
