import { wordsOf } from '../domain/case/search.ts';

/** A page of a list that is short enough to be read whole; the cursor is the last id shown. */
export function pageOf<T>(
  all: readonly T[],
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  idOf: (item: T) => string,
): { readonly items: readonly T[]; readonly nextCursor: string | null } {
  const sorted = [...all].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const rest = cursor === undefined ? sorted : sorted.filter((item) => idOf(item) > cursor);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rest.length > limit && last !== undefined ? idOf(last) : null };
}

/** Whether every word asked for begins a word of the texts. */
export function matches(query: string | undefined, texts: readonly string[]): boolean {
  if (query === undefined) return true;
  const words = texts.flatMap(wordsOf);
  return wordsOf(query).every((asked) => words.some((word) => word.startsWith(asked)));
}
