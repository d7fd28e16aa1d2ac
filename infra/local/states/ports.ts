import type { Clock } from '../clock.ts';
import type { Store } from '../store.ts';
import type { Json } from './json.ts';

/** On whose behalf a task calls out. */
export interface CallContext {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  /** The state machine's role: what it may not do fails as on AWS. */
  readonly roleArn: string;
}

/** An action of a service, as a task names it: `dynamodb`, `updateItem`. */
export interface ServiceCall extends CallContext {
  readonly service: string;
  readonly action: string;
  readonly arguments: Json;
}

/** A state entered, or entered again by a retry: what AWS bills standard workflows by. */
export interface Transition {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly state: string;
}

export interface StatesPorts {
  readonly clock: Pick<Clock, 'now' | 'setTimer'>;
  readonly store: Store;
  /**
   * Invokes a function and gives its answer. When the function failed, throw `FunctionError` or any error whose
   * `name` is the function's error type.
   */
  invokeLambda(functionArn: string, payload: Json, context: CallContext): Promise<unknown>;
  /** Calls a service as the state machine's role; rejections carry the service's error name. */
  callService(call: ServiceCall): Promise<unknown>;
  transitionsMeter?(transition: Transition): void;
  /** For the jitter of retries, from 0 to 1. @default Math.random */
  readonly random?: () => number;
  /** @default 25,000, as on AWS */
  readonly maxHistoryEvents?: number;
}

/** A function that ran and failed: its error's type, and the JSON that Lambda answered with. */
export class FunctionError extends Error {
  readonly payload: string;

  constructor(errorType: string, payload: string) {
    super(payload);
    this.name = errorType;
    this.payload = payload;
  }
}
