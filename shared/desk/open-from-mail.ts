import type { Marker } from '../aws/case-store.ts';
import type { AddressOwner } from '../domain/account/account.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import { automaticMessage } from '../domain/case/message.ts';
import { decideOpen } from '../domain/case/open.ts';
import type { Actor, Party } from '../domain/case/vocabulary.ts';
import type { IntakeDecision } from '../domain/mail/intake.ts';
import { guessLanguage, type ParsedMessage } from '../email/index.ts';
import { acknowledgement } from './acknowledgement.ts';
import { intakeActor } from './actors.ts';
import type { MailDesk } from './desk.ts';
import { openCase } from './open-case.ts';
import { termsOf } from './terms-of.ts';

interface FromMail {
  readonly decision: Extract<IntakeDecision, { kind: 'open' | 'quarantine' }>;
  readonly message: CaseEvents['message.received'];
  readonly owner: AddressOwner | null;
  readonly parsed: ParsedMessage;
  readonly markers: (caseId: string) => readonly Marker[];
}

/**
 * Opens a case from a mail: in the sender's account, with an acknowledgement to the sender alone; or in
 * quarantine, where nothing is ever answered and no account sees it.
 */
export async function openFromMail(desk: MailDesk, { decision, message, owner, parsed, markers }: FromMail) {
  const accountId = decision.kind === 'open' ? decision.accountId : null;
  const terms = await termsOf(desk, accountId);
  const contactId = accountId !== null && owner?.kind === 'contact' ? { contactId: owner.id } : {};
  const requester: Party = { ...message.from, name: owner?.name ?? message.from.name, ...contactId };
  const account = accountId === null ? null : await desk.directory.account(accountId);
  const language = owner?.language ?? guessLanguage(parsed) ?? account?.language ?? 'en';
  const now = desk.now();
  const actor: Actor =
    accountId === null
      ? { kind: 'stranger', id: requester.address, name: requester.name }
      : { kind: 'contact', id: owner?.id ?? requester.address, name: requester.name };

  return await openCase(desk, {
    markers,
    decide: ({ number }): NewEntry[] => {
      const opening = decideOpen(
        {
          number,
          accountId,
          subject:
            message.subject.trim() === ''
              ? `(${language === 'es' ? 'sin asunto' : 'no subject'})`
              : message.subject,
          category: 'information',
          severity: 'non-critical',
          channel: 'email',
          language,
          requester,
          parties: accountId === null || requester.address === '' ? [] : [requester],
          quarantine: decision.kind === 'quarantine' ? decision.reason : null,
          message: { ...message, from: requester },
        },
        { now, actor, terms },
      );
      if (accountId === null || message.automatic !== null) return opening;
      const mail = acknowledgement({
        subject: message.subject,
        requester,
        language,
        messageId: message.messageId,
        timeZone: owner?.timeZone ?? account?.timeZone ?? 'UTC',
        answerBy: terms.businessTime(now, terms.targets.firstResponseMinutes),
      });
      return [...opening, automaticMessage(mail, { now, actor: intakeActor })];
    },
  });
}
