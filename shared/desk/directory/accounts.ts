import type * as z from 'zod';
import type { AccountView, ContactView } from '../../contracts/api/people.ts';
import { authoriseAccount } from '../../domain/access/policy.ts';
import type { Principal } from '../../domain/access/principal.ts';
import type { Account, Contact } from '../../domain/account/account.ts';
import { isUnattended } from '../../domain/account/attendance.ts';
import { authorOf } from '../../domain/audit/change.ts';
import { isTimeZone } from '../../domain/calendar/index.ts';
import { type FieldError, InvalidInput, NotFound } from '../../errors/index.ts';
import type { Desk } from '../desk.ts';
import { tamCard } from '../tam-card.ts';
import { type Change, type DirectoryDesk, guarded, refuseStale } from './directory-desk.ts';

type AccountFields = Omit<Account, 'accountId' | 'legalHold' | 'hold' | 'version'>;

export async function accountView(desk: Desk, account: Account): Promise<z.input<typeof AccountView>> {
  const { targets, domains, hold: _, ...shown } = account;
  return {
    ...shown,
    domains: [...domains],
    targets: { ...targets, closureReminderMinutes: [...targets.closureReminderMinutes] },
    tam: await tamCard(desk, account, desk.now()),
  };
}

/** An account that the caller may see. @throws NotFound */
export async function readAccount(desk: Desk, principal: Principal, accountId: string): Promise<Account> {
  const account = await desk.directory.account(authoriseAccount(principal, accountId));
  if (account === null) throw new NotFound('account', accountId);
  return account;
}

/** Creates or changes an account; whom and what it names must exist. @throws InvalidInput | Stale | Conflict */
export async function putAccount(
  desk: DirectoryDesk,
  accountId: string,
  { principal, fields, expectedVersion }: Change<AccountFields>,
): Promise<Account> {
  const before = await desk.directory.account(accountId);
  refuseStale(before, expectedVersion);
  const problems: FieldError[] = repeated(fields.domains).map((index) => ({
    path: `domains.${index}`,
    message: 'Name each domain once.',
  }));
  if (!isTimeZone(fields.timeZone))
    problems.push({ path: 'timeZone', message: 'Name an IANA time zone, such as Europe/Madrid.' });
  if ((await desk.directory.calendar(fields.calendarId)) === null) {
    problems.push({ path: 'calendarId', message: 'Create this calendar first.' });
  }
  for (const path of ['tamId', 'deputyTamId'] as const) {
    const personId = fields[path];
    const person = personId === null ? null : await desk.directory.person(personId);
    if (personId !== null && person?.enabled !== true)
      problems.push({ path, message: 'Name one of the desk’s enabled people.' });
  }
  if (fields.tamId !== null && fields.tamId === fields.deputyTamId) {
    problems.push({
      path: 'deputyTamId',
      message: 'Somebody else stands in for the technical account manager.',
    });
  }
  if (problems.length === 0 && isUnattended(fields, await desk.directory.people())) {
    problems.push({
      path: 'deputyTamId',
      message: 'Name a deputy who is there: the technical account manager is away.',
    });
  }
  if (problems.length > 0) throw new InvalidInput('The account cannot be saved like this.', problems);
  const value: Account = {
    ...fields,
    accountId,
    legalHold: before?.legalHold ?? false,
    ...(before?.hold && { hold: before.hold }),
    version: (before?.version ?? 0) + 1,
  };
  await guarded(desk.write.putAccount({ value, before, by: authorOf(principal, desk.now()) }));
  return value;
}

type ContactFields = Omit<Contact, 'contactId' | 'accountId' | 'version' | 'addresses'> & {
  readonly addresses: readonly { readonly address: string; readonly verified: boolean }[];
};

/**
 * Creates or changes a contact. An address that was verified before stays verified; any other counts as
 * verified only when the desk says so.
 */
export async function putContact(
  desk: DirectoryDesk,
  { accountId, contactId }: { accountId: string; contactId: string },
  { principal, fields, expectedVersion }: Change<ContactFields>,
): Promise<Contact> {
  if ((await desk.directory.account(accountId)) === null) throw new NotFound('account', accountId);
  const twice = repeated(fields.addresses.map(({ address }) => address.toLowerCase()));
  if (twice.length > 0) {
    throw new InvalidInput(
      'The contact cannot be saved like this.',
      twice.map((index) => ({ path: `addresses.${index}.address`, message: 'Name each address once.' })),
    );
  }
  const before = await desk.directory.contact(accountId, contactId);
  refuseStale(before, expectedVersion);
  const known = new Map((before?.addresses ?? []).map((one) => [one.address, one]));
  const addresses = fields.addresses.map(({ address, verified }) => {
    const lower = address.toLowerCase();
    const old = known.get(lower);
    return {
      address: lower,
      verified: verified || old?.verified === true,
      undeliverable: old?.undeliverable ?? false,
    };
  });
  const value: Contact = { ...fields, addresses, accountId, contactId, version: (before?.version ?? 0) + 1 };
  await guarded(desk.write.putContact({ value, before, by: authorOf(principal, desk.now()) }));
  return value;
}

export const contactView = (contact: Contact): z.input<typeof ContactView> => ({
  ...contact,
  addresses: [...contact.addresses],
});

/** The places of what was named before. */
const repeated = (names: readonly string[]): number[] =>
  names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
