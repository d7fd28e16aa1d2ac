import type { Machine } from '../../domain/account/person.ts';
import { authorOf } from '../../domain/audit/change.ts';
import { InvalidInput } from '../../errors/index.ts';
import { type Change, type DirectoryDesk, guarded, refuseStale } from './directory-desk.ts';

/**
 * Says for which account a program speaks that signs in with a client of the user pool; its token's scopes say
 * what it may do there.
 *
 * @throws InvalidInput | Stale
 */
export async function putMachine(
  desk: DirectoryDesk,
  clientId: string,
  { principal, fields, expectedVersion }: Change<Omit<Machine, 'clientId' | 'version'>>,
): Promise<Machine> {
  const before = await desk.directory.machine(clientId);
  refuseStale(before, expectedVersion);
  const { accountId } = fields;
  if (accountId !== null && (await desk.directory.account(accountId)) === null) {
    throw new InvalidInput('The program cannot be saved like this.', [
      { path: 'accountId', message: 'Create this account first.' },
    ]);
  }
  const value: Machine = { ...fields, clientId, version: (before?.version ?? 0) + 1 };
  await guarded(desk.write.putMachine({ value, before, by: authorOf(principal, desk.now()) }));
  return value;
}
