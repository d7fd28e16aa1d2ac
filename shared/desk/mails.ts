import type { Case } from '../domain/case/case.ts';
import { isReachable } from '../domain/case/erase.ts';
import type { NoticeKind, OutgoingMail } from '../domain/case/mail.ts';
import type { Party } from '../domain/case/vocabulary.ts';
import { requireNoticeVariables } from '../notices/variables.ts';

/** Known to the sender alone, when the mail goes out. */
export const addedWhenSent = {
  number: '',
  subject: '',
  deskName: '',
  caseUrl: '',
  agreeUrl: '',
  declineUrl: '',
  ackUrl: '',
};

export interface Letter {
  readonly notice: NoticeKind | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly automatic: boolean;
  /** Goes to these instead of to everyone on the case. */
  readonly only?: readonly Party[];
}

/**
 * A mail to the customer's side of a case, frozen now: the requester first, everyone else of the case in
 * copy, threaded onto what was last said. Who was erased gets nothing: the next one is first then, and with
 * nobody left the mail is to nobody and never sent.
 */
export function letter(
  of: Pick<Case, 'subject' | 'requester' | 'parties' | 'language' | 'thread'>,
  { notice, variables, automatic, only }: Letter,
): OutgoingMail {
  if (notice !== null) requireNoticeVariables(notice, { ...addedWhenSent, ...variables });
  const everyone = [
    of.requester,
    ...of.parties.filter(({ address }) => address.toLowerCase() !== of.requester.address.toLowerCase()),
  ];
  const [first, ...others] = (only ?? everyone).filter(isReachable);
  return {
    to: first === undefined ? [] : [first],
    cc: others,
    subject: of.subject,
    language: of.language,
    notice,
    variables: { ...variables },
    inReplyTo: of.thread.at(-1) ?? null,
    references: [...of.thread],
    automatic,
  };
}
