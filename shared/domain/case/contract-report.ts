import type { Case } from './case.ts';
import { type Clause, clauses } from './clause.ts';
import type { Evidence } from './evidence.ts';
import type { Rating } from './vocabulary.ts';

/** A stretch of time: from an instant on, up to another one and without it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** One promise of the contract on one case. */
export interface ReportedPromise extends Evidence {
  readonly caseId: string;
  readonly number: string;
  readonly subject: string;
  readonly ownerName: string | null;
}

export interface ClauseFigures {
  readonly clause: Clause;
  readonly sentence: string;
  readonly promised: number;
  readonly kept: number;
  readonly missed: number;
  /** Neither kept nor overdue. */
  readonly open: number;
}

export interface Missed extends ReportedPromise {
  /** Whole minutes on the clock; null where the contract sets no time, or nothing was done yet. */
  readonly minutesLate: number | null;
}

/**
 * How the contract was kept in a period, clause by clause, what was missed most first. A promise belongs to the
 * period in which it fell due; one without a time to the period in which it was carried out.
 */
export function contractReport(
  promises: readonly ReportedPromise[],
  period: Period,
): { readonly clauses: readonly ClauseFigures[]; readonly misses: readonly Missed[] } {
  const counted = promises.filter(({ promised, done }) => isWithin(promised ?? done, period));
  const figures = (Object.keys(clauses) as Clause[]).map((clause): ClauseFigures => {
    const own = counted.filter((promise) => promise.clause === clause);
    const whose = (kept: boolean | null) => own.filter((promise) => promise.kept === kept).length;
    const sentence = clauses[clause];
    return {
      clause,
      sentence,
      promised: own.length,
      kept: whose(true),
      missed: whose(false),
      open: whose(null),
    };
  });
  const misses = counted
    .filter(({ kept }) => kept === false)
    .map((promise) => ({ ...promise, minutesLate: minutesLate(promise) }))
    .sort((a, b) => ((a.promised ?? a.done ?? '') < (b.promised ?? b.done ?? '') ? -1 : 1));
  return {
    clauses: figures.sort((a, b) => b.missed - a.missed || b.promised - a.promised),
    misses,
  };
}

type Judged = Pick<Case, 'satisfaction' | 'ownerId' | 'ownerName'>;

export interface Content {
  readonly good: number;
  readonly bad: number;
}

/** How content customers were in a period: in all, by who was responsible, and by the promise they named. */
export function satisfactionOf(cases: readonly Judged[], period: Period) {
  const judged = cases.flatMap(({ satisfaction, ownerId, ownerName }) =>
    satisfaction !== undefined && isWithin(satisfaction.at, period)
      ? [{ ...satisfaction, ownerId, ownerName }]
      : [],
  );
  const by = <Key>(keyOf: (one: (typeof judged)[number]) => Key) => [...Map.groupBy(judged, keyOf)];
  return {
    ...content(judged),
    owners: by(({ ownerId }) => ownerId).map(([agentId, own]) => ({
      agentId,
      name: own[0]?.ownerName ?? null,
      ...content(own),
    })),
    clauses: by(({ about }) => about).map(([clause, own]) => ({ clause, ...content(own) })),
  };
}

function content(judged: readonly { readonly rating: Rating }[]): Content {
  const good = judged.filter(({ rating }) => rating === 'good').length;
  return { good, bad: judged.length - good };
}

const isWithin = (at: string | null, { from, to }: Period): boolean => at !== null && at >= from && at < to;

function minutesLate({ promised, done }: Evidence): number | null {
  if (promised === null || done === null) return null;
  return Math.ceil((Date.parse(done) - Date.parse(promised)) / 60_000);
}
