import type { EventBus } from '../../aws/event-bus.ts';
import type { Principal } from '../../domain/access/principal.ts';
import type { Account } from '../../domain/account/account.ts';
import { authorOf } from '../../domain/audit/change.ts';
import { NotFound } from '../../errors/index.ts';
import { type DirectoryDesk, guarded } from '../directory/directory-desk.ts';
import { announce, holdChanged } from './requests.ts';

/**
 * Keeps everything of an account whatever is asked to be erased or expires, or no longer; why, by whom and since
 * when is on record.
 *
 * @throws NotFound | Stale | Unavailable
 */
export async function setLegalHold(
  desk: DirectoryDesk & { readonly bus: EventBus },
  accountId: string,
  { principal, held, reason }: { principal: Principal; held: boolean; reason: string },
): Promise<Account> {
  const before = await desk.directory.account(accountId);
  if (before === null) throw new NotFound('account', accountId);
  const by = authorOf(principal, desk.now());
  const hold = { reason, by: by.actor, at: by.at };
  const value: Account = { ...before, legalHold: held, hold, version: before.version + 1 };
  await guarded(desk.write.putAccount({ value, before, by }));
  await announce(desk, holdChanged, { accountId });
  return value;
}

/** Whether an account is held, and who said so last. @throws NotFound */
export async function readLegalHold({ directory }: Pick<DirectoryDesk, 'directory'>, accountId: string) {
  const account = await directory.account(accountId);
  if (account === null) throw new NotFound('account', accountId);
  const { legalHold: held, hold } = account;
  return {
    held,
    reason: hold?.reason ?? null,
    by: hold === undefined ? null : { ...hold.by },
    at: hold?.at ?? null,
  };
}
