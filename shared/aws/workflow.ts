import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

export interface Workflow {
  /**
   * Starts a run under its own name. Step Functions keeps a name for 90 days after the run: the same name
   * again is the same run, whether it still goes on or has ended (API StartExecution).
   */
  readonly start: (name: string, input: unknown) => Promise<'started' | 'started-before'>;
}

export interface TaskAnswers {
  /** Lets a waiting run go on; what is too late, or was said before, has been decided already. */
  readonly succeed: (token: string, output: unknown) => Promise<'succeeded' | 'decided-before'>;
}

export function workflow(stateMachineArn: string, client = new SFNClient({})): Workflow {
  return {
    start: async (name, input) => {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
        return 'started';
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return 'started-before';
        throw error;
      }
    },
  };
}

/** Token expired or its run closed; a token of nobody; worded for activities, raised for both (API SendTaskSuccess). */
const decided = [TaskTimedOut, InvalidToken, TaskDoesNotExist];

export function taskAnswers(client = new SFNClient({})): TaskAnswers {
  return {
    succeed: async (taskToken, output) => {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
        return 'succeeded';
      } catch (error) {
        if (decided.some((known) => error instanceof known)) return 'decided-before';
        throw error;
      }
    },
  };
}

/** A run that waits on a case, and for what. */
export interface WaitingTask {
  readonly token: string;
  readonly execution: string;
  /** The stages in which there is nothing to do but wait. */
  readonly stages: readonly string[];
  /** When it wakes by itself. */
  readonly until: string;
  /** When its state was entered: a later one takes its place, never an earlier one. */
  readonly enteredAt: string;
}

export interface WaitingTasks {
  readonly read: (caseId: string) => Promise<WaitingTask | null>;
}

/**
 * The token that the workflow waits on, beside the case. The waiting state writes it by itself
 * (infra/workflows/critical-issue.ts).
 */
export function waitingTasks({ client, name: TableName }: Table): WaitingTasks {
  return {
    read: async (caseId) => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keys.task(caseId), ConsistentRead: true }),
      );
      return (Item as WaitingTask | undefined) ?? null;
    },
  };
}
