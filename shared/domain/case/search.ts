import type { Case } from './case.ts';

/** The shortest beginning of a word that is searched for. */
const shortest = 2;
const longest = 40;
/** A subject of 300 characters has at most 100 words; what names the people comes first, so it is never left out. */
const wordsPerCase = 120;
/** Nobody remembers a case by the eleventh person who had a copy. */
const partiesPerCase = 10;

type Searched = Pick<Case, 'number' | 'subject' | 'requester' | 'parties' | 'affected'>;

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

/**
 * What a case is found by: its number, who asked and who has a copy (name, address, domain), the domain that it
 * is about, and the words of its subject.
 */
export function termsOf({ number, subject, requester, parties, affected }: Searched): string[] {
  const people = [requester, ...parties.slice(0, partiesPerCase)];
  const all = [
    number,
    ...people.flatMap(({ address, name }) => [...addressWords(address), ...wordsOf(name)]),
    ...wordsOf(affected?.domain ?? ''),
    ...wordsOf(subject),
  ];
  return [...new Set(all)].filter((word) => word.length >= shortest).slice(0, wordsPerCase);
}

function addressWords(of: string): string[] {
  const [address = ''] = wordsOf(of);
  return [address, address.slice(address.lastIndexOf('@') + 1)];
}

/** What is searched for: a number is looked for by its digits, however far it was typed. */
export function termsOfQuery(query: string): string[] {
  const typed = query.replace(/(?<!\S)#?(\d{4})-(\d{0,4})(?!\S)/g, '$1$2');
  return [...new Set(wordsOf(typed))].slice(0, 8);
}

/** Whether every term begins a word of the case. */
export function matchesAll(of: Searched, terms: readonly string[]): boolean {
  const own = termsOf(of);
  return terms.every((term) => own.some((word) => word.startsWith(term)));
}
