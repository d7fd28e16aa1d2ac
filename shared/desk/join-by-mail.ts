import type { AddressOwner } from '../domain/account/account.ts';
import type { Case } from '../domain/case/case.ts';
import { decideClassify } from '../domain/case/classify.ts';
import { canReopen, decideAgreeClosure, decideDeclineClosure, decideReopen } from '../domain/case/closure.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import { mergeParties } from '../domain/case/evolve.ts';
import { automaticMessage, decideReceive } from '../domain/case/message.ts';
import type { Actor } from '../domain/case/vocabulary.ts';
import { saysCritical } from '../domain/mail/severity.ts';
import type { ParsedMessage } from '../email/index.ts';
import { readsAsAgreement } from '../notices/agreement.ts';
import { refusedFiles } from '../notices/variables.ts';
import { intakeActor } from './actors.ts';
import { tellClosed } from './close-case.ts';
import { colleaguesOf } from './colleagues.ts';
import { declared } from './critical/raise-severity.ts';
import type { MailDesk } from './desk.ts';
import { newestMailNamed } from './mail-claims.ts';
import { letter } from './mails.ts';
import { tellOwner } from './tell-owner.ts';
import { pinnedTerms } from './terms-of.ts';

export interface JoiningMail {
  readonly message: CaseEvents['message.received'];
  readonly owner: AddressOwner | null;
  /** Whether SES vouches for the sender. */
  readonly believed: boolean;
  /** The mails that it goes on from. */
  readonly thread: Pick<ParsedMessage, 'inReplyTo' | 'references'>;
  /** Whether the sender may still be sent an automatic answer today. */
  readonly mayAnswer: boolean;
  /** Finds the case, should the mail make it critical. */
  readonly pin: string;
}

/** Whether a mail says that its case is critical: a person wrote it, and its subject begins with it. */
export const callsItCritical = ({ asksAnswer, subject }: JoiningMail['message']): boolean =>
  asksAnswer && saysCritical(subject);

/** Whether a reply comes so long after the closing that a new case has to follow the old one. */
export async function comesTooLate(desk: MailDesk, of: Case): Promise<boolean> {
  return of.status === 'closed' && !canReopen(of, desk.now(), await pinnedTerms(desk, of));
}

/**
 * What a mail of one of its people does to a case: it is kept, and whom of the account it was sent to as
 * well takes part from now on; an explicit answer closes or declines what
 * the desk proposed; any other human reply to a closed case reopens it; one whose subject says that it is
 * critical raises it, as its sender could in the dashboard. A machine's mail is kept and does
 * nothing else; that of a sender for whom only a token speaks restarts the clocks, and decides nothing.
 */
export async function decideMailOnCase(desk: MailDesk, of: Case, mail: JoiningMail): Promise<NewEntry[]> {
  const entries = await decideReply(desk, of, mail);
  const closes = entries.some(({ type }) => type === 'case.closed');
  if (closes || !mail.believed || of.severity === 'critical' || !callsItCritical(mail.message))
    return entries;
  const { actor, now } = writerOf(desk, mail);
  const terms = await pinnedTerms(desk, of);
  // What was closed is open again by now.
  const open: Case = of.status === 'closed' ? { ...of, status: 'in-progress' } : of;
  const reason = mail.message.subject.slice(0, 500);
  const declares = { pin: mail.pin, context: { now, actor }, source: 'email' } as const;
  return [
    ...entries,
    ...decideClassify(open, { severity: 'critical', reason }, { now, actor, terms }),
    ...(await declared(desk, open, declares)),
  ];
}

function writerOf(desk: MailDesk, { message, owner }: JoiningMail) {
  const from = { ...message.from, ...(owner?.kind === 'contact' ? { contactId: owner.id } : {}) };
  const actor: Actor = { kind: 'contact', id: owner?.id ?? from.address, name: from.name };
  return { from, actor, now: desk.now() };
}

async function decideReply(desk: MailDesk, of: Case, mail: JoiningMail): Promise<NewEntry[]> {
  const { message, believed, mayAnswer } = mail;
  const { from, actor, now } = writerOf(desk, mail);
  const context = { now, actor, terms: await pinnedTerms(desk, of) };
  const joining =
    believed && message.asksAnswer
      ? await colleaguesOf(desk, { ...of, parties: mergeParties(of.parties, [from]) }, message)
      : [];
  const written = joining.length === 0 ? { ...message, from } : { ...message, from, joining };
  const received = decideReceive(of, written, context);
  if (!message.asksAnswer) return received;
  const refused = mayAnswer ? refusal(of, { ...message, from }, now) : [];
  if (!believed) return [...received, ...refused];
  if (of.status === 'closed') {
    return [
      ...received,
      ...decideReopen(of, { by: 'customer', reason: message.text.slice(0, 500) }, context),
      ...(await tellOwner(desk, of, 'reopened', now)),
      ...refused,
    ];
  }
  if (of.status === 'closure-proposed' && of.closureProposal?.by === 'desk') {
    const answer = await answerTo(desk, of, of.closureProposal.seq, mail);
    if (answer === 'agrees') {
      const closed = decideAgreeClosure(of, { by: 'customer', means: 'mail' }, context);
      return [...received, ...closed, tellClosed(of, 'agreed', context), ...refused];
    }
    if (answer === 'declines') {
      const reason = message.text.slice(0, 2_000);
      return [
        ...received,
        ...decideDeclineClosure(of, { by: 'customer', reason }, context),
        ...(await tellOwner(desk, of, 'declined', now)),
        ...refused,
      ];
    }
  }
  return [...received, ...(await tellOwner(desk, of, 'wrote', now)), ...refused];
}

/** What a mail answers to the open proposal: nothing if it goes on from a mail that came before it. */
async function answerTo(
  desk: MailDesk,
  { caseId }: Case,
  proposalSeq: number,
  { message, thread }: Pick<JoiningMail, 'message' | 'thread'>,
): Promise<ReturnType<typeof readsAsAgreement>> {
  const answer = readsAsAgreement(message.text);
  if (answer === null) return null;
  const read = await newestMailNamed(desk, thread, caseId);
  return read === null || read > proposalSeq ? answer : null;
}

/** Tells the sender which files were not kept, and why. */
export function refusal(
  of: Parameters<typeof letter>[0],
  message: Pick<CaseEvents['message.received'], 'from' | 'refusedAttachments'>,
  now: string,
): NewEntry[] {
  if (message.refusedAttachments.length === 0) return [];
  const variables = { refused: refusedFiles(message.refusedAttachments) };
  const mail = letter(of, {
    notice: 'attachments-refused',
    variables,
    automatic: true,
    only: [message.from],
  });
  return [automaticMessage(mail, { now, actor: intakeActor })];
}
