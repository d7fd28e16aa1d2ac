import type { Case } from '../domain/case/case.ts';
import { canBeRated, decideRate, type Judgement } from '../domain/case/satisfaction.ts';
import type { Language, Rating } from '../domain/case/vocabulary.ts';
import { readLinkToken } from '../domain/mail/token.ts';
import { NotFound } from '../errors/index.ts';
import { changeCase } from './change-case.ts';
import { holderOf } from './closure-link.ts';
import { type Command, command } from './commands.ts';
import type { Desk } from './desk.ts';

/** A contact says how content they are with a case that both parties agreed to close. @throws Conflict */
export async function rateCase(
  desk: Desk,
  asked: Command & { readonly judgement: Judgement },
): Promise<Case> {
  const { after } = await command(desk, asked, (current, context) =>
    decideRate(current, asked.judgement, context),
  );
  return after;
}

interface Rated {
  readonly number: string;
  readonly subject: string;
  readonly language: Language;
  readonly rating: Rating | null;
  /** Whether it can be rated now. */
  readonly open: boolean;
}

/** What a signed link asks about. Reading it rates nothing: mail scanners open every link. @throws NotFound */
export async function readSatisfactionLink(desk: Desk, token: string): Promise<Rated> {
  return ratedView(await linkedCase(desk, token));
}

/** Rates a case by its signed link, for the customer's side. @throws NotFound | Conflict */
export async function rateByLink(desk: Desk, token: string, judgement: Judgement): Promise<Rated> {
  const of = await linkedCase(desk, token);
  const actor = await holderOf(desk, of);
  const change = await changeCase(desk, {
    caseId: of.caseId,
    decide: (current) => decideRate(current, judgement, { now: desk.now(), actor }),
  });
  return ratedView(change?.after ?? of);
}

async function linkedCase(desk: Desk, token: string): Promise<Case> {
  const place = readLinkToken('satisfaction', token, desk.hmac);
  const of = place === null ? null : await desk.cases.read(place.caseId);
  if (of === null) throw new NotFound('case', 'of this link');
  return of;
}

function ratedView(of: Case): Rated {
  const { number, subject, language, satisfaction } = of;
  return { number, subject, language, rating: satisfaction?.rating ?? null, open: canBeRated(of) };
}
