import type * as z from 'zod';
import type { OperationId, Routes } from '../../../shared/contracts/api/index.ts';
import type { Refusal } from './server.ts';

export interface FixtureRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  readonly params?: Readonly<Record<string, string>>;
}

type Answer<Id extends OperationId> = z.input<Routes[Id]['answer']> | Refusal;

/** What the API says in a test; an operation without an answer is not found. */
export type Answers = {
  readonly [Id in OperationId]?: (request: FixtureRequest) => Answer<Id> | Promise<Answer<Id>>;
};
