import { type Marker, VersionConflict } from '../aws/case-store.ts';
import type { Case } from '../domain/case/case.ts';
import { type Change, seal } from '../domain/case/chain.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { ownRecords } from '../domain/case/own-records.ts';
import { NotFound, Stale, Unavailable } from '../errors/index.ts';
import type { Desk } from './desk.ts';
import { sha256 } from './ids.ts';

/** So many at once may write on one case before somebody is asked to try again. */
const attempts = 16;
/** The longest pause before the first repetition, in milliseconds; it doubles, up to half a second. */
const firstPause = 10;

export interface CaseChange {
  readonly caseId: string;
  /** The case as the caller has just read it, which spares reading it again; what is older costs one more try. */
  readonly read?: Case;
  /** Decides on the case as it stands; no entries means that nothing is to be done. */
  readonly decide: (current: Case) => readonly NewEntry[] | Promise<readonly NewEntry[]>;
  /** Facts to be remembered with the change; told at which place its first entry will be. */
  readonly markers?: (firstSeq: number) => readonly Marker[];
  /** The version the caller decided on (`If-Match`): what somebody has changed since is refused instead of tried again. */
  readonly expectedVersion?: number;
}

/**
 * Reads a case, decides, and writes what was decided. If somebody else changed the case meanwhile, the
 * decision is made again on what stands now.
 *
 * @returns the change, or null if there was nothing to do
 * @throws NotFound | Stale | AlreadyDone | Unavailable `case-busy`, and whatever `decide` refuses with
 */
export async function changeCase(
  { cases }: Pick<Desk, 'cases'>,
  { caseId, read, decide, markers, expectedVersion }: CaseChange,
): Promise<Change | null> {
  for (let attempt = 1; ; attempt++) {
    const current = (attempt === 1 && read) || (await cases.read(caseId));
    if (current === null) throw new NotFound('case', caseId);
    if (expectedVersion !== undefined && !(await isAsRead(cases, current, expectedVersion)))
      throw staleVersion();
    const decided = await decide(current);
    if (decided.length === 0) return null;
    const change = seal(current, decided, { caseId, sha256 });
    try {
      await cases.commit(change, markers?.(current.version + 1) ?? []);
      return change;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      if (attempt === attempts) throw busy();
      await pause(Math.random() * Math.min(firstPause * 2 ** attempt, 500));
    }
  }
}

/** How many entries are looked through for what somebody else may have done since. */
const lookedThrough = 100;

/** Whether nobody has changed a case since it was read at a version; what the desk wrote of its own sending is no change. */
async function isAsRead(cases: Desk['cases'], { caseId, version }: Case, readAt: number): Promise<boolean> {
  const since = version - readAt;
  if (since === 0) return true;
  if (since < 0 || since > lookedThrough) return false;
  const { entries } = await cases.timeline(caseId, { after: readAt, limit: since });
  return entries.every(({ type }) => ownRecords.includes(type));
}

interface TwoCases {
  readonly caseIds: readonly [string, string];
  /** Decides on both as they stand; no entries for either means that nothing is to be done. */
  readonly decide: (
    first: Case,
    second: Case,
  ) => Promise<readonly [readonly NewEntry[], readonly NewEntry[]]>;
}

/**
 * Changes two cases in one write: neither moves without the other, and two changes that cross each other
 * cannot both pass.
 *
 * @returns both cases as they stand afterwards
 * @throws NotFound | Unavailable `case-busy`, and whatever `decide` refuses with
 */
export async function changeTwoCases(
  { cases }: Pick<Desk, 'cases'>,
  { caseIds, decide }: TwoCases,
): Promise<readonly [Case, Case]> {
  for (let attempt = 1; ; attempt++) {
    const [first, second] = await Promise.all(caseIds.map((caseId) => cases.read(caseId)));
    if (first == null) throw new NotFound('case', caseIds[0]);
    if (second == null) throw new NotFound('case', caseIds[1]);
    const decided = await decide(first, second);
    const changes = [first, second].flatMap((of, index) => {
      const entries = decided[index] ?? [];
      return entries.length === 0 ? [] : [seal(of, entries, { caseId: of.caseId, sha256 })];
    });
    if (changes.length === 0) return [first, second];
    try {
      await cases.commitTogether(changes);
      const after = (of: Case) => changes.find((change) => change.before === of)?.after ?? of;
      return [after(first), after(second)];
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      if (attempt === attempts) throw busy();
      await pause(Math.random() * Math.min(firstPause * 2 ** attempt, 500));
    }
  }
}

function busy(): Unavailable {
  return new Unavailable('case-busy', 'Many people write on this case: send it again.');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function staleVersion(): Stale {
  return new Stale('case-changed', 'The case changed since you read it: read it again, then decide.');
}
