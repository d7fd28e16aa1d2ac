import { type Instant, instantOf } from '../calendar/index.ts';
import {
  type Family,
  families,
  isUnavailable,
  type LedgerSecond,
  nothing,
  sum,
  type Tally,
} from './ledger.ts';

/** What «persistent» means for an account. */
export interface Persistence {
  /** How many of the window's seconds must be unavailable. */
  readonly seconds: number;
  readonly windowSeconds: number;
  /** From how many vantage points the failures must be seen within the window. */
  readonly vantagePoints: number;
}

/** Sixty of sixty seconds, seen from two places: one prober's own broken network is no outage. */
export const defaultPersistence: Persistence = { seconds: 60, windowSeconds: 60, vantagePoints: 2 };

/** Consecutive unavailable seconds of one family, `to` excluded. */
export interface Run {
  readonly family: Family;
  readonly from: Instant;
  readonly to: Instant;
  readonly seconds: number;
}

/**
 * What the ledger says. Evidence, never a gate: a critical issue without proof is worked all the same, and
 * reclassified by agreement if it turns out to be another (features A5).
 */
export interface UnavailabilityVerdict {
  /** `no-evidence`: nobody tried, which proves nothing either way. */
  readonly verdict: 'persistent' | 'intermittent' | 'available' | 'no-evidence';
  /** The first window that satisfied the measure; null unless persistent. */
  readonly persistentFrom: Instant | null;
  readonly persistentFamily: Family | null;
  readonly unavailableSeconds: Readonly<Record<Family, number>>;
  readonly totals: Readonly<Record<Family, Tally>>;
  /** Longest first, at most ten. */
  readonly runs: readonly Run[];
  readonly vantagePoints: readonly string[];
  readonly measure: Persistence;
}

interface Second {
  readonly second: number;
  readonly total: Tally;
  /** The vantage points that saw a failure of the server. */
  readonly seenFrom: readonly string[];
}

const mostRuns = 10;

/**
 * Judges a ledger. A second counts as unavailable if every attempt from every vantage point failed by the
 * server's fault («todas estas llamadas»): one success anywhere and it does not. A line that comes twice, by
 * second and vantage point, counts once, the last as the truer.
 */
export function judgeUnavailability(
  ledger: readonly LedgerSecond[],
  measure: Persistence = defaultPersistence,
): UnavailabilityVerdict {
  const lines = [...new Map(ledger.map((line) => [`${line.second} ${line.vantagePoint}`, line])).values()];
  const api = unavailableSeconds(lines, 'api');
  const smtp = unavailableSeconds(lines, 'smtp');
  const persistent = [
    { family: 'api' as const, from: persistentFrom(api, measure) },
    { family: 'smtp' as const, from: persistentFrom(smtp, measure) },
  ]
    .flatMap(({ family, from }) => (from === null ? [] : [{ family, from }]))
    .sort((a, b) => a.from - b.from)[0];
  const totals = { api: totalOf(lines, 'api'), smtp: totalOf(lines, 'smtp') };
  const tried = families.some(
    (family) => totals[family].ok + totals[family].timeout + totals[family].internalError > 0,
  );
  const verdict = persistent ? 'persistent' : api.length + smtp.length > 0 ? 'intermittent' : 'available';
  return {
    verdict: tried ? verdict : 'no-evidence',
    persistentFrom: persistent === undefined ? null : instantOf(persistent.from * 1_000),
    persistentFamily: persistent?.family ?? null,
    unavailableSeconds: { api: api.length, smtp: smtp.length },
    totals,
    runs: [...runsOf(api, 'api'), ...runsOf(smtp, 'smtp')]
      .sort((a, b) => b.seconds - a.seconds || a.from.localeCompare(b.from))
      .slice(0, mostRuns),
    vantagePoints: [...new Set(lines.map(({ vantagePoint }) => vantagePoint))].sort(),
    measure,
  };
}

const totalOf = (lines: readonly LedgerSecond[], family: Family): Tally =>
  lines.reduce((total, line) => sum(total, line[family]), nothing);

/** The unavailable seconds of a family in order of time. */
function unavailableSeconds(lines: readonly LedgerSecond[], family: Family): readonly Second[] {
  const bySecond = Map.groupBy(lines, ({ second }) => second);
  return [...bySecond]
    .map(([second, seen]) => ({
      second,
      total: totalOf(seen, family),
      seenFrom: seen.filter((line) => isUnavailable(line[family])).map(({ vantagePoint }) => vantagePoint),
    }))
    .filter(({ total }) => isUnavailable(total))
    .sort((a, b) => a.second - b.second);
}

/** The first second of the first window with enough unavailable seconds, seen from enough places; null if none. */
function persistentFrom(
  unavailable: readonly Second[],
  { seconds, windowSeconds, vantagePoints }: Persistence,
): number | null {
  for (let first = 0; first + seconds <= unavailable.length; first++) {
    const within = unavailable.slice(first, first + seconds);
    const from = within[0]?.second ?? 0;
    const to = within.at(-1)?.second ?? 0;
    if (to - from >= windowSeconds) continue;
    if (new Set(within.flatMap(({ seenFrom }) => seenFrom)).size >= vantagePoints) return from;
  }
  return null;
}

function runsOf(unavailable: readonly Second[], family: Family): readonly Run[] {
  const runs: { from: number; to: number }[] = [];
  for (const { second } of unavailable) {
    const last = runs.at(-1);
    if (last?.to === second) last.to = second + 1;
    else runs.push({ from: second, to: second + 1 });
  }
  return runs.map(({ from, to }) => ({
    family,
    from: instantOf(from * 1_000),
    to: instantOf(to * 1_000),
    seconds: to - from,
  }));
}
