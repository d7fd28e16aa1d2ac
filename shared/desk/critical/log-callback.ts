import type { Case } from '../../domain/case/case.ts';
import { decideLogCallback, type LoggedCall } from '../../domain/case/critical/callback.ts';
import { judgeCall } from '../../domain/paging/index.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';
import { criticalMail } from './customer-mail.ts';

/** Logs a call to the customer; one that did not reach them is followed by a mail that says when we call again. */
export async function logCallback(
  desk: Desk & { readonly hotlineNumbers: readonly string[] },
  asked: Command & { readonly call: Omit<LoggedCall, 'mail'> },
): Promise<Case> {
  const { call } = asked;
  return await criticalCommand(desk, asked, async (current, context) => {
    const verdict = judgeCall(call, { contactPhone: call.number });
    const mail =
      call.outcome === 'reached' || verdict.met
        ? null
        : await criticalMail(desk, current, {
            notice: 'callback-attempted',
            variables: {
              phone: call.number,
              outcome: call.outcome,
              attemptedAt: call.startedAt,
              nextAttemptAt: verdict.nextAttemptAt,
              hotlineNumbers: desk.hotlineNumbers.join('\n'),
            },
            automatic: true,
          });
    return decideLogCallback(current, { ...call, mail }, context);
  });
}
