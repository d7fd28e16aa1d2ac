import type { ExecutionStatus, HistoryEvent } from './execution.ts';
import type { Json } from './json.ts';

/** A state machine to be run, as `AWS::StepFunctions::StateMachine` declares it, intrinsics resolved. */
export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  /** The definition: an object, or its JSON text (`DefinitionString`). */
  readonly definition: unknown;
  /** `DefinitionSubstitutions`, for a definition given as text. */
  readonly substitutions?: Readonly<Record<string, Json>>;
}

/** An execution as `DescribeExecution` answers it. Dates are ISO texts in UTC with milliseconds. */
export interface ExecutionDescription {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: string;
  readonly stopDate?: string;
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

export interface Page {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/**
 * The local Step Functions. Fields and error names are AWS's; calls answer once what they changed is on disk.
 * Every method throws `StatesApiError`, whose `name` is the error that AWS would answer with.
 */
export interface StateMachines {
  /** Reads and checks a definition; executions that run already keep theirs. @throws `InvalidDefinition` */
  register(machine: StateMachine): void;
  /**
   * The same name and input again is the same answer while the execution runs.
   *
   * @throws `StateMachineDoesNotExist`, `InvalidName`, `InvalidExecutionInput`, `ExecutionAlreadyExists`
   */
  startExecution(request: {
    readonly stateMachineArn: string;
    readonly name?: string;
    readonly input?: string;
  }): { readonly executionArn: string; readonly startDate: string };
  /** @throws `ExecutionDoesNotExist` */
  describeExecution(request: { readonly executionArn: string }): ExecutionDescription;
  /** Newest first. @throws `StateMachineDoesNotExist` */
  listExecutions(
    request: {
      readonly stateMachineArn: string;
      readonly statusFilter?: ExecutionStatus;
    } & Page,
  ): {
    readonly executions: readonly Omit<ExecutionDescription, 'input' | 'output'>[];
    readonly nextToken?: string;
  };
  /** @throws `ExecutionDoesNotExist` */
  getExecutionHistory(
    request: {
      readonly executionArn: string;
      readonly reverseOrder?: boolean;
    } & Page,
  ): { readonly events: readonly HistoryEvent[]; readonly nextToken?: string };
  /** @throws `ExecutionDoesNotExist` */
  stopExecution(request: {
    readonly executionArn: string;
    readonly error?: string;
    readonly cause?: string;
  }): { readonly stopDate: string };
  /** @throws `InvalidToken`, `TaskTimedOut` (expired, answered or closed), `TaskDoesNotExist`, `InvalidOutput` */
  sendTaskSuccess(request: { readonly taskToken: string; readonly output: string }): void;
  /** @throws `InvalidToken`, `TaskTimedOut`, `TaskDoesNotExist` */
  sendTaskFailure(request: {
    readonly taskToken: string;
    readonly error?: string;
    readonly cause?: string;
  }): void;
  /** @throws `InvalidToken`, `TaskTimedOut`, `TaskDoesNotExist` */
  sendTaskHeartbeat(request: { readonly taskToken: string }): void;
  /** Resolves once no execution is evaluating or calling out: all that is left waits for time or for a token. */
  idle(): Promise<void>;
  /** Executions that have not ended. */
  pending(): number;
  /** Stops at once: nothing is written or called any more. Calls under way are made again at the next start. */
  close(): void;
}
