import type { CaseLists } from '../../aws/case-lists.ts';
import { VersionConflict } from '../../aws/case-store.ts';
import type { Erasures } from '../../aws/erasures.ts';
import type { ObjectRemover } from '../../aws/object-remover.ts';
import type { SearchIndex } from '../../aws/search-index.ts';
import { type ErasedPerson, eraseFromEntry, isAuthor, rawMailOf } from '../../domain/case/erase.ts';
import type { TimelineEntry } from '../../domain/case/events.ts';
import { replay } from '../../domain/case/evolve.ts';
import { termsOf } from '../../domain/case/search.ts';
import { filesOf, heldMailKey } from '../attachment-key.ts';
import { changeCase } from '../change-case.ts';
import type { DecidingDesk } from '../desk.ts';
import { wholeTimeline } from '../whole-timeline.ts';
import { accountCases } from './account-cases.ts';

export interface ErasingDesk extends DecidingDesk {
  readonly lists: CaseLists;
  readonly erasures: Erasures;
  readonly searchIndex: Pick<SearchIndex, 'add' | 'remove'>;
  readonly rawMail: ObjectRemover;
  /** The files of mails, uploads, and what was kept under a legal hold. */
  readonly files: ObjectRemover;
}

const attempts = 8;

/**
 * Carries an erasure out, case by case. Run again, it goes on: a case that does not know the person any more
 * is left as it is. Nothing is erased once a legal hold is set.
 *
 * @returns what was done, or null if there is nothing to do
 */
export async function erasePerson(
  desk: ErasingDesk,
  { accountId, contactId }: { accountId: string; contactId: string },
): Promise<{ readonly cases: number; readonly entries: number } | null> {
  const erasure = await desk.erasures.read(accountId, contactId);
  const account = await desk.directory.account(accountId);
  if (erasure === null || erasure.person === null || account?.legalHold !== false) return null;
  const done = { cases: 0, entries: 0 };
  for await (const { caseId } of accountCases(desk, accountId)) {
    const entries = await eraseFromCase(desk, caseId, { person: erasure.person, reason: erasure.reason });
    if (entries > 0) done.cases += 1;
    done.entries += entries;
  }
  await desk.erasures.put({ ...erasure, doneAt: desk.now(), person: null });
  return done;
}

async function eraseFromCase(
  desk: ErasingDesk,
  caseId: string,
  { person: erased, reason }: { person: ErasedPerson; reason: string },
): Promise<number> {
  const before = await desk.cases.read(caseId);
  const timeline = await wholeTimeline(desk, caseId);
  const [opening] = timeline;
  if (before === null || opening === undefined) return 0;
  const person = isAuthor(opening, erased) ? { ...erased, words: [before.subject] } : erased;
  const known = timeline.filter((entry) => eraseFromEntry(entry, person) !== null);
  if (known.length === 0) return 0;
  await tell(desk, caseId, { contactId: person.contactId, reason });
  for (const entry of known) {
    const rawKey = rawMailOf(entry, person);
    if (rawKey !== null) {
      await desk.rawMail.remove(rawKey);
      await desk.files.remove(heldMailKey(rawKey));
    }
    if (isAuthor(entry, person)) for (const { key } of filesOf(entry)) await desk.files.remove(key);
    const without = eraseFromEntry(entry, person);
    if (without !== null) await desk.erasures.rewriteEntry(without);
  }
  await desk.searchIndex.remove({ caseId, accountId: before.accountId, terms: termsOf(before) });
  await refold(desk, caseId);
  return known.length;
}

/** The timeline says that somebody was erased, once. */
async function tell(
  desk: ErasingDesk,
  caseId: string,
  { contactId, reason }: { contactId: string; reason: string },
): Promise<void> {
  const told = (await wholeTimeline(desk, caseId)).some(
    (entry) => entry.type === 'person.erased' && entry.data.contactId === contactId,
  );
  if (told) return;
  await changeCase(desk, {
    caseId,
    decide: () => [
      {
        type: 'person.erased',
        at: desk.now(),
        actor: { kind: 'system', id: 'data-rights', name: 'Guardia' },
        visibility: 'internal',
        data: { contactId, reason },
      },
    ],
  });
}

/** The case is the fold of its timeline, of what is left of it too. */
async function refold(desk: ErasingDesk, caseId: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const entries: readonly TimelineEntry[] = await wholeTimeline(desk, caseId);
    const folded = replay(entries);
    if (folded === null) return;
    try {
      await desk.erasures.rewriteCase(folded);
      const { accountId } = folded;
      await desk.searchIndex.add({ caseId, accountId, terms: termsOf(folded) });
      return;
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === attempts) throw error;
    }
  }
}
