import { maySeeEntry } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import { firstBrokenLink, type LinkedEntry } from '../domain/case/chain.ts';
import { clauses } from '../domain/case/clause.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { evidenceOf } from '../domain/case/evidence.ts';
import type { Language } from '../domain/case/vocabulary.ts';
import { readCase } from './commands.ts';
import type { Desk } from './desk.ts';
import { sha256 } from './ids.ts';
import { wholeTimeline } from './whole-timeline.ts';

export type CaseEvidence = Awaited<ReturnType<typeof readEvidence>>;

/**
 * The record of a case, clause by clause, and whether its timeline is the one that was written. A customer
 * sees the same promises; what is internal to the desk is no proof to them, and stands in their timeline as a place
 * and its hashes, so that they can verify the chain for themselves.
 */
export async function readEvidence(desk: Desk, principal: Principal, asked: string) {
  const of = await readCase(desk, principal, asked);
  const [entries, account] = await Promise.all([
    wholeTimeline(desk, of.caseId),
    of.accountId === null ? null : desk.directory.account(of.accountId),
  ]);
  const timeline = entries.map((entry) => linked(principal, entry));
  const visible = new Set(timeline.flatMap((entry) => ('data' in entry ? [entry.seq] : [])));
  const now = desk.now();
  return {
    caseId: of.caseId,
    number: of.number,
    version: of.version,
    lastHash: of.lastHash,
    subject: of.subject,
    accountName: account?.name ?? '',
    timeZone: account?.timeZone ?? 'UTC',
    language: of.language as Language,
    chainIntact: firstBrokenLink(entries, sha256, of) === null,
    generatedAt: now,
    clauses: evidenceOf(of, entries, now).map((row) => ({
      ...row,
      sentence: clauses[row.clause],
      proof: row.proof.filter((seq) => visible.has(seq)),
    })),
    unavailability: entries.flatMap((entry) =>
      entry.type === 'unavailability.measured' ? [measurement(entry)] : [],
    ),
    timeline,
  };
}

function measurement({ seq, at, actor, data }: TimelineEntry<'unavailability.measured'>) {
  const { verdict, persistentFrom, unavailableSeconds, vantagePoints, ledger } = data;
  const measured = { verdict, persistentFrom, unavailableSeconds, vantagePoints };
  return { seq, at, by: actor.name, ...measured, ledgerSha256: ledger.sha256 };
}

/** What only the desk may see of an otherwise public entry: how SES judged a mail, and where its bytes are. */
const internals = ['verdicts', 'rawKey'];

function linked(principal: Principal, entry: TimelineEntry): LinkedEntry {
  const partly = principal.accountId !== null && internals.some((name) => name in entry.data);
  if (maySeeEntry(principal, entry) && !partly) return entry;
  const { id, caseId, seq, type, at, visibility, contentHash, hash } = entry;
  return { id, caseId, seq, type, at, visibility, contentHash, hash, withheld: true };
}
