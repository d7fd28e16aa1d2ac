/** What a Step Functions API call answers when it fails; `name` is AWS's error name, such as `TaskTimedOut`. */
export class StatesApiError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Why a state failed: the error name that Retry and Catch look at, and the cause. */
export class StateError extends Error {
  readonly error: string;

  constructor(error: string, cause: string) {
    super(cause);
    this.name = 'StateError';
    this.error = error.slice(0, 256);
    this.message = cause.slice(0, 32_768);
  }
}

export const queryError = (cause: string): StateError => new StateError('States.QueryEvaluationError', cause);

export const runtimeError = (cause: string): StateError => new StateError('States.Runtime', cause);

/** @throws StatesApiError `InvalidDefinition`, naming the place in the definition. */
export const badDefinition = (path: string, problem: string): never => {
  throw new StatesApiError('InvalidDefinition', `Invalid State Machine Definition: ${path} ${problem}`);
};
