import type { Json, JsonObject } from './json.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How a call, a wait or a set of branches ended. An empty `error` is a Fail state that named none. */
export type Outcome =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly error: string; readonly cause: string };

/** A task that is under way. Times are absolute, in milliseconds since the epoch. */
export interface Call {
  readonly id: string;
  readonly arguments: Json;
  readonly token?: string;
  /** The request was made, and only the token's answer is awaited. */
  readonly submitted: boolean;
  readonly timeoutAt?: number;
  readonly heartbeatSeconds?: number;
  readonly heartbeatAt?: number;
}

/** Branches of a Parallel, or items of a Map: what each gets, and what each gave so far. */
export interface Fork {
  readonly inputs: readonly Json[];
  /** The items of a Map, for `$states.context.Map.Item.Value`. */
  readonly items?: readonly Json[];
  readonly limit: number;
  readonly started: number;
  readonly done: number;
  readonly results: readonly Json[];
}

/** Where a thread is within its state. This is all that a restarted process needs to go on. */
export type Phase =
  | { readonly at: 'enter'; readonly retrying: boolean }
  | { readonly at: 'sleep'; readonly until: number; readonly wakesTo: 'complete' | 'retry' }
  | { readonly at: 'call'; readonly call: Call }
  | { readonly at: 'fork'; readonly fork: Fork }
  | { readonly at: 'outcome'; readonly outcome: Outcome };

/** One line of control: the machine itself (`0`), or a branch or item within a state of another thread. */
export interface Thread {
  readonly id: string;
  readonly parent?: { readonly id: string; readonly index: number };
  /** The states that hold this thread's own, outermost first. */
  readonly within: readonly { readonly state: string; readonly index: number }[];
  readonly state: string;
  readonly input: Json;
  readonly variables: JsonObject;
  readonly item?: { readonly index: number; readonly value: Json };
  readonly enteredAt: number;
  /** Retries made in this state, by retrier. */
  readonly retries: readonly number[];
  readonly phase: Phase;
  readonly lastEventId: number;
}

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly roleArn: string;
  /** The definition's hash: an execution keeps the one it was started with. */
  readonly definition: string;
  /** The input's text, as given: names are idempotent by it. */
  readonly input: string;
  readonly startedAt: number;
  readonly timeoutAt?: number;
  readonly status: ExecutionStatus;
  readonly stoppedAt?: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly lastEventId: number;
  readonly threads: Readonly<Record<string, Thread>>;
}

/** An entry of `GetExecutionHistory`; details lie under AWS's own field for the type. */
export interface HistoryEvent {
  readonly timestamp: string;
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
  readonly [details: string]: unknown;
}

/** An event before it has its number. */
export interface NewEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const ROOT = '0';
