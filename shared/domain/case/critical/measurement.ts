import { InvalidInput } from '../../../errors/index.ts';
import { judgeUnavailability, type LedgerSecond } from '../../unavailability/index.ts';
import type { Case } from '../case.ts';
import { canonical, type Sha256 } from '../chain.ts';
import type { CaseEvents, NewEntry } from '../events.ts';
import { refuseOnClosed } from '../message.ts';
import type { Actor } from '../vocabulary.ts';

/** Each is named in the entry, which has to fit into an item of the table. */
const mostVantagePoints = 100;

type Measured = CaseEvents['unavailability.measured'];

/**
 * What a ledger of seconds says of the contract's «Indisponibilidad», and which ledger it was: its digest, by which
 * whoever kept the ledger can show that it is the same one.
 */
export function judgeLedger(ledger: readonly LedgerSecond[], sha256: Sha256): Measured {
  const sorted = [...new Map(ledger.map((line) => [lineKey(line), line])).values()].sort((a, b) =>
    lineKey(a) < lineKey(b) ? -1 : 1,
  );
  const seconds = sorted.map(({ second }) => second);
  return {
    ...structuredClone(judgeUnavailability(sorted)),
    ledger: {
      lines: sorted.length,
      from: instantOf(Math.min(...seconds)),
      to: instantOf(Math.max(...seconds) + 1),
      sha256: sha256(canonical(sorted)),
    },
  } as Measured;
}

/**
 * Puts what was measured on the case. It is evidence, never a gate: no severity, clock or stage depends on it, and a
 * critical issue without it is worked all the same.
 *
 * @throws Conflict on a closed case | InvalidInput for an empty ledger
 */
export function decideMeasured(
  of: Case,
  measured: Measured,
  { now, actor }: { readonly now: string; readonly actor: Actor },
): NewEntry[] {
  refuseOnClosed(of);
  if (measured.vantagePoints.length > mostVantagePoints) {
    throw new InvalidInput('A ledger of so many places is none.', [
      { path: 'ledger', message: `Measure from at most ${mostVantagePoints} vantage points.` },
    ]);
  }
  if (measured.ledger.to > minuteAfter(now)) {
    throw new InvalidInput('A ledger tells of seconds that have passed.', [
      { path: 'ledger', message: `It is ${now}: leave out what lies ahead.` },
    ]);
  }
  return [{ type: 'unavailability.measured', at: now, actor, visibility: 'public', data: measured }];
}

/** By second, then by place; seconds since 1970 have ten digits until 2286. */
const lineKey = ({ second, vantagePoint }: LedgerSecond): string =>
  `${String(second).padStart(12, '0')} ${vantagePoint}`;

const instantOf = (second: number): string => new Date(second * 1_000).toISOString();
const minuteAfter = (now: string): string => new Date(Date.parse(now) + 60_000).toISOString();
