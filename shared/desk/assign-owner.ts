import { canOwn } from '../domain/account/person.ts';
import type { Case } from '../domain/case/case.ts';
import { decideAssign } from '../domain/case/ownership.ts';
import { InvalidInput } from '../errors/index.ts';
import { type Command, command } from './commands.ts';
import type { Desk } from './desk.ts';
import { handoverMails } from './handover-mails.ts';

/**
 * Makes one of the desk's people the owner, who is told. A handover tells the customer who is responsible now,
 * and why.
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
  if (person?.enabled !== true || !canOwn(person)) {
    throw new InvalidInput('Nobody with this id can own cases.', [
      { path: 'agentId', message: 'Name an enabled agent.' },
    ]);
  }
  const { personId: ownerId, name: ownerName } = person;
  const { reason = null, summary = null } = asked;
  return await command(desk, asked, async (current, context) => {
    const owner = { ownerId, ownerName, reason, summary };
    const entries = decideAssign(current, { ...owner, how: 'hand' }, context);
    if (entries.length === 0) return entries;
    return [...entries, ...(await handoverMails(desk, current, owner, context))];
  });
}
