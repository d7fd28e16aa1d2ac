import type { Marker } from '../aws/case-store.ts';
import type { AddressOwner } from '../domain/account/account.ts';
import type { Case } from '../domain/case/case.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import { automaticMessage } from '../domain/case/message.ts';
import { decideOpen, type Submission } from '../domain/case/open.ts';
import type { Actor, Language, Party } from '../domain/case/vocabulary.ts';
import { answersADayFor, isVerifiedContact } from '../domain/mail/answers.ts';
import type { IntakeDecision } from '../domain/mail/intake.ts';
import { saysCritical } from '../domain/mail/severity.ts';
import { guessLanguage, type ParsedMessage } from '../email/index.ts';
import { acknowledgement } from './acknowledgement.ts';
import { intakeActor } from './actors.ts';
import { colleaguesOf } from './colleagues.ts';
import { declarationEntries, drawPin, pinMarker } from './critical/declaration.ts';
import type { MailDesk } from './desk.ts';
import { followsEntry, linkBack } from './follow-up.ts';
import { refusal } from './join-by-mail.ts';
import { letter } from './mails.ts';
import { openCase } from './open-case.ts';
import { termsOf } from './terms-of.ts';

interface FromMail {
  readonly decision: Extract<IntakeDecision, { kind: 'open' | 'quarantine' }>;
  readonly message: CaseEvents['message.received'];
  readonly owner: AddressOwner | null;
  readonly parsed: ParsedMessage;
  /** The closed case that this one goes on from, when the reply came too late to reopen it. */
  readonly follows: Case | null;
  /** Whether the sender may still be sent an automatic answer today. */
  readonly mayAnswer: boolean;
  readonly markers: (caseId: string) => readonly Marker[];
}

/**
 * Opens a case from a mail: in the sender's account, with an acknowledgement to the sender alone; or in
 * quarantine, where nothing is ever answered and no account sees it.
 */
export async function openFromMail(desk: MailDesk, mail: FromMail) {
  const { decision, message, owner, follows } = mail;
  const accountId = decision.kind === 'open' ? decision.accountId : null;
  const account = accountId === null ? null : await desk.directory.account(accountId);
  const terms = await termsOf(desk, accountId);
  const now = desk.now();
  const contactId = accountId !== null && owner?.kind === 'contact' ? { contactId: owner.id } : {};
  const requester: Party = { ...message.from, name: owner?.name ?? message.from.name, ...contactId };
  const language =
    owner?.language ?? guessLanguage(mail.parsed) ?? account?.language ?? desk.fallbackLanguage;
  const subject = message.subject.trim() === '' ? untitled[language] : message.subject;
  const parties =
    account === null
      ? []
      : [requester, ...(await colleaguesOf(desk, { accountId, parties: [requester] }, message))];
  const kind = accountId === null ? 'stranger' : 'contact';
  const actor: Actor = { kind, id: owner?.id ?? requester.address, name: requester.name };

  const critical = account !== null && message.automatic === null && saysCritical(subject);
  const severity = critical ? 'critical' : 'non-critical';
  const timeZone = owner?.timeZone ?? account?.timeZone ?? 'UTC';
  const pin = drawPin();

  const ownerOf = account === null ? () => [] : await desk.owners.prepare();
  const result = await openCase(desk, {
    markers: (caseId) => [...mail.markers(caseId), ...(critical ? [pinMarker(pin, caseId)] : [])],
    decide: ({ caseId, number }): NewEntry[] => {
      const submission: Submission = {
        number,
        accountId,
        subject,
        category: severity === 'critical' ? 'bug' : 'information',
        severity,
        channel: 'email',
        language,
        requester,
        parties,
        calendarId: account?.calendarId,
        quarantine: decision.kind === 'quarantine' ? decision.reason : null,
        message: { ...message, from: requester },
      };
      const { category } = submission;
      const opening = [
        ...decideOpen(submission, { now, actor, terms }),
        ...ownerOf({ caseId, language, category, status: 'new', ownerId: null }),
      ];
      const linked = follows === null ? [] : [followsEntry(follows, now)];
      if (account === null || message.automatic !== null) return [...opening, ...linked];
      const thread = message.messageId === null ? [] : [message.messageId];
      // What the sender wrote is never mailed to an address that may be somebody else's (Zendesk 2025).
      const verified = isVerifiedContact(owner);
      const of = { subject: verified ? subject : '', requester, parties: [requester], language, thread };
      const { hotlineNumbers } = desk;
      const declaration = { hotlineNumbers, pin, vitalInformation: null, source: 'email', timeZone } as const;
      const receipt = () =>
        verified
          ? acknowledgement({
              subject,
              requester,
              language,
              messageId: message.messageId,
              timeZone,
              now,
              terms,
            })
          : letter(of, { notice: 'stranger-receipt', variables: {}, automatic: true });
      const refused = verified && mail.mayAnswer ? refusal(of, submission.message, now) : [];
      // The note on refused files says that the message came: who gets one answer a day gets that one.
      const many = message.verdicts !== null && answersADayFor(owner, message.verdicts) > 1;
      const receives = mail.mayAnswer && !critical && (many || refused.length === 0);
      return [
        ...opening,
        ...linked,
        ...(critical ? declarationEntries(of, declaration, { now, actor }) : []),
        ...(receives ? [automaticMessage(receipt(), { now, actor: intakeActor })] : []),
        ...refused,
      ];
    },
  });
  if (follows !== null) {
    // Also when the mail comes again: the first time may have ended between the two.
    const next = 'opened' in result ? result.opened : await desk.cases.read(result.existing.caseId);
    if (next !== null && next.caseId !== follows.caseId) await linkBack(desk, follows, next);
  }
  return result;
}

const untitled: Record<Language, string> = { es: '(sin asunto)', en: '(no subject)' };
