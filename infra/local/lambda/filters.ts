import { parsePattern } from '../eventbridge/index.ts';

/** The fields of a record that a pattern asks about: records are large, patterns are not. */
const asked = (pattern: unknown, record: unknown): unknown => {
  if (!isPlain(pattern) || !isPlain(record) || '$or' in pattern) return record;
  return Object.fromEntries(
    Object.keys(pattern)
      .filter((name) => name in record)
      .map((name) => [name, asked(pattern[name], record[name])]),
  );
};

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `FilterCriteria` of an event source mapping: a record passes if any filter lets it. */
export const createFilter = (criteria: unknown): ((record: object) => boolean) => {
  const { Filters = [] } = (criteria ?? {}) as { Filters?: { Pattern: string }[] };
  const patterns = Filters.map(({ Pattern }) => {
    const source: unknown = JSON.parse(Pattern);
    const parsed = parsePattern(source);
    return (record: object) => parsed.matches(asked(source, record));
  });
  return (record) => patterns.length === 0 || patterns.some((passes) => passes(record));
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
