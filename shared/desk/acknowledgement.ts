import type { OutgoingMail } from '../domain/case/mail.ts';
import type { Terms } from '../domain/case/terms.ts';
import type { Language, Party } from '../domain/case/vocabulary.ts';
import { letter } from './mails.ts';

interface Receipt {
  readonly subject: string;
  readonly requester: Party;
  readonly language: Language;
  /** The Message-ID of the mail that it answers, if it was a mail. */
  readonly messageId: string | null;
  readonly timeZone: string;
  readonly now: string;
  readonly terms: Terms;
}

/**
 * The receipt of a new case: goes to the requester alone, once per case. Says by when the first answer
 * comes, and outside business hours when the desk opens.
 */
export function acknowledgement({
  messageId,
  timeZone,
  now,
  terms,
  requester,
  ...of
}: Receipt): OutgoingMail {
  const opensAt = terms.opensAfter(now);
  const variables = {
    answerBy: terms.businessTime(now, terms.targets.firstResponseMinutes),
    timeZone,
    ...(opensAt === null ? {} : { opensAt }),
  };
  return letter(
    { ...of, requester, parties: [requester], thread: messageId === null ? [] : [messageId] },
    { notice: 'acknowledgement', variables, automatic: true },
  );
}
