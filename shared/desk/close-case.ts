import { authoriseSpeaker } from '../domain/access/policy.ts';
import { sideOf } from '../domain/access/principal.ts';
import type { Case } from '../domain/case/case.ts';
import {
  decideAgreeClosure,
  decideDeclineClosure,
  decideProposeClosure,
  lapsesAt,
  reopenableUntil,
} from '../domain/case/closure.ts';
import { noteOf } from '../domain/case/critical/closing-note.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import type { NoticeKind } from '../domain/case/mail.ts';
import { automaticMessage } from '../domain/case/message.ts';
import type { Language } from '../domain/case/vocabulary.ts';
import { localDate } from '../notices/times.ts';
import { intakeActor } from './actors.ts';
import { type Command, command, type Deciding } from './commands.ts';
import { languageOf, readersOf } from './critical/customer-mail.ts';
import type { Desk } from './desk.ts';
import { letter } from './mails.ts';
import { tellOwner } from './tell-owner.ts';

const onlyAgentsClose = 'An agent closes cases with the customer.';

/** Proposes to close; a proposal of the desk goes to the customer by mail, with the ways to answer it. */
export async function proposeClosure(
  desk: Desk,
  asked: Command & { readonly summary: string },
): Promise<{ readonly after: Case }> {
  authoriseSpeaker(asked.principal, onlyAgentsClose);
  const by = sideOf(asked.principal);
  return await command(desk, asked, (current, context) => {
    const entries = decideProposeClosure(current, { by, summary: asked.summary }, context);
    return by === 'customer'
      ? entries
      : [...entries, askToClose(current, 'closure-proposed', { summary: asked.summary, sent: 0 }, context)];
  });
}

/** The other party's answer to the open proposal. */
export async function answerClosure(
  desk: Desk,
  asked: Command & {
    readonly agreed: boolean;
    readonly reason: string | null;
    /** The place of the proposal that was read; an answer to that one agrees to no later one. */
    readonly to?: number | undefined;
  },
): Promise<{ readonly after: Case }> {
  authoriseSpeaker(asked.principal, onlyAgentsClose);
  const by = sideOf(asked.principal);
  const means: CaseEvents['closure.agreed']['means'] =
    asked.principal.kind === 'machine' ? 'api' : 'dashboard';
  return await command(desk, asked, async (current, context) => {
    if (!asked.agreed) {
      const entries = decideDeclineClosure(
        current,
        { by, reason: asked.reason ?? '', to: asked.to },
        context,
      );
      return by === 'customer'
        ? [...entries, ...(await tellOwner(desk, current, 'declined', context.now))]
        : [
            ...entries,
            tell(
              current,
              'closure-declined',
              { declinedBy: context.actor.name, reason: asked.reason ?? '' },
              context.now,
            ),
          ];
    }
    const entries = decideAgreeClosure(current, { by, means, to: asked.to }, context);
    return [...entries, tellClosed(current, 'agreed', context)];
  });
}

type Timed = Pick<Deciding, 'now' | 'terms'>;

/** Asks the customer to agree, and says what silence does: where the terms let it, it closes the case. */
export function askToClose(
  of: Case,
  notice: 'closure-proposed' | 'closure-reminder',
  { summary, sent }: { summary: string; sent: number },
  { now, terms }: Timed,
): NewEntry {
  const lapse = lapsesAt(of, sent, { now, terms });
  const silence: Record<string, string> = lapse === null ? {} : { lapsesAt: lapse, timeZone: terms.timeZone };
  return tell(of, notice, { summary, ...silence }, now);
}

/** Tells the customer that their case is closed, how, and until when they can have it open again. */
export function tellClosed(of: Case, how: 'agreed' | 'without-answer', { now, terms }: Timed): NewEntry {
  const summary = of.closureProposal?.summary ?? '';
  const reopenBefore = reopenableUntil(now, terms);
  return tell(of, 'case-closed', { summary, how, reopenBefore, timeZone: terms.timeZone }, now);
}

/** Mails that bring the closing note of a critical issue along. */
const withNote: ReadonlySet<NoticeKind> = new Set(['closure-proposed', 'closure-reminder', 'case-closed']);

/**
 * A mail to everyone on the customer's side: of a critical issue also to the contact of its vital information,
 * and with its cause and what is still to be done, because that is what they agree to.
 */
export function tell(of: Case, notice: NoticeKind, variables: Record<string, string>, now: string): NewEntry {
  const language = of.critical === null ? of.language : languageOf(of);
  const mail = letter(
    { ...of, language },
    {
      notice,
      variables: { ...variables, ...(withNote.has(notice) ? noteVariables(of, language) : {}) },
      automatic: true,
      ...(of.critical === null ? {} : { only: readersOf(of) }),
    },
  );
  return automaticMessage(mail, { now, actor: intakeActor });
}

function noteVariables(of: Case, language: Language): Record<string, string> {
  const note = noteOf(of);
  if (note === null) return {};
  const followUps = note.followUps.map(
    ({ what, ownerName, ownerId, dueOn }) =>
      `${what} – ${ownerName ?? ownerId}, ${localDate(dueOn, language)}`,
  );
  return {
    cause: note.cause ?? '',
    ...(followUps.length === 0 ? {} : { followUps: followUps.map(oneLine).join('\n') }),
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
