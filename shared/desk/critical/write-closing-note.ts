import type { Case } from '../../domain/case/case.ts';
import { decideClosingNote } from '../../domain/case/critical/closing-note.ts';
import type { CaseEvents } from '../../domain/case/events.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';

/** Writes the closing note: cause or unknown, and follow-ups with owners and dates. */
export async function writeClosingNote(
  desk: Desk,
  asked: Command & { readonly note: CaseEvents['closing-note.recorded'] },
): Promise<Case> {
  return await criticalCommand(desk, asked, (current, context) =>
    decideClosingNote(current, asked.note, context),
  );
}
