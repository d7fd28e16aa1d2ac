import type * as z from 'zod';
import type { OperationId, Routes } from '../../../shared/contracts/api/index.ts';

export type { OperationId };

type BodyOf<Id extends OperationId> = Routes[Id] extends { body: infer B extends z.ZodType }
  ? z.input<B>
  : never;
type QueryInput<Id extends OperationId> = Routes[Id] extends { query: infer Q extends z.ZodType }
  ? z.input<Q>
  : never;
/** A coerced number has `unknown` as its input; on the wire it is a number or its digits. */
type QueryOf<Id extends OperationId> = {
  [K in keyof QueryInput<Id>]?: unknown extends QueryInput<Id>[K]
    ? number | string
    : QueryInput<Id>[K] | undefined;
};
type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

export type Answer<Id extends OperationId> = z.output<Routes[Id]['answer']>;
export type Body<Id extends OperationId> = BodyOf<Id>;
export type Query<Id extends OperationId> = QueryOf<Id>;

type Part<Name extends string, T> = [T] extends [never] ? unknown : { readonly [K in Name]: T };
type PathOf<Id extends OperationId> = Names<Routes[Id]['path']>;

/** What a call of an operation takes; a missing path name or a wrong body does not compile. */
export type CallOptions<Id extends OperationId> = Part<
  'path',
  [PathOf<Id>] extends [never] ? never : Readonly<Record<PathOf<Id>, string | number>>
> &
  Part<'body', BodyOf<Id>> & {
    readonly query?: Query<Id>;
    /** The version that was read: refuses to overwrite what somebody else changed meanwhile. */
    readonly version?: number;
    /** Names the command, so that sending it twice does it once. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };

/** An operation's method and address, with its parameters filled in. */
export function addressOf(
  id: OperationId,
  { path = {}, query = {} }: { path?: Record<string, string | number>; query?: Record<string, unknown> },
): { readonly method: string; readonly address: string; readonly open: boolean } {
  const operation = __OPERATIONS__[id];
  if (operation === undefined) throw new Error(`No operation ${id} in the contract.`);
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const { method, open } = operation;
  return { method, open, address: `/v1${filled}${search.size > 0 ? `?${search}` : ''}` };
}
