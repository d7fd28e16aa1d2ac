import * as z from 'zod';
import { reaches, type SearchIndex } from '../aws/search-index.ts';
import { authoriseAccount, maySeeCase } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import { parseNumber } from '../domain/case/case.ts';
import { matchesAll, termsOf, termsOfQuery } from '../domain/case/search.ts';
import { InvalidInput } from '../errors/index.ts';
import type { ListedCase } from './case-view.ts';
import type { Desk } from './desk.ts';
import { type CaseQuery, filterOf } from './list-cases.ts';

/** How many hits of the most telling word are looked at together, and how often: a page never costs more. */
const hitsPerBlock = 100;
const blocksPerPage = 5;

/** Where a search goes on: in which part of the index, behind which block, among its cases older than one. */
const Place = z.object({
  reach: z.enum(reaches),
  after: z.string().max(200).nullable(),
  olderThan: z.string().max(100).nullable(),
});
type Place = z.infer<typeof Place>;

const start: Place = { reach: 'word', after: null, olderThan: null };

/**
 * Cases by number, beginnings of words of the subject, people or domains: first those that have the very word,
 * newest first, then those with longer ones. A list's filters and views narrow them down; the cursor goes on
 * until every match was shown. Only cases that the searcher may see are found.
 */
export async function searchCases(
  desk: Desk & { readonly searchIndex: SearchIndex },
  principal: Principal,
  { q, ...query }: CaseQuery & { readonly q: string },
): Promise<{ readonly items: ListedCase[]; readonly nextCursor: string | null }> {
  const wanted = filterOf(principal, query, desk.now());
  const shown = (of: ListedCase) => maySeeCase(principal, of) && wanted(of);
  const number = parseNumber(q);
  const numbered = number === null ? null : await desk.cases.caseIdOfNumber(number);
  if (numbered !== null)
    return { items: (await desk.cases.readMany([numbered])).filter(shown), nextCursor: null };
  const terms = termsOfQuery(q);
  const [term] = [...terms].sort((a, b) => b.length - a.length);
  if (term === undefined) return { items: [], nextCursor: null };
  const scope =
    query.account === undefined ? principal.accountId : authoriseAccount(principal, query.account);

  const items: ListedCase[] = [];
  let place: Place | null = query.cursor === undefined ? start : readCursor(query.cursor, term);
  for (let block = 0; place !== null && items.length < query.limit && block < blocksPerPage; block++) {
    const { reach, after, olderThan }: Place = place;
    const found = await desk.searchIndex.find({ scope, term, reach, after, limit: hitsPerBlock });
    const left: readonly ListedCase[] = (await desk.cases.readMany(found.caseIds))
      .filter(
        (of) => shown(of) && matchesAll(of, terms) && !(reach === 'longer' && termsOf(of).includes(term)),
      )
      .filter((of) => olderThan === null || ageOf(of) < olderThan)
      .sort((a, b) => (ageOf(a) < ageOf(b) ? 1 : -1));
    const taken = left.slice(0, query.limit - items.length);
    items.push(...taken.filter(({ caseId }) => items.every((of) => of.caseId !== caseId)));
    const rest = left[taken.length - 1];
    if (taken.length < left.length && rest !== undefined) place = { reach, after, olderThan: ageOf(rest) };
    else if (found.next !== null) place = { reach, after: found.next, olderThan: null };
    else place = reach === 'word' ? { ...start, reach: 'longer' } : null;
  }
  return { items, nextCursor: place === null ? null : writeCursor(place) };
}

const ageOf = ({ openedAt, caseId }: ListedCase): string => `${openedAt}#${caseId}`;

function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** A cursor names a place among the searcher's own words and nothing else. @throws InvalidInput */
function readCursor(cursor: string, term: string): Place {
  try {
    const place = Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (place.after === null || place.after.startsWith(term)) return place;
  } catch {
    // Falls through to the one answer for every bad cursor.
  }
  throw new InvalidInput('The cursor does not belong to this search.', [
    { path: 'cursor', message: 'Use the nextCursor of the page before, with the same filters.' },
  ]);
}
