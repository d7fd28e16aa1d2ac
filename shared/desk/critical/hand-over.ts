import type { ScheduleStore } from '../../aws/schedule-store.ts';
import { authoriseCase } from '../../domain/access/policy.ts';
import type { Case } from '../../domain/case/case.ts';
import { decideHandover } from '../../domain/case/critical/handover.ts';
import { automaticMessage } from '../../domain/case/message.ts';
import { onDutyAt } from '../../domain/oncall/index.ts';
import { InvalidInput } from '../../errors/index.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';
import { criticalMail } from './customer-mail.ts';

/**
 * Who would get a critical issue that is handed over now: who is on duty by the schedule.
 *
 * @throws NotFound
 */
export async function suggestHandover(
  desk: Pick<Desk, 'cases' | 'directory' | 'now'> & { readonly onCall: Pick<ScheduleStore, 'schedule'> },
  { principal, caseId }: Pick<Command, 'principal' | 'caseId'>,
): Promise<{ readonly toId: string | null; readonly toName: string | null }> {
  authoriseCase(principal, await desk.cases.read(caseId), caseId);
  const schedule = await desk.onCall.schedule();
  const onDuty = schedule === null ? null : onDutyAt(schedule, desk.now());
  const person = onDuty === null ? null : await desk.directory.person(onDuty.personId);
  return { toId: person?.personId ?? null, toName: person?.name ?? null };
}

/** Hands a critical issue to somebody with a written situation, and tells the customer who has it now. */
export async function handOver(
  desk: Desk,
  asked: Command & { readonly toId: string; readonly situation: string },
): Promise<Case> {
  const person = await desk.directory.person(asked.toId);
  if (person?.enabled !== true || person.roles.every((role) => role === 'representative')) {
    throw new InvalidInput('Nobody with this id can own cases.', [
      { path: 'toId', message: 'Name an enabled agent.' },
    ]);
  }
  return await criticalCommand(desk, asked, async (current, context) => {
    const entries = decideHandover(
      current,
      { toId: person.personId, toName: person.name, situation: asked.situation },
      context,
    );
    if (current.ownerId === person.personId) return entries;
    const mail = await criticalMail(desk, current, {
      notice: 'owner-changed',
      variables: { ownerName: person.name },
      automatic: true,
    });
    const { now, actor } = context;
    return [...entries, automaticMessage(mail, { now, actor })];
  });
}
