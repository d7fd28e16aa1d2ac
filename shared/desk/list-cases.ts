import type { CaseLists, Run } from '../aws/case-lists.ts';
import { runs } from '../aws/case-lists.ts';
import { authoriseAccount } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import type { Category, Severity, Status } from '../domain/case/vocabulary.ts';
import { Forbidden, InvalidInput } from '../errors/index.ts';
import type { ListedCase } from './case-view.ts';
import type { Desk } from './desk.ts';

export interface CaseQuery {
  readonly status?: Status | undefined;
  readonly severity?: Severity | undefined;
  readonly category?: Category | undefined;
  readonly owner?: string | undefined;
  readonly account?: string | undefined;
  readonly view?:
    | 'unassigned'
    | 'mine'
    | 'due-within-hour'
    | 'waiting-on-customer'
    | 'breached'
    | 'open'
    | 'quarantined'
    | 'closed'
    | undefined;
  readonly openedFrom?: string | undefined;
  readonly openedTo?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const openStatuses: readonly Status[] = ['new', 'in-progress', 'waiting-on-customer', 'closure-proposed'];
const hour = 60 * 60_000;

/** How many pages are read to fill one page of a filter: a rare match never makes a list read everything. */
const pagesPerList = 8;

/**
 * Cases as their reader may see them: a customer their account's, newest first; the desk a view or filter,
 * what is due next first. The cursor goes on where the page ended.
 */
export async function listCases(
  desk: Desk & { readonly lists: CaseLists },
  principal: Principal,
  query: CaseQuery,
): Promise<{ readonly items: ListedCase[]; readonly nextCursor: string | null }> {
  const from = runsOf(principal, query, desk.now());
  const wanted = filterOf(principal, query);
  const items: ListedCase[] = [];
  let after = query.cursor === undefined ? null : readCursor(query.cursor, from);
  for (let page = 0; page < pagesPerList; page++) {
    const { items: read, next } = await desk.lists.page<ListedCase>(from, {
      limit: query.limit - items.length,
      after,
    });
    items.push(...read.filter(wanted));
    after = next;
    if (next === null || items.length >= query.limit) break;
  }
  return { items, nextCursor: after === null ? null : writeCursor(after) };
}

function runsOf(principal: Principal, query: CaseQuery, now: string): Run[] {
  if (principal.accountId !== null) {
    return [runs.account(authoriseAccount(principal, query.account ?? principal.accountId))];
  }
  if (query.account !== undefined) return [runs.account(query.account)];
  const open = (below?: string) => openStatuses.map((status) => runs.status(status, below));
  switch (query.view) {
    case 'unassigned':
      return [runs.owner(null)];
    case 'mine':
      return [runs.owner(principal.id)];
    case 'due-within-hour':
      return open(new Date(Date.parse(now) + hour).toISOString());
    case 'breached':
      return open(now);
    case 'waiting-on-customer':
      return [runs.status('waiting-on-customer')];
    case 'quarantined':
      return [runs.status('quarantined')];
    case 'closed':
      return [runs.status('closed')];
    case 'open':
    case undefined:
      break;
  }
  if (query.owner !== undefined) {
    const ownerId = query.owner === 'me' ? principal.id : query.owner === 'none' ? null : query.owner;
    return [runs.owner(ownerId, { closed: query.status === 'closed' })];
  }
  return query.status === undefined ? open() : [runs.status(query.status)];
}

function filterOf(principal: Principal, query: CaseQuery): (listed: ListedCase) => boolean {
  const { status, severity, category, openedFrom, openedTo, owner } = query;
  if (
    principal.accountId !== null &&
    query.view !== undefined &&
    query.view !== 'open' &&
    query.view !== 'closed'
  ) {
    throw new Forbidden('This view is the desk’s own.', 'desk-only');
  }
  const ownerId = owner === 'me' ? principal.id : owner === 'none' ? null : owner;
  return (listed) =>
    (principal.accountId === null || listed.status !== 'quarantined') &&
    (status === undefined || listed.status === status) &&
    (query.view !== 'open' || listed.status !== 'closed') &&
    (query.view !== 'closed' || listed.status === 'closed') &&
    (severity === undefined || listed.severity === severity) &&
    (category === undefined || listed.category === category) &&
    (ownerId === undefined || listed.ownerId === ownerId) &&
    (openedFrom === undefined || listed.openedAt >= openedFrom) &&
    (openedTo === undefined || listed.openedAt.slice(0, 10) <= openedTo);
}

function writeCursor(after: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(after)).toString('base64url');
}

/** A cursor names places in the caller's own runs and nothing else. @throws InvalidInput */
function readCursor(cursor: string, from: readonly Run[]): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const own = new Set(from.map(({ partition }) => partition));
    const entries = Object.entries(parsed as Record<string, unknown>);
    if (entries.every(([partition, key]) => own.has(partition) && typeof key === 'string')) {
      return Object.fromEntries(entries) as Record<string, string>;
    }
  } catch {
    // Falls through to the one answer for every bad cursor.
  }
  throw new InvalidInput('The cursor does not belong to this list.', [
    { path: 'cursor', message: 'Use the nextCursor of the page before, with the same filters.' },
  ]);
}
