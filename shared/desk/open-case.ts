import { AlreadyDone, type Marker, NumberTaken, type Place } from '../aws/case-store.ts';
import type { Case } from '../domain/case/case.ts';
import { type Change, seal } from '../domain/case/chain.ts';
import type { NewEntry } from '../domain/case/events.ts';
import type { Desk } from './desk.ts';
import { drawNumber, newCaseId, sha256 } from './ids.ts';

const attempts = 5;

export interface Opening {
  /** Decides the first entries, given the new case's id and number. */
  readonly decide: (drawn: { readonly caseId: string; readonly number: string }) => readonly NewEntry[];
  readonly markers: (caseId: string) => readonly Marker[];
}

/**
 * Writes a new case once: if one of its markers is there already, the case that it names is the answer
 * and nothing is written.
 */
export async function openCase(
  { cases, now }: Pick<Desk, 'cases' | 'now'>,
  { decide, markers }: Opening,
): Promise<{ readonly opened: Case; readonly change: Change } | { readonly existing: Place }> {
  for (let attempt = 1; ; attempt++) {
    const caseId = newCaseId(now());
    const change = seal(null, decide({ caseId, number: drawNumber() }), { caseId, sha256 });
    try {
      await cases.commit(change, markers(caseId));
      return { opened: change.after, change };
    } catch (error) {
      if (error instanceof AlreadyDone) return { existing: error.place };
      if (!(error instanceof NumberTaken) || attempt === attempts) throw error;
    }
  }
}
