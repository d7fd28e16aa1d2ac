import type { Case } from '../../domain/case/case.ts';
import { decideClosingNote } from '../../domain/case/critical/closing-note.ts';
import type { CaseEvents } from '../../domain/case/events.ts';
import { InvalidInput } from '../../errors/index.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';

type Note = CaseEvents['closing-note.recorded'];

/**
 * Writes the closing note: cause or unknown, and follow-ups with owners and dates. An owner is one of the
 * desk's people who is there: the customer reads their name.
 *
 * @throws InvalidInput naming every owner who is not
 */
export async function writeClosingNote(desk: Desk, asked: Command & { readonly note: Note }): Promise<Case> {
  const followUps = await withOwners(desk, asked.note.followUps);
  return await criticalCommand(desk, asked, (current, context) =>
    decideClosingNote(current, { ...asked.note, followUps }, context),
  );
}

async function withOwners({ directory }: Desk, followUps: Note['followUps']): Promise<Note['followUps']> {
  const owners = await Promise.all(followUps.map(({ ownerId }) => directory.person(ownerId)));
  const fields = followUps.flatMap((_, index) =>
    owners[index]?.enabled === true
      ? []
      : [{ path: `followUps.${index}.ownerId`, message: 'Name one of the desk’s people.' }],
  );
  if (fields.length > 0) throw new InvalidInput('A follow-up has an owner whom nobody knows.', fields);
  return followUps.map((followUp, index) => ({
    ...followUp,
    ownerName: owners[index]?.name ?? followUp.ownerId,
  }));
}
