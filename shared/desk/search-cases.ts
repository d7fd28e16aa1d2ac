import type { SearchIndex } from '../aws/search-index.ts';
import { authoriseCase } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import { parseNumber } from '../domain/case/case.ts';
import { matchesAll, termsOfQuery } from '../domain/case/search.ts';
import { GuardiaError } from '../errors/index.ts';
import type { ListedCase } from './case-view.ts';
import { readCase } from './commands.ts';
import type { Desk } from './desk.ts';
import type { CaseQuery } from './list-cases.ts';

/** How many hits of the most telling word are looked at: a search costs the same however many cases there are. */
const hitsRead = 100;

/**
 * Cases by number, words of the subject (the last may be a beginning), contact or domain, newest first.
 * Only cases that the searcher may see are found.
 */
export async function searchCases(
  desk: Desk & { readonly searchIndex: SearchIndex },
  principal: Principal,
  { q, limit, status, severity, category }: CaseQuery & { readonly q: string },
): Promise<{ readonly items: ListedCase[]; readonly nextCursor: null }> {
  const number = parseNumber(q);
  if (number !== null) {
    try {
      return { items: [await readCase(desk, principal, number)], nextCursor: null };
    } catch (error) {
      if (error instanceof GuardiaError && error.kind === 'not-found') return { items: [], nextCursor: null };
      throw error;
    }
  }
  const terms = termsOfQuery(q);
  const [first] = [...terms].sort((a, b) => b.length - a.length);
  if (first === undefined) return { items: [], nextCursor: null };
  const caseIds = await desk.searchIndex.find({ scope: principal.accountId, term: first, limit: hitsRead });
  const found = await desk.cases.readMany(caseIds);
  const items = found
    .filter((one) => {
      try {
        authoriseCase(principal, one, one.caseId);
      } catch {
        return false;
      }
      return (
        matchesAll(one, terms) &&
        (status === undefined || one.status === status) &&
        (severity === undefined || one.severity === severity) &&
        (category === undefined || one.category === category)
      );
    })
    .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
    .slice(0, limit);
  return { items, nextCursor: null };
}
