import type { Case } from '../../domain/case/case.ts';
import { decideCadence } from '../../domain/case/critical/cadence.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';
import { criticalMail } from './customer-mail.ts';

/** One party says how often the customer shall hear; the customer is written to when the desk proposes. */
export async function setCadence(desk: Desk, asked: Command & { readonly minutes: number }): Promise<Case> {
  const { minutes, principal } = asked;
  return await criticalCommand(desk, asked, async (current, context) => {
    const mail =
      context.side === 'customer'
        ? null
        : await criticalMail(desk, current, {
            notice: 'cadence-proposed',
            variables: { minutes: String(minutes), proposedBy: principal.name },
          });
    return decideCadence(current, { minutes, mail }, context);
  });
}
