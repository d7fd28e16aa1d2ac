import { type CaseLists, type ListPage, type Run, runs } from '../../aws/case-lists.ts';
import { type Report, reportAttribute } from '../../aws/table.ts';
import { isMissed } from '../../domain/case/case.ts';
import { deadlineKinds } from '../../domain/case/vocabulary.ts';
import type { ListedCase } from '../case-view.ts';
import type { Desk } from '../desk.ts';

const pageSize = 100;
const day = 24 * 60 * 60_000;

export interface Bucket {
  /** A day, as `2026-11-24` in UTC. */
  readonly at: string;
  readonly value: number;
}

export interface AccountHealth {
  readonly accountId: string;
  readonly open: number;
  /** Open with a promise that was missed and is still owed. */
  readonly breached: number;
  /** Open, and its owner has been silent for longer than the account's terms allow. */
  readonly silent: number;
  /** Reopened, and changed within the days asked for. */
  readonly reopened: number;
  readonly awaitingCustomer: number;
  readonly opened: readonly Bucket[];
  readonly closed: readonly Bucket[];
  /** The median of the cases opened that day and answered. */
  readonly firstResponseMinutes: readonly Bucket[];
}

/** A case as the report's index carries it. */
export type ReportedCase = ListedCase & Report;
type Indexed = ListedCase & { readonly [reportAttribute]: Report };

type Reading = Pick<Desk, 'now'> & { readonly lists: CaseLists };

/** How an account is doing now, and what happened in the last days. */
export async function accountHealth(desk: Reading, accountId: string, days: number): Promise<AccountHealth> {
  return healthOf(await casesOf(desk, accountId, days), { accountId, days, now: desk.now() });
}

/**
 * Every open case of an account, however long nothing has happened to it, and those that closed within the last
 * days: what it costs goes with the work there is, not with how old the account is.
 */
export async function casesOf(desk: Reading, accountId: string, days: number): Promise<ReportedCase[]> {
  const [open, closed] = runs.account(accountId);
  const from = daysBefore(desk.now(), days);
  return [...(await read(desk, open, '')), ...(await read(desk, closed, from))];
}

/** The cases of a run, the last changed first, down to those that have not changed since an instant. */
async function read({ lists }: Reading, run: Run, since: string): Promise<ReportedCase[]> {
  const cases: ReportedCase[] = [];
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const page: ListPage<Indexed> = await lists.page([run], { limit: pageSize, after });
    const recent = page.items.filter(({ updatedAt }) => updatedAt >= since);
    cases.push(...recent.map(({ [reportAttribute]: report, ...listed }) => ({ ...listed, ...report })));
    after = recent.length < page.items.length ? null : page.next;
  } while (after !== null);
  return cases;
}

/** The figures of a set of cases. */
export function healthOf(
  cases: readonly ReportedCase[],
  { accountId, days, now }: { accountId: string; days: number; now: string },
): AccountHealth {
  const from = daysBefore(now, days);
  const counted = cases.filter(({ closedHow }) => closedHow !== 'merged' && closedHow !== 'discarded');
  const open = counted.filter(isOpen);
  const opened = counted.filter(({ openedAt }) => openedAt >= from);
  const closed = counted.filter(({ closedAt }) => closedAt !== null && closedAt >= from);
  return {
    accountId,
    open: open.length,
    breached: open.filter(isBreached).length,
    silent: open.filter(isSilent).length,
    reopened: counted.filter(({ reopened, updatedAt }) => reopened > 0 && updatedAt >= from).length,
    awaitingCustomer: open.filter(isAwaitingCustomer).length,
    opened: perDay(opened, ({ openedAt }) => openedAt, count),
    closed: perDay(closed, ({ closedAt }) => closedAt ?? '', count),
    firstResponseMinutes: perDay(
      opened.filter(({ firstRespondedAt }) => firstRespondedAt != null),
      ({ openedAt }) => openedAt,
      (answered) => median(answered.map(minutesToAnswer)),
    ),
  };
}

export const isOpen = ({ status }: ReportedCase): boolean => status !== 'closed' && status !== 'quarantined';
export const isBreached = (of: ReportedCase): boolean => deadlineKinds.some((kind) => isMissed(of, kind));
export const isSilent = (of: ReportedCase): boolean => isMissed(of, 'owner-silence');
export const isAwaitingCustomer = ({ status }: ReportedCase): boolean =>
  status === 'waiting-on-customer' || status === 'closure-proposed';

const daysBefore = (now: string, days: number): string =>
  new Date(Date.parse(now) - days * day).toISOString();
const count = (of: readonly unknown[]): number => of.length;

const minutesToAnswer = ({ openedAt, firstRespondedAt }: ReportedCase): number =>
  (Date.parse(firstRespondedAt ?? openedAt) - Date.parse(openedAt)) / 60_000;

function perDay(
  cases: readonly ReportedCase[],
  instantOf: (of: ReportedCase) => string,
  measure: (of: readonly ReportedCase[]) => number,
): Bucket[] {
  const days = Map.groupBy(cases, (of) => instantOf(of).slice(0, 10));
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([at, ofDay]) => ({ at, value: measure(ofDay) }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  return Math.round(((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2);
}
