import { type Pattern, parsePattern } from '../eventbridge/index.ts';

/** `FilterCriteria` of an event source mapping: a record passes if any filter lets it. */
export const createFilter = (criteria: unknown): ((record: object) => boolean) => {
  const { Filters = [] } = (criteria ?? {}) as { Filters?: { Pattern: string }[] };
  const patterns: Pattern[] = Filters.map(({ Pattern }) => parsePattern(JSON.parse(Pattern)));
  return (record) => patterns.length === 0 || patterns.some((pattern) => pattern.matches(record));
};

interface BatchAnswer {
  readonly batchItemFailures?: readonly { readonly itemIdentifier?: unknown }[] | null;
}

/**
 * Which items of a batch failed. Empty or null means none; an identifier that names no item, and an answer
 * that is none, mean all (Lambda developer guide, "Partial batch responses").
 */
export const failedItems = (payload: string, identifiers: readonly string[]): ReadonlySet<string> => {
  const answer = JSON.parse(payload) as BatchAnswer | null;
  const failures = answer?.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return new Set(identifiers);
  const failed = failures.map((one) => one?.itemIdentifier);
  return failed.every((one) => typeof one === 'string' && identifiers.includes(one))
    ? new Set(failed as string[])
    : new Set(identifiers);
};
