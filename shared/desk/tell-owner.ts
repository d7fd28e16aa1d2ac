import { isPresent } from '../domain/account/attendance.ts';
import type { Case } from '../domain/case/case.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { intakeActor } from './actors.ts';
import type { Desk } from './desk.ts';
import { noticeToPerson } from './notices.ts';

/** What the customer did that the owner should hear of. */
export type Happening = 'wrote' | 'declined' | 'reopened';

/**
 * Tells the owner what the customer did on their case, unless they want no such mails. Of messages only the first
 * since the desk's last word: what comes on top of it waits where the mail leads to.
 */
export async function tellOwner(
  { directory }: Pick<Desk, 'directory'>,
  of: Case,
  happening: Happening,
  now: string,
): Promise<NewEntry[]> {
  if (of.ownerId === null || (happening === 'wrote' && isAlreadyAsked(of))) return [];
  const owner = await directory.person(of.ownerId);
  if (owner === null || !isPresent(owner) || owner.caseMails === false) return [];
  const variables = { happening };
  return [noticeToPerson(of, owner, { notice: 'customer-acted', variables, now, actor: intakeActor })];
}

const isAlreadyAsked = ({ lastDeskAt, lastCustomerAt }: Case): boolean =>
  lastDeskAt === null || (lastCustomerAt !== null && lastCustomerAt > lastDeskAt);
