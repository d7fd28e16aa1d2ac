import { AlreadyDone } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import type { Case } from '../domain/case/case.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { intakeActor } from './actors.ts';
import { changeCase } from './change-case.ts';
import type { Desk } from './desk.ts';

type Named = Pick<Case, 'caseId' | 'number'>;

/** The entry by which a new case says which closed one it goes on from. */
export const followsEntry = (old: Named, at: string): NewEntry => linked('follows', old, at);

/** The old case names the one that goes on from it; saying so again changes nothing. */
export async function linkBack(desk: Pick<Desk, 'cases' | 'now'>, old: Named, next: Named): Promise<void> {
  const { caseId } = old;
  const key = keys.done(`follow:${caseId}:${next.caseId}`);
  try {
    await changeCase(desk, {
      caseId,
      decide: () => [linked('followed-by', next, desk.now())],
      markers: (seq) => [{ key, place: { caseId, seq } }],
    });
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
  }
}

function linked(relation: 'follows' | 'followed-by', { caseId, number }: Named, at: string): NewEntry {
  const data = { relation, caseId, number };
  return { type: 'case.linked', at, actor: intakeActor, visibility: 'public', data };
}
