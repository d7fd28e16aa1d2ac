import type { Case } from '../domain/case/case.ts';
import { automaticMessage } from '../domain/case/message.ts';
import { decideAssign } from '../domain/case/ownership.ts';
import { InvalidInput } from '../errors/index.ts';
import { intakeActor } from './actors.ts';
import { type Command, command } from './commands.ts';
import type { Desk } from './desk.ts';
import { letter } from './mails.ts';

/**
 * Makes one of the desk's people the owner. A handover tells the customer who is responsible now, and why.
 *
 * @throws InvalidInput when the person cannot own cases, or a handover lacks its reason or summary
 */
export async function assignOwner(
  desk: Desk,
  asked: Command & {
    readonly agentId: string;
    readonly reason?: string | undefined;
    readonly summary?: string | undefined;
  },
): Promise<{ readonly after: Case }> {
  const person = await desk.directory.person(asked.agentId);
  const canOwn =
    person?.enabled === true &&
    person.roles.some((role) => role === 'agent' || role === 'tam' || role === 'supervisor');
  if (person === null || !canOwn) {
    throw new InvalidInput('Nobody with this id can own cases.', [
      { path: 'agentId', message: 'Name an enabled agent.' },
    ]);
  }
  return await command(desk, asked, (current, context) => {
    const entries = decideAssign(
      current,
      {
        ownerId: person.personId,
        ownerName: person.name,
        how: 'hand',
        reason: asked.reason ?? null,
        summary: asked.summary ?? null,
      },
      context,
    );
    if (entries.length === 0 || current.ownerId === null || current.parties.length === 0) return entries;
    const variables = { ownerName: person.name, reason: asked.reason ?? '' };
    const mail = letter(current, { notice: 'owner-changed', variables, automatic: true });
    return [...entries, automaticMessage(mail, { now: context.now, actor: intakeActor })];
  });
}
