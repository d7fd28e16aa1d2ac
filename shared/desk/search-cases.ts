import type { SearchIndex } from '../aws/search-index.ts';
import { maySeeCase } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import { parseNumber } from '../domain/case/case.ts';
import { matchesAll, termsOfQuery } from '../domain/case/search.ts';
import type { ListedCase } from './case-view.ts';
import type { Desk } from './desk.ts';
import { type CaseQuery, filterOf } from './list-cases.ts';

/** How many hits of the most telling word are looked at: a search costs the same however many cases there are. */
const hitsRead = 100;

/**
 * Cases by number, beginnings of words of the subject, contact or domain, newest first; a list's filters and
 * views narrow them down. Only cases that the searcher may see are found.
 */
export async function searchCases(
  desk: Desk & { readonly searchIndex: SearchIndex },
  principal: Principal,
  { q, ...query }: CaseQuery & { readonly q: string },
): Promise<{ readonly items: ListedCase[]; readonly nextCursor: null }> {
  const wanted = filterOf(principal, query, desk.now());
  const number = parseNumber(q);
  if (number !== null) {
    const caseId = await desk.cases.caseIdOfNumber(number);
    const found = caseId === null ? [] : await desk.cases.readMany([caseId]);
    return { items: found.filter((of) => maySeeCase(principal, of) && wanted(of)), nextCursor: null };
  }
  const terms = termsOfQuery(q);
  const [first] = [...terms].sort((a, b) => b.length - a.length);
  if (first === undefined) return { items: [], nextCursor: null };
  const caseIds = await desk.searchIndex.find({ scope: principal.accountId, term: first, limit: hitsRead });
  const found = await desk.cases.readMany(caseIds);
  const items = found
    .filter((of) => maySeeCase(principal, of) && matchesAll(of, terms) && wanted(of))
    .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
    .slice(0, query.limit);
  return { items, nextCursor: null };
}
