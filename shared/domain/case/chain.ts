import type { Case } from './case.ts';
import type { NewEntry, TimelineEntry } from './events.ts';
import { evolve } from './evolve.ts';

/** SHA-256 of a text as 64 hexadecimal digits; the caller brings it, so that this stays pure. */
export type Sha256 = (text: string) => string;

/** The hash before the first entry. */
export const genesis = '0'.repeat(64);

/** What a decision changes: the case before, the case after, and the sealed entries between them. */
export interface Change {
  readonly before: Case | null;
  readonly after: Case;
  readonly entries: readonly TimelineEntry[];
}

/** Puts decided entries on the timeline: numbers them, chains their hashes, folds them into the case. */
export function seal(
  before: Case | null,
  decided: readonly NewEntry[],
  { caseId, sha256 }: { caseId: string; sha256: Sha256 },
): Change {
  const entries: TimelineEntry[] = [];
  let current = before;
  for (const entry of decided) {
    const seq = (current?.version ?? 0) + 1;
    const contentHash = sha256(canonical({ actor: entry.actor, data: entry.data }));
    const placed = {
      ...entry,
      ...ownership(current, entry),
      id: `${caseId}.${seq}`,
      caseId,
      seq,
      contentHash,
    };
    const sealed = { ...placed, hash: link(current?.lastHash ?? genesis, placed, sha256) } as TimelineEntry;
    entries.push(sealed);
    current = evolve(current, sealed);
  }
  if (current === null) throw new Error('A decision without entries changes nothing and is not sealed.');
  return { before, after: current, entries };
}

/** How far a case says that its timeline goes, and whether the reader sees some of its entries by their hashes alone. */
export interface Head extends Pick<Case, 'version' | 'lastHash'> {
  readonly partly?: boolean;
}

/** An entry as far as a reader may see it: with its content, or as its place and hashes alone. */
export type LinkedEntry = Omit<TimelineEntry, 'actor' | 'data' | 'number' | 'accountId'> &
  (Pick<TimelineEntry, 'actor' | 'data'> | { readonly withheld: true });

/**
 * The place of the first entry that does not follow from the one before, or null if all do and the timeline
 * gets to the head that its case knows. An entry whose person was erased, or whose content the reader may not
 * see, keeps its place and its hashes; only its content cannot be checked, and only a timeline that tells of an
 * erasure may have an erased one.
 */
export function firstBrokenLink(
  entries: readonly LinkedEntry[],
  sha256: Sha256,
  head: Head = { version: 0, lastHash: genesis },
): number | null {
  let previous = genesis;
  const tellsOfErasure = entries.some(({ type }) => type === 'person.erased');
  for (const [index, entry] of entries.entries()) {
    const intact =
      (entry.erased === true && tellsOfErasure) ||
      (head.partly === true && !('data' in entry)) ||
      ('data' in entry && entry.contentHash === sha256(canonical({ actor: entry.actor, data: entry.data })));
    if (!intact || entry.seq !== index + 1 || entry.hash !== link(previous, entry, sha256)) return index + 1;
    previous = entry.hash;
    if (entry.seq === head.version && entry.hash !== head.lastHash) return index + 1;
  }
  return entries.length < head.version ? entries.length + 1 : null;
}

/** Number and account travel with every entry, so that who receives the event need not read the case. */
function ownership(current: Case | null, entry: NewEntry): { number: string; accountId: string | null } {
  if (entry.type === 'case.opened') return { number: entry.data.number, accountId: entry.data.accountId };
  const accountId =
    entry.type === 'quarantine.released' ? entry.data.accountId : (current?.accountId ?? null);
  return { number: current?.number ?? '', accountId };
}

type Placed = Pick<TimelineEntry, 'id' | 'caseId' | 'seq' | 'type' | 'at' | 'visibility' | 'contentHash'>;

function link(previous: string, entry: Placed, sha256: Sha256): string {
  const { id, caseId, seq, type, at, visibility, contentHash } = entry;
  return sha256(previous + canonical({ id, caseId, seq, type, at, visibility, contentHash }));
}

/** JSON with sorted keys and no absent members: one text for one value, however it was stored. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
