import type { Case } from './case.ts';

/** The shortest beginning of a word that is searched for. */
const shortest = 2;
const longest = 40;
const wordsPerCase = 24;

type Searched = Pick<Case, 'subject' | 'requester'>;

/** Words as they are compared: lower case, without accents, letters and digits only. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain
    .split(/[^\p{L}\p{N}@._-]+/u)
    .map((word) => word.replace(/^[._-]+|[._-]+$/g, '').slice(0, longest))
    .filter((word) => word.length >= shortest);
}

/** What a case is found by: the words of its subject, who asked, their address and its domain. */
export function termsOf({ subject, requester }: Searched): string[] {
  const [address = ''] = wordsOf(requester.address);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const all = [...wordsOf(subject), ...wordsOf(requester.name), address, domain].filter(
    (word) => word.length >= shortest,
  );
  return [...new Set(all)].slice(0, wordsPerCase);
}

export function termsOfQuery(query: string): string[] {
  return [...new Set(wordsOf(query))].slice(0, 8);
}

/** Whether every term begins a word of the case. */
export function matchesAll(of: Searched, terms: readonly string[]): boolean {
  const own = termsOf(of);
  return terms.every((term) => own.some((word) => word.startsWith(term)));
}
