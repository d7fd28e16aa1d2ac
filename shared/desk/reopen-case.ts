import { sideOf } from '../domain/access/principal.ts';
import type { Case } from '../domain/case/case.ts';
import { decideReopen, TooLateToReopen } from '../domain/case/closure.ts';
import { tell } from './close-case.ts';
import { type Command, command, readCase } from './commands.ts';
import { type SubmittingDesk, submitCase } from './submit-case.ts';
import { tellOwner } from './tell-owner.ts';

/**
 * Opens a closed case again within its time; after it, opens a new case that follows the old one, as severe as that.
 *
 * @returns the case that goes on
 * @throws Conflict when the case is open, was merged or was discarded
 */
export async function reopenCase(
  desk: SubmittingDesk,
  asked: Command & { readonly reason: string },
): Promise<Case> {
  const { principal, reason } = asked;
  const by = sideOf(principal);
  try {
    const { after } = await command(desk, asked, async (current, context) => [
      ...decideReopen(current, { by, reason }, context),
      ...(by === 'desk'
        ? [tell(current, 'case-reopened', { reopenedBy: context.actor.name, reason }, context.now)]
        : await tellOwner(desk, current, 'reopened', context.now)),
    ]);
    return after;
  } catch (error) {
    if (!(error instanceof TooLateToReopen)) throw error;
    return await followUp(desk, asked);
  }
}

async function followUp(
  desk: SubmittingDesk,
  { principal, caseId, reason, commandKey = null }: Command & { readonly reason: string },
): Promise<Case> {
  const follows = await readCase(desk, principal, caseId);
  const { accountId, requester, subject, category, severity, critical } = follows;
  const vital = severity === 'critical' ? (critical?.vitalInformation ?? null) : null;
  const asks = principal.accountId === null;
  return await submitCase(desk, {
    principal,
    submitted: {
      subject,
      description: reason,
      category,
      severity,
      attachmentIds: [],
      // Whom to call is known: the 15 minutes run at once.
      ...(vital === null ? {} : { vitalInformation: { ...vital, description: reason } }),
      ...(asks && accountId !== null ? { accountId } : {}),
      ...(asks && requester.contactId !== undefined ? { contactId: requester.contactId } : {}),
    },
    commandKey,
    follows,
  });
}
