import type { Case } from '../../domain/case/case.ts';
import { mergeParties } from '../../domain/case/evolve.ts';
import type { NoticeKind, OutgoingMail } from '../../domain/case/mail.ts';
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
  const contact = of.critical?.vitalInformation ?? null;
  const named = contact === null ? [] : [{ address: contact.contactEmail, name: contact.contactName }];
  const writable = mergeParties([of.requester], [...of.parties, ...named]).filter(({ address }) =>
    address.includes('@'),
  );
  const timeZone = account?.timeZone ?? 'UTC';
  return letter(
    { ...of, language: contact?.language ?? of.language },
    { notice, variables: { timeZone, ...variables }, automatic, only: writable },
  );
}
