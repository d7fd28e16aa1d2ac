import type { CaseLists } from '../../aws/case-lists.ts';
import type { Account } from '../../domain/account/account.ts';
import type { Person } from '../../domain/account/person.ts';
import type { Desk } from '../desk.ts';
import {
  casesOf,
  healthOf,
  isAwaitingCustomer,
  isBreached,
  isOpen,
  isSilent,
  type ReportedCase,
} from '../reports/account-health.ts';

/** What one account needs its technical account manager to see. */
export interface AccountDigest {
  readonly accountId: string;
  readonly name: string;
  readonly opened: number;
  readonly closed: number;
  readonly silent: number;
  readonly reopened: number;
  readonly breached: number;
  readonly awaitingCustomer: number;
  /** Cases worth a look: breached or silent first, then waiting on the customer. */
  readonly cases: readonly ReportedCase[];
}

export interface TamDigest {
  readonly tamId: string;
  readonly accounts: readonly AccountDigest[];
}

const days = 7;
const casesShown = 20;

type Reading = Pick<Desk, 'directory' | 'now'> & { readonly lists: CaseLists };

/** The last seven days of the accounts that a technical account manager follows, or stands in for now. */
export async function digestOf(desk: Reading, tamId: string): Promise<TamDigest> {
  const followed = await followedAccounts(desk, tamId);
  return { tamId, accounts: await Promise.all(followed.map((account) => digestOfAccount(desk, account))) };
}

/** The accounts that somebody follows as their technical account manager, or stands in for now. */
export async function followedAccounts(
  { directory }: Pick<Desk, 'directory'>,
  personId: string,
): Promise<Account[]> {
  const [accounts, people] = await Promise.all([directory.accounts(), directory.people()]);
  return accounts.filter((account) => follows(personId, account, people));
}

/** Whose account it is: the manager's, or the deputy's while the manager is away. */
export function follows(
  personId: string,
  { tamId, deputyTamId }: Pick<Account, 'tamId' | 'deputyTamId'>,
  people: readonly Person[],
): boolean {
  if (tamId === personId) return true;
  const tam = people.find((person) => person.personId === tamId);
  return deputyTamId === personId && (tam === undefined || tam.away || !tam.enabled);
}

async function digestOfAccount(desk: Reading, { accountId, name }: Account): Promise<AccountDigest> {
  const cases = await casesOf(desk, accountId, days);
  const health = healthOf(cases, { accountId, days, now: desk.now() });
  const { silent, reopened, breached, awaitingCustomer } = health;
  // Only so many are shown: what has stood still for longest must not be what is left out.
  const open = cases.filter(isOpen).toReversed();
  const late = open.filter((of) => isBreached(of) || isSilent(of));
  const waiting = open.filter((of) => isAwaitingCustomer(of) && !late.includes(of));
  return {
    accountId,
    name,
    opened: health.opened.reduce((sum, { value }) => sum + value, 0),
    closed: health.closed.reduce((sum, { value }) => sum + value, 0),
    silent,
    reopened,
    breached,
    awaitingCustomer,
    cases: [...late, ...waiting].slice(0, casesShown),
  };
}
