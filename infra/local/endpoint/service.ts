import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError } from '../aws.ts';
import type { Role } from '../iam/iam.ts';
import type { Access } from '../iam/policy.ts';

/** A request to the endpoint, its body whole. */
export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One API call by a known caller. */
export interface Call<Input = Record<string, unknown>> {
  readonly operation: string;
  readonly input: Input;
  readonly caller: Role;
  readonly request: ApiRequest;
}

/** An answer that is already in its wire form. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | NodeJS.ReadableStream;
}

export const isWireAnswer = (answer: unknown): answer is WireAnswer =>
  typeof answer === 'object' &&
  answer !== null &&
  'status' in answer &&
  'headers' in answer &&
  'body' in answer;

/** How requests and answers of a service look on the wire. */
export interface Protocol {
  /** @throws AwsError for a request that the protocol cannot read. */
  parse(request: ApiRequest): { readonly operation: string; readonly input: unknown };
  answer(operation: string, result: unknown, requestId: string): WireAnswer;
  error(error: AwsError, requestId: string): WireAnswer;
}

/** An AWS service as the endpoint serves it. */
export interface Service<Input = never> {
  readonly protocol: Protocol;
  /**
   * What a call needs to be allowed. An operation that is not listed here does not exist locally.
   *
   * @throws AwsError `UnknownOperationException`
   */
  accesses(call: Call<Input>): readonly Access[];
  handle(call: Call<Input>): unknown;
}

/** Operations of a service, each with what it needs and what it does. */
export type Operations<Input> = Readonly<
  Record<
    string,
    {
      readonly needs: (input: Input, call: Call<Input>) => readonly Access[];
      readonly run: (input: Input, call: Call<Input>) => unknown;
    }
  >
>;
