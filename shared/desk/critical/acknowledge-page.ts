import type { Case } from '../../domain/case/case.ts';
import { decideAcknowledge } from '../../domain/case/critical/acknowledge.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';

/** Takes the page of a critical issue: the ladder rests until the callback is due. */
export async function acknowledgePage(desk: Desk, asked: Command): Promise<Case> {
  return await criticalCommand(desk, asked, (current, context) =>
    decideAcknowledge(current, { channel: 'dashboard' }, context),
  );
}
