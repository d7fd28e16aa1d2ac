import { maySeeEntry } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import { firstBrokenLink } from '../domain/case/chain.ts';
import { clauses } from '../domain/case/clause.ts';
import { evidenceOf } from '../domain/case/evidence.ts';
import { readCase } from './commands.ts';
import type { Desk } from './desk.ts';
import { sha256 } from './ids.ts';
import { wholeTimeline } from './whole-timeline.ts';

/**
 * The record of a case, clause by clause, and whether its timeline is the one that was written. A customer
 * sees the same promises; what is internal to the desk is no proof to them and is left out.
 */
export async function readEvidence(desk: Desk, principal: Principal, asked: string) {
  const of = await readCase(desk, principal, asked);
  const entries = await wholeTimeline(desk, of.caseId);
  const visible = new Set(entries.filter((entry) => maySeeEntry(principal, entry)).map(({ seq }) => seq));
  const now = desk.now();
  return {
    caseId: of.caseId,
    number: of.number,
    chainIntact: firstBrokenLink(entries, sha256, of) === null,
    generatedAt: now,
    clauses: evidenceOf(of, entries, now).map((row) => ({
      ...row,
      sentence: clauses[row.clause],
      proof: row.proof.filter((seq) => visible.has(seq)),
    })),
  };
}
