import type { Account } from '../../domain/account/account.ts';
import type { Case } from '../../domain/case/case.ts';

/** Whose critical case it is, for those who are called to it: the account, the company that was named, or who opened it. */
export const customerName = (
  { critical, requester }: Pick<Case, 'critical' | 'requester'>,
  account: Pick<Account, 'name'> | null,
): string =>
  account?.name ?? critical?.vitalInformation?.companyName ?? (requester.name || requester.address);
