import type { Case } from '../../domain/case/case.ts';
import { minutesAfter } from '../../domain/case/critical/clocks.ts';
import { type CustomerUpdate, decideSendUpdate } from '../../domain/case/critical/update.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';
import { criticalMail } from './customer-mail.ts';

/** Tells the customer the nature of the issue, what changed, and when it will be over or that will be known. */
export async function sendUpdate(
  desk: Desk,
  asked: Command & { readonly update: Omit<CustomerUpdate, 'mail'> },
): Promise<Case> {
  const { nature, changed, expectedResolutionAt, nextEstimateAt } = asked.update;
  return await criticalCommand(desk, asked, async (current, context) => {
    const minutes = current.critical?.cadence.minutes;
    const due = current.deadlines['critical-update'] === undefined ? undefined : minutes;
    const mail = await criticalMail(desk, current, {
      notice: 'customer-update',
      variables: {
        nature,
        changed,
        ...(expectedResolutionAt === null ? {} : { expectedResolutionAt }),
        ...(nextEstimateAt === null ? {} : { nextEstimateAt }),
        ...(due === undefined ? {} : { nextUpdateAt: minutesAfter(context.now, due) }),
      },
    });
    return decideSendUpdate(current, { ...asked.update, mail }, context);
  });
}
