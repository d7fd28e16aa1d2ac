import { type Marker, VersionConflict } from '../aws/case-store.ts';
import type { Case } from '../domain/case/case.ts';
import { type Change, seal } from '../domain/case/chain.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { NotFound, Stale } from '../errors/index.ts';
import type { Desk } from './desk.ts';
import { sha256 } from './ids.ts';

const attempts = 8;

export interface CaseChange {
  readonly caseId: string;
  /** Decides on the case as it stands; no entries means that nothing is to be done. */
  readonly decide: (current: Case) => readonly NewEntry[] | Promise<readonly NewEntry[]>;
  /** Facts to be remembered with the change; told at which place its first entry will be. */
  readonly markers?: (firstSeq: number) => readonly Marker[];
  /** The version the caller decided on (`If-Match`): another one is refused instead of tried again. */
  readonly expectedVersion?: number;
}

/**
 * Reads a case, decides, and writes what was decided. If somebody else changed the case meanwhile, the
 * decision is made again on what stands now.
 *
 * @returns the change, or null if there was nothing to do
 * @throws NotFound | Stale | AlreadyDone, and whatever `decide` refuses with
 */
export async function changeCase(
  { cases }: Pick<Desk, 'cases'>,
  { caseId, decide, markers, expectedVersion }: CaseChange,
): Promise<Change | null> {
  for (let attempt = 1; ; attempt++) {
    const current = await cases.read(caseId);
    if (current === null) throw new NotFound('case', caseId);
    if (expectedVersion !== undefined && current.version !== expectedVersion) throw staleVersion();
    const decided = await decide(current);
    if (decided.length === 0) return null;
    const change = seal(current, decided, { caseId, sha256 });
    try {
      await cases.commit(change, markers?.(current.version + 1) ?? []);
      return change;
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === attempts) throw error;
    }
  }
}

function staleVersion(): Stale {
  return new Stale('case-changed', 'The case changed since you read it: read it again, then decide.');
}
