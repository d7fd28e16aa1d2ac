import type { Account } from './account.ts';
import type { Person } from './person.ts';

/** Whether somebody is there for new work. */
export const isPresent = (person: Pick<Person, 'enabled' | 'away'> | null | undefined): boolean =>
  person?.enabled === true && !person.away;

/**
 * Whether an account that was promised a technical account manager has nobody there: neither the manager nor
 * the deputy (contract, TAM i).
 */
export function isUnattended(
  { tamId, deputyTamId }: Pick<Account, 'tamId' | 'deputyTamId'>,
  people: readonly Person[],
): boolean {
  if (tamId === null) return false;
  return !people.some((person) => [tamId, deputyTamId].includes(person.personId) && isPresent(person));
}
