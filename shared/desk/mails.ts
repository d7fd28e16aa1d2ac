import type { Case } from '../domain/case/case.ts';
import type { NoticeKind, OutgoingMail } from '../domain/case/mail.ts';
import type { Party } from '../domain/case/vocabulary.ts';
import { requireNoticeVariables } from '../notices/variables.ts';

/** The address under which nobody can be reached any more (a person was erased). */
const erased = (party: Party): boolean => party.address.endsWith('@invalid');

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
 * copy, threaded onto what was last said.
 */
export function letter(
  of: Pick<Case, 'subject' | 'requester' | 'parties' | 'language' | 'thread'>,
  { notice, variables, automatic, only }: Letter,
): OutgoingMail {
  if (notice !== null) requireNoticeVariables(notice, { ...addedWhenSent, ...variables });
  const [first = of.requester, ...others] = only ?? [
    of.requester,
    ...of.parties.filter(({ address }) => address.toLowerCase() !== of.requester.address.toLowerCase()),
  ];
  return {
    to: [first],
    cc: others.filter((party) => !erased(party)),
    subject: of.subject,
    language: of.language,
    notice,
    variables: { ...variables },
    inReplyTo: of.thread.at(-1) ?? null,
    references: [...of.thread],
    automatic,
  };
}
