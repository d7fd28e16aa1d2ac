import type { Case } from '../domain/case/case.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { automaticMessage } from '../domain/case/message.ts';
import type { Assignment } from '../domain/case/ownership.ts';
import type { Actor } from '../domain/case/vocabulary.ts';
import { intakeActor } from './actors.ts';
import type { DecidingDesk } from './desk.ts';
import { letter } from './mails.ts';
import { noticeToPerson } from './notices.ts';

/**
 * Who is told of a new owner: the customer when the case had another one before, and the new owner unless they
 * took it themselves.
 */
export async function handoverMails(
  { directory }: Pick<DecidingDesk, 'directory'>,
  of: Case,
  { ownerId, ownerName, reason, summary }: Omit<Assignment, 'how'>,
  { now, actor }: { now: string; actor: Actor },
): Promise<NewEntry[]> {
  const told: NewEntry[] = [];
  if (of.ownerId !== null && of.parties.length > 0) {
    const variables = { ownerName, reason: reason ?? '' };
    const mail = letter(of, { notice: 'owner-changed', variables, automatic: true });
    told.push(automaticMessage(mail, { now, actor: intakeActor }));
  }
  const owner = ownerId === actor.id ? null : await directory.person(ownerId);
  if (owner !== null) {
    const variables = {
      assignedBy: actor.name,
      ...(reason === null ? {} : { reason }),
      ...(summary === null ? {} : { summary }),
    };
    told.push(noticeToPerson(of, owner, { notice: 'case-assigned', variables, now, actor: intakeActor }));
  }
  return told;
}
