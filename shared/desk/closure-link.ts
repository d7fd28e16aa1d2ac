import { AlreadyDone } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import type { Case } from '../domain/case/case.ts';
import { decideAgreeClosure, decideDeclineClosure } from '../domain/case/closure.ts';
import { noteOf } from '../domain/case/critical/closing-note.ts';
import type { Actor, Status } from '../domain/case/vocabulary.ts';
import { readLinkToken } from '../domain/mail/token.ts';
import { Conflict, InvalidInput, NotFound } from '../errors/index.ts';
import { changeCase } from './change-case.ts';
import { tellClosed } from './close-case.ts';
import type { Desk } from './desk.ts';
import { tellOwner } from './tell-owner.ts';
import { pinnedTerms } from './terms-of.ts';

/** What a signed link asks to be answered. Reading it answers nothing: mail scanners open every link. @throws NotFound */
export async function readClosureLink(desk: Desk, token: string) {
  const { of, seq } = await linkedCase(desk, token);
  const entry = await desk.cases.entry(of.caseId, seq);
  const summary = entry?.type === 'closure.proposed' ? entry.data.summary : '';
  const { number, subject, status, language } = of;
  return { number, subject, summary, status, language, open: isOpen(of, seq), ...closingNote(of) };
}

/** Cause and follow-ups of a critical issue: part of what is agreed to. */
function closingNote(of: Case) {
  const note = noteOf(of);
  if (note === null) return { note: null };
  const followUps = note.followUps.map(({ what, ownerId, ownerName = ownerId, dueOn }) => ({
    what,
    ownerName,
    dueOn,
  }));
  return { note: { cause: note.cause, followUps } };
}

/**
 * Answers the desk's proposal by its signed link. Only the proposal that it was signed for: once that is
 * answered or withdrawn the link is spent. Pressing it twice answers once.
 *
 * @throws NotFound | Conflict | InvalidInput
 */
export async function answerClosureLink(
  desk: Desk,
  token: string,
  { agreed, reason }: { agreed: boolean; reason: string | null },
): Promise<{ number: string; status: Status }> {
  const { of, seq } = await linkedCase(desk, token);
  if (!agreed && reason === null) {
    throw new InvalidInput('Say why the case is not solved.', [
      { path: 'reason', message: 'Say what is still missing, so that the desk can act on it.' },
    ]);
  }
  const { caseId, number } = of;
  const key = keys.done(`closure-link:${caseId}:${seq}:${agreed ? 'agree' : 'decline'}`);
  const actor = await holderOf(desk, of);
  try {
    const change = await changeCase(desk, {
      caseId,
      markers: (place) => [{ key, place: { caseId, seq: place } }],
      decide: async (current) => {
        if (!isOpen(current, seq)) {
          const place = await desk.cases.place(key);
          if (place !== null) throw new AlreadyDone(place);
          throw new Conflict('link-spent', 'This proposal has been answered or withdrawn meanwhile.');
        }
        const context = { now: desk.now(), actor, terms: await pinnedTerms(desk, current) };
        if (!agreed) {
          const declined = decideDeclineClosure(current, { by: 'customer', reason: reason ?? '' }, context);
          return [...declined, ...(await tellOwner(desk, current, 'declined', context.now))];
        }
        return [
          ...decideAgreeClosure(current, { by: 'customer', means: 'link' }, context),
          tellClosed(current, 'agreed', context),
        ];
      },
    });
    return { number, status: change?.after.status ?? of.status };
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
    const current = await desk.cases.read(caseId);
    return { number, status: current?.status ?? of.status };
  }
}

async function linkedCase(desk: Desk, token: string): Promise<{ of: Case; seq: number }> {
  const place = readLinkToken('closure', token, desk.hmac);
  const of = place === null ? null : await desk.cases.read(place.caseId);
  if (place === null || of === null) throw new NotFound('closure proposal', 'of this link');
  return { of, seq: place.seq };
}

const isOpen = ({ status, closureProposal }: Case, seq: number): boolean =>
  status === 'closure-proposed' && closureProposal?.by === 'desk' && closureProposal.seq === seq;

/** Everyone on the case was mailed the link, so the link proves their side and not one person. */
export async function holderOf({ directory }: Pick<Desk, 'directory'>, { accountId }: Case): Promise<Actor> {
  const account = accountId === null ? null : await directory.account(accountId);
  return { kind: 'contact', id: 'closure-link', name: account?.name ?? '' };
}
