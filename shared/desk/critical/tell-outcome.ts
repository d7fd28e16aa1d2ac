import type { Case } from '../../domain/case/case.ts';
import { decideEnd, decideWorkaround, decideWorkaroundFailed } from '../../domain/case/critical/outcome.ts';
import { automaticMessage } from '../../domain/case/message.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';
import { criticalMail } from './customer-mail.ts';

type Outcome = Command & { readonly description: string; readonly at: string | null };

/** A workaround has been given: the customer reads it by mail as well. */
export async function giveWorkaround(desk: Desk, asked: Outcome): Promise<Case> {
  const { description, at } = asked;
  return await criticalCommand(desk, asked, async (current, context) => {
    const variables = { description, givenAt: at ?? context.now };
    const mail = await criticalMail(desk, current, { notice: 'workaround-given', variables });
    return decideWorkaround(current, { description, at, mail }, context);
  });
}

/** The workaround helps no longer, says either party: back to work; the desk's word reaches the customer by mail. */
export async function failWorkaround(
  desk: Desk,
  asked: Command & { readonly reason: string },
): Promise<Case> {
  const { reason } = asked;
  return await criticalCommand(desk, asked, async (current, context) => {
    const entries = decideWorkaroundFailed(current, { reason }, context);
    if (context.side === 'customer') return entries;
    const mail = await criticalMail(desk, current, {
      notice: 'workaround-failed',
      variables: { reason },
      automatic: true,
    });
    return [...entries, automaticMessage(mail, { now: context.now, actor: context.actor })];
  });
}

/** The critical issue has ended: the customer reads it by mail as well, and agrees or not to close. */
export async function declareEnd(desk: Desk, asked: Outcome): Promise<Case> {
  const { description, at } = asked;
  return await criticalCommand(desk, asked, async (current, context) => {
    const variables = { description, endedAt: at ?? context.now };
    const mail = await criticalMail(desk, current, { notice: 'issue-ended', variables });
    return decideEnd(current, { description, at, mail }, context);
  });
}
