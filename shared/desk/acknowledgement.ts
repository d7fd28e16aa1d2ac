import type { OutgoingMail } from '../domain/case/mail.ts';
import type { Language, Party } from '../domain/case/vocabulary.ts';
import { letter } from './mails.ts';

interface Receipt {
  readonly subject: string;
  readonly requester: Party;
  readonly language: Language;
  /** The Message-ID of the mail that it answers, if it was a mail. */
  readonly messageId: string | null;
  readonly timeZone: string;
  /** When the first answer is due. */
  readonly answerBy: string;
}

/** The receipt of a new case: goes to the requester alone, once per case. */
export function acknowledgement({ messageId, timeZone, answerBy, requester, ...of }: Receipt): OutgoingMail {
  const thread = messageId === null ? [] : [messageId];
  return letter(
    { ...of, requester, parties: [requester], thread },
    { notice: 'acknowledgement', variables: { answerBy, timeZone }, automatic: true },
  );
}
