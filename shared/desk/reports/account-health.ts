import { type CaseLists, type ListPage, runs } from '../../aws/case-lists.ts';
import { type Report, reportAttribute } from '../../aws/table.ts';
import { isMissed } from '../../domain/case/case.ts';
import { deadlineKinds } from '../../domain/case/vocabulary.ts';
import type { ListedCase } from '../case-view.ts';
import type { Desk } from '../desk.ts';

/** How many cases a report looks at, the last changed first: it costs the same however old an account is. */
const casesRead = 2_000;
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
  return healthOf(await casesOf(desk, accountId), { accountId, days, now: desk.now() });
}

/** The account's cases, the last changed first. */
export async function casesOf({ lists }: Reading, accountId: string): Promise<ReportedCase[]> {
  const cases: ReportedCase[] = [];
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const page: ListPage<Indexed> = await lists.page([runs.account(accountId)], {
      limit: pageSize,
      after,
    });
    cases.push(...page.items.map(({ [reportAttribute]: report, ...listed }) => ({ ...listed, ...report })));
    after = page.next;
  } while (after !== null && cases.length < casesRead);
  return cases;
}

/** The figures of a set of cases. */
export function healthOf(
  cases: readonly ReportedCase[],
  { accountId, days, now }: { accountId: string; days: number; now: string },
): AccountHealth {
  const from = new Date(Date.parse(now) - days * day).toISOString();
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
