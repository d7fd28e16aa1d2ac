import type * as z from 'zod';
import type { OperationId, Routes } from '../../shared/contracts/api/index.ts';
import type { Route } from '../../shared/contracts/api/route.ts';
import type { Principal } from '../../shared/domain/access/principal.ts';
import type { HtmlPage } from './html-page.ts';

type Output<T, Absent> = T extends z.ZodType ? z.output<T> : Absent;

/** A request that has been authenticated, authorised and validated. */
export interface ApiRequest<R extends Route> {
  readonly principal: Principal;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Output<R['query'], Record<string, never>>;
  readonly body: Output<R['body'], undefined>;
  /** Names the command, so that repeating it changes nothing; null if the caller gave no key. */
  readonly commandKey: string | null;
  /** Whether the answer is to be a page, where the route has one. */
  readonly wantsHtml: boolean;
  /** The version in `If-Match`. */
  readonly expectedVersion: number | undefined;
}

type Pathless<R extends Route> = z.input<R['answer']> | (R extends { html: true } ? HtmlPage : never);

/** A handler for each operation: one that is missing, or answers the wrong shape, does not compile. */
export type Handlers<Id extends OperationId> = {
  readonly [Operation in Id]: (
    request: ApiRequest<Routes[Operation]>,
  ) => Promise<Pathless<Routes[Operation]>>;
};

/** A path parameter; the router has matched it, so it is there. */
export function param(
  { params }: { readonly params: Readonly<Record<string, string>> },
  name: string,
): string {
  return params[name] ?? '';
}
