import type { Case } from '../../domain/case/case.ts';
import { mergeParties } from '../../domain/case/evolve.ts';
import type { NoticeKind, OutgoingMail } from '../../domain/case/mail.ts';
import type { Language, Party } from '../../domain/case/vocabulary.ts';
import type { DecidingDesk } from '../desk.ts';
import { letter } from '../mails.ts';

/**
 * A mail about a critical issue: to everyone on the case, and to whom the vital information names, because
 * that is whom the contract promises the updates to.
 */
export async function criticalMail(
  { directory }: Pick<DecidingDesk, 'directory'>,
  of: Case,
  {
    notice,
    variables,
    automatic = false,
  }: { notice: NoticeKind; variables: Readonly<Record<string, string>>; automatic?: boolean },
): Promise<OutgoingMail> {
  const account = of.accountId === null ? null : await directory.account(of.accountId);
  const timeZone = account?.timeZone ?? 'UTC';
  return letter(
    { ...of, language: languageOf(of) },
    { notice, variables: { timeZone, ...variables }, automatic, only: readersOf(of) },
  );
}

/** Everyone on the case, and whom the vital information of a critical issue names. */
export function readersOf(of: Case): readonly Party[] {
  const contact = of.critical?.vitalInformation ?? null;
  const named = contact === null ? [] : [{ address: contact.contactEmail, name: contact.contactName }];
  return mergeParties([of.requester], [...of.parties, ...named]).filter(({ address }) =>
    address.includes('@'),
  );
}

/** The language in which the contact of the vital information is called, else the case's. */
export const languageOf = (of: Case): Language => of.critical?.vitalInformation?.language ?? of.language;
