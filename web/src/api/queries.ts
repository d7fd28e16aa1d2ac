import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Call } from './client.ts';
import type { Answer, CallOptions, OperationId, Query } from './operations.ts';

/** How often an open page asks again, in milliseconds; docs/adr/0010-dashboard-updates.md has the measurements. */
export const pace = { critical: 2_000, case: 5_000, list: 10_000, slow: 60_000 } as const;

/** A read of the API, cached by its address. */
export function read<const Id extends OperationId>(
  call: Call,
  id: Id,
  { every, ...options }: CallOptions<Id> & { readonly every?: number },
) {
  return queryOptions({
    queryKey: [id, options],
    queryFn: ({ signal }): Promise<Answer<Id>> =>
      call(id, { ...options, signal } as unknown as CallOptions<Id>),
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
}

/** A case's timeline, whole: its pages one after the other. */
export function readWholeTimeline(call: Call, caseId: string, every: number) {
  return queryOptions({
    queryKey: ['readTimeline', { path: { caseId } }],
    queryFn: async ({ signal }) => {
      const items: Answer<'readTimeline'>['items'] = [];
      let cursor: string | null = null;
      do {
        const query: Query<'readTimeline'> = cursor === null ? {} : { cursor };
        const page: Answer<'readTimeline'> = await call('readTimeline', { path: { caseId }, query, signal });
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return items;
    },
    refetchInterval: every,
  });
}

/** The list of cases under a filter, page by page. */
export function readCases(call: Call, query: Query<'listCases'>) {
  return infiniteQueryOptions({
    queryKey: ['listCases', query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('listCases', { query: { ...query, limit: 100, cursor: pageParam || undefined }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: pace.list,
  });
}

/** What changes when something happens to a case. */
export const ofCase = (caseId: string) => [
  ['readCase', { path: { caseId } }],
  ['readTimeline', { path: { caseId } }],
  ['listCases'],
];
