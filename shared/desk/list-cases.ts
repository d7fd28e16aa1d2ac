import type { CaseLists, Run } from '../aws/case-lists.ts';
import { runs } from '../aws/case-lists.ts';
import type { views } from '../contracts/api/cases.ts';
import { authoriseAccount } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import { mostUrgent } from '../domain/case/case.ts';
import type { Category, Severity, Status } from '../domain/case/vocabulary.ts';
import { Forbidden, InvalidInput } from '../errors/index.ts';
import type { ListedCase } from './case-view.ts';
import type { Desk } from './desk.ts';
import { followedAccounts } from './digest/tam-digest.ts';

export interface CaseQuery {
  readonly status?: Status | undefined;
  readonly severity?: Severity | undefined;
  readonly category?: Category | undefined;
  readonly owner?: string | undefined;
  readonly account?: string | undefined;
  readonly view?: View | undefined;
  readonly openedFrom?: string | undefined;
  readonly openedTo?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

type View = (typeof views)[number];

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
  const from = await runsOf(desk, principal, query);
  const wanted = filterOf(principal, query, desk.now());
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

async function runsOf(desk: Desk, principal: Principal, query: CaseQuery): Promise<Run[]> {
  if (principal.accountId !== null) {
    return [...runs.account(authoriseAccount(principal, query.account ?? principal.accountId))];
  }
  if (query.account !== undefined) return [...runs.account(query.account)];
  const open = (below?: string) => openStatuses.map((status) => runs.status(status, below));
  switch (query.view) {
    case 'unassigned':
      return [runs.owner(null)];
    case 'mine':
      return [runs.owner(principal.id)];
    case 'my-accounts':
      return (await followedAccounts(desk, principal.id)).flatMap(({ accountId }) => runs.account(accountId));
    case 'due-within-hour':
      return open(inAnHour(desk.now()));
    case 'breached':
      return open(desk.now());
    case 'waiting-on-customer':
    case 'quarantined':
    case 'closed':
      return [runs.status(query.view)];
    case 'open':
    case undefined:
      break;
  }
  if (query.owner !== undefined) {
    return [runs.owner(ownerOf(query.owner, principal), { closed: query.status === 'closed' })];
  }
  return query.status === undefined ? open() : [runs.status(query.status)];
}

/** Whether a case is one of those asked for, and may be shown to who asks. @throws Forbidden */
export function filterOf(
  principal: Principal,
  query: CaseQuery,
  now: string,
): (listed: ListedCase) => boolean {
  const { status, severity, category, openedFrom, openedTo, owner, account, view } = query;
  const shared = view === undefined || view === 'open' || view === 'closed';
  if (principal.accountId !== null && !shared) {
    throw new Forbidden('This view is the desk’s own.', 'desk-only');
  }
  return (listed) =>
    (principal.accountId === null || listed.status !== 'quarantined') &&
    (view === undefined || isIn(view, listed, { me: principal.id, now })) &&
    (status === undefined || listed.status === status) &&
    (severity === undefined || listed.severity === severity) &&
    (category === undefined || listed.category === category) &&
    (account === undefined || listed.accountId === account) &&
    (owner === undefined || listed.ownerId === ownerOf(owner, principal)) &&
    (openedFrom === undefined || listed.openedAt >= openedFrom) &&
    (openedTo === undefined || listed.openedAt.slice(0, 10) <= openedTo);
}

/** What a view shows; the index that it is read from may be a moment behind. */
function isIn(view: View, of: ListedCase, { me, now }: { me: string; now: string }): boolean {
  const open = openStatuses.includes(of.status);
  switch (view) {
    case 'unassigned':
      return open && of.ownerId === null;
    case 'mine':
      return open && of.ownerId === me;
    case 'due-within-hour':
      return open && isDueBy(of, inAnHour(now));
    case 'breached':
      return open && isDueBy(of, now);
    case 'open':
    case 'my-accounts':
      return open;
    default:
      return of.status === view;
  }
}

const isDueBy = (of: ListedCase, at: string): boolean => (mostUrgent(of)?.at ?? at) < at;
const inAnHour = (now: string): string => new Date(Date.parse(now) + hour).toISOString();
const ownerOf = (owner: string, { id }: Principal): string | null =>
  owner === 'me' ? id : owner === 'none' ? null : owner;

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
