import { type CaseLists, type ListPage, runs } from '../../aws/case-lists.ts';
import type { Case } from '../../domain/case/case.ts';
import {
  contractReport,
  type Period,
  type ReportedPromise,
  satisfactionOf,
} from '../../domain/case/contract-report.ts';
import { evidenceOf } from '../../domain/case/evidence.ts';
import { replay } from '../../domain/case/evolve.ts';
import { InvalidInput } from '../../errors/index.ts';
import type { ListedCase } from '../case-view.ts';
import type { Desk } from '../desk.ts';
import { wholeTimeline } from '../whole-timeline.ts';

/** How many cases a report reads; one that leaves some out says so. */
const casesRead = 1_000;
const pageSize = 100;
/** Timelines read at a time. */
const together = 20;
const longestDays = 366;
const day = 24 * 60 * 60_000;

type Reading = Pick<Desk, 'cases' | 'directory' | 'now'> & { readonly lists: CaseLists };

/** The days that a report is about, in UTC, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * How the contract was kept with an account, or with all: every promise of every clause that fell due in a
 * period, as the cases' timelines prove it.
 *
 * @throws InvalidInput when the period ends before it begins, or is longer than a year
 */
export async function contractReportOf(desk: Reading, accountId: string | undefined, days: Days) {
  const period = periodOf(days);
  const accounts = accountId === undefined ? await desk.directory.accounts() : [{ accountId }];
  const { listed, complete } = await changedSince(
    desk,
    accounts.map((account) => account.accountId),
    period.from,
  );
  const [promises, cases]: [ReportedPromise[], Case[]] = [[], []];
  for (let start = 0; start < listed.length; start += together) {
    const chunk = listed.slice(start, start + together);
    const told = await Promise.all(chunk.map(async ({ caseId }) => await wholeTimeline(desk, caseId)));
    for (const entries of told) {
      const of = replay(entries);
      if (of === null || of.closedHow === 'discarded') continue;
      const { caseId, number, subject, ownerName } = of;
      cases.push(of);
      for (const evidence of evidenceOf(of, entries, desk.now())) {
        promises.push({ ...evidence, caseId, number, subject, ownerName });
      }
    }
  }
  return {
    ...contractReport(promises, period),
    satisfaction: satisfactionOf(cases, period),
    cases: cases.length,
    complete,
    generatedAt: desk.now(),
  };
}

function periodOf({ from, to }: Days): Period {
  const [begins, ends] = [Date.parse(`${from}T00:00:00.000Z`), Date.parse(`${to}T00:00:00.000Z`) + day];
  if (ends <= begins || ends - begins > longestDays * day) {
    throw new InvalidInput('There is no such period.', [
      { path: 'to', message: 'Name a day that is not before `from`, and at most a year after it.' },
    ]);
  }
  return { from: new Date(begins).toISOString(), to: new Date(ends).toISOString() };
}

/** Cases on which anything happened since an instant: what happened in a period happened on one of these. */
async function changedSince({ lists }: Reading, accountIds: readonly string[], from: string) {
  const listed: ListedCase[] = [];
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const page: ListPage<ListedCase> = await lists.page(accountIds.flatMap(runs.account), {
      limit: pageSize,
      after,
    });
    const changed = page.items.filter(({ updatedAt }) => updatedAt >= from);
    listed.push(...changed);
    after = changed.length < page.items.length ? null : page.next;
  } while (after !== null && listed.length < casesRead);
  return { listed, complete: after === null };
}
