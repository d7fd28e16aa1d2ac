import type { Query } from '../api/operations.ts';

type Filters = Pick<
  Query<'listCases'>,
  'view' | 'q' | 'severity' | 'category' | 'status' | 'owner' | 'account'
>;
export type QueueSearch = { -readonly [K in keyof Filters]?: NonNullable<Filters[K]> };
export interface CaseListSearch {
  readonly closed?: boolean;
  readonly q?: string;
}

/** Filters that are texts, from an address: whoever opens it sees what its sender saw. */
export const textSearch =
  <const Key extends string>(...keys: readonly Key[]) =>
  (search: Record<string, unknown>): { readonly [K in Key]?: string } => {
    const known = keys.flatMap((key) => {
      const value = search[key];
      return value === undefined || value === '' ? [] : [[key, String(value)] as const];
    });
    return Object.fromEntries(known) as { readonly [K in Key]?: string };
  };

const queueKeys = ['view', 'q', 'severity', 'category', 'status', 'owner', 'account'] as const;

/** The queue's filters from its address; the API refuses a value that it does not know. */
export const queueSearch = (search: Record<string, unknown>): QueueSearch =>
  textSearch(...queueKeys)(search) as QueueSearch;

export function caseListSearch(search: Record<string, unknown>): CaseListSearch {
  return {
    ...(search.closed === true ? { closed: true } : {}),
    ...(search.q === undefined || search.q === '' ? {} : { q: String(search.q) }),
  };
}
