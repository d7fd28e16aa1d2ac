import { sideOf } from '../domain/access/principal.ts';
import type { Person } from '../domain/account/person.ts';
import { addBusinessTime, alwaysOpen, isOpen } from '../domain/calendar/index.ts';
import type { Case } from '../domain/case/case.ts';
import { decideEscalate, type EscalationPath } from '../domain/case/escalate.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import { defaultTargets } from '../domain/case/terms.ts';
import { Conflict } from '../errors/index.ts';
import { intakeActor } from './actors.ts';
import { type Command, command } from './commands.ts';
import type { Desk } from './desk.ts';
import { noticeToPerson } from './notices.ts';

/** Puts a case before the account's technical account manager, or who stands in for them now. */
export async function escalateCase(
  desk: Desk,
  asked: Command & { readonly reason: string },
): Promise<{ readonly after: Case }> {
  return await command(desk, asked, async (current, context) => {
    const path = await escalationPath(desk, current.accountId, context.now);
    const entries = decideEscalate(
      current,
      { by: sideOf(asked.principal), reason: asked.reason, path },
      context,
    );
    if (entries.length === 0) throw nobodyToEscalateTo();
    return [...entries, ...(await tellEscalated(desk, current, entries, context.now))];
  });
}

export const nobodyToEscalateTo = () =>
  new Conflict(
    'nobody-to-escalate-to',
    'No technical account manager or supervisor is set up for this account.',
  );

/** Who an escalation of this account reaches now, and by when each would answer. */
export async function escalationPath(
  { directory }: Pick<Desk, 'directory'>,
  accountId: string | null,
  now: string,
): Promise<EscalationPath> {
  const account = accountId === null ? null : await directory.account(accountId);
  const { escalationAnswerMinutes } = account?.targets ?? defaultTargets;
  const reach = async (person: Person | null | undefined) => {
    if (!person?.enabled) return null;
    const hours = (await directory.calendar(person.calendarId)) ?? alwaysOpen;
    return {
      id: person.personId,
      name: person.name,
      open: !person.away && isOpen(hours, now),
      answerBy: addBusinessTime(hours, now, escalationAnswerMinutes),
    };
  };
  const byId = async (personId: string | null | undefined) =>
    await reach(personId == null ? null : await directory.person(personId));
  return {
    tam: await byId(account?.tamId),
    deputy: await byId(account?.deputyTamId),
    supervisor: await reach((await directory.people()).find(canSupervise)),
  };
}

/** The mail to whom a case was escalated. */
export async function tellEscalated(
  { directory }: Pick<Desk, 'directory'>,
  of: Case,
  entries: readonly NewEntry[],
  now: string,
): Promise<NewEntry[]> {
  const escalated = entries.find(({ type }) => type === 'case.escalated');
  if (escalated === undefined) return [];
  const { by, to, reason, deadlines } = escalated.data as CaseEvents['case.escalated'];
  const person = await directory.person(to.id);
  const answerBy = deadlines?.['escalation-answer'];
  return person === null
    ? []
    : [
        noticeToPerson(of, person, {
          notice: 'escalated',
          variables: {
            escalatedBy: by === 'customer' ? of.requester.name : 'Guardia',
            reason,
            ...(answerBy == null ? {} : { answerBy }),
          },
          now,
          actor: intakeActor,
        }),
      ];
}

const canSupervise = ({ enabled, away, roles }: Person): boolean =>
  enabled && !away && roles.includes('supervisor');
