import type { Account, Contact } from '../../domain/account/account.ts';
import { GuardiaError } from '../../errors/index.ts';
import { matches } from '../paging-lists.ts';
import { customerName } from './customer-name.ts';
import { caseIdOf, type IntakeDesk } from './record-intake.ts';

export interface Caller {
  readonly accountId: string;
  readonly accountName: string;
  readonly contactId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
}

const most = 20;

/** Who may be calling: by case number, PIN, phone, e-mail or company. Proposes; never proves. */
export async function findCallers(desk: IntakeDesk, asked: string): Promise<Caller[]> {
  const byCase = /^[\s\d#-]+$/.test(asked) ? await byCaseNumber(desk, asked) : [];
  if (byCase.length > 0) return byCase;
  const accounts = await desk.directory.accounts();
  const found: Caller[] = [];
  for (const account of accounts) {
    const contacts = await desk.directory.contacts(account.accountId);
    const ofAccount = matches(asked, [account.name, ...account.domains]);
    const wanted = contacts.filter((contact) => ofAccount || isContact(contact, asked));
    found.push(...wanted.map((contact) => callerOf(account, contact)));
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}

async function byCaseNumber(desk: IntakeDesk, asked: string): Promise<Caller[]> {
  try {
    const of = await desk.cases.read(await caseIdOf(desk, asked));
    const account = of === null || of.accountId === null ? null : await desk.directory.account(of.accountId);
    if (of === null) return [];
    return [
      {
        accountId: of.accountId ?? '',
        accountName: customerName(of, account),
        contactId: of.requester.contactId ?? null,
        name: of.requester.name,
        email: of.requester.address,
        phone: of.critical?.vitalInformation?.contactPhone ?? null,
        caseId: of.caseId,
        caseNumber: of.number,
      },
    ];
  } catch (error) {
    if (error instanceof GuardiaError) return [];
    throw error;
  }
}

/** The last digits are what a telephone shows of a number, whatever stands before them. */
const shownDigits = 7;

function isContact({ name, addresses, phone }: Contact, asked: string): boolean {
  const digits = asked.replace(/\D/g, '');
  const calls = digits.length >= shownDigits && phone?.endsWith(digits.slice(-shownDigits)) === true;
  return calls || matches(asked, [name, ...addresses.map(({ address }) => address)]);
}

function callerOf({ accountId, name: accountName }: Account, contact: Contact): Caller {
  return {
    accountId,
    accountName,
    contactId: contact.contactId,
    name: contact.name,
    email: contact.addresses[0]?.address ?? null,
    phone: contact.phone,
    caseId: null,
    caseNumber: null,
  };
}
