import type { Case } from '../domain/case/case.ts';
import type { CaseEvents } from '../domain/case/events.ts';
import type { Party } from '../domain/case/vocabulary.ts';
import { sesRecipients } from '../email/compose-errors.ts';
import { domainOf } from '../email/index.ts';
import type { MailDesk } from './desk.ts';

/** Addresses that SES takes: one that it refuses would refuse the whole mail. */
const writable = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9.-]+$/i;

/**
 * Whom a sender of the account put in To or Cc and who is theirs: an address of the account's own domains,
 * or of a contact of it that was verified. They take part in the case, as far as one mail can reach them all;
 * anybody else is a stranger to it, whatever the mail says.
 */
export async function colleaguesOf(
  desk: Pick<MailDesk, 'directory' | 'settings'>,
  { accountId, parties }: Pick<Case, 'accountId' | 'parties'>,
  { to, cc }: Pick<CaseEvents['message.received'], 'to' | 'cc'>,
): Promise<Party[]> {
  const known = new Set(parties.map(({ address }) => address.toLowerCase()));
  const ours = domainOf(desk.settings.supportAddress);
  const named = new Map([...to, ...cc].map((party) => [party.address.toLowerCase(), party]));
  const others = [...named].flatMap(([address, party]) =>
    known.has(address) || domainOf(address) === ours || !writable.test(address) ? [] : [party],
  );
  if (accountId === null || others.length === 0) return [];
  const account = await desk.directory.account(accountId);
  if (account === null) return [];
  const found = await Promise.all(
    others.map(async (party): Promise<Party[]> => {
      const owner = await desk.directory.addressOwner(party.address);
      const domain = domainOf(party.address);
      const ofDomain = domain !== null && account.domains.includes(domain);
      if (owner === null) return ofDomain ? [party] : [];
      const isContact = owner.kind === 'contact' && owner.accountId === accountId;
      return isContact && (owner.verified || ofDomain)
        ? [{ ...party, name: owner.name, contactId: owner.id }]
        : [];
    }),
  );
  return found.flat().slice(0, Math.max(0, sesRecipients - parties.length));
}
