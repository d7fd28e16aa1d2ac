import type { CaseLists } from '../aws/case-lists.ts';
import { isOpen } from '../domain/calendar/index.ts';
import type { Case } from '../domain/case/case.ts';
import { type Candidate, decideAssign, pickOwner } from '../domain/case/ownership.ts';
import type { Actor } from '../domain/case/vocabulary.ts';
import { changeCase } from './change-case.ts';
import type { DecidingDesk } from './desk.ts';

const ruleActor: Actor = { kind: 'system', id: 'assignment', name: 'Guardia' };

/**
 * Gives a case its one owner by the desk's rule, if it has none. Where the rule is «by hand», or nobody is
 * available, the owner's deadline goes on and tells the supervisor.
 *
 * @returns who became the owner, or null if nothing was done
 */
export async function assignByRule(
  desk: DecidingDesk & { readonly lists: CaseLists },
  caseId: string,
): Promise<string | null> {
  if ((await desk.directory.rules()).assignment === 'by-hand') return null;
  const candidates = await candidatesOf(desk);
  const change = await changeCase(desk, {
    caseId,
    decide: (current) => (wantsOwner(current) ? assignment(current, candidates, desk.now()) : []),
  });
  return change?.after.ownerId ?? null;
}

function assignment(of: Case, candidates: readonly Candidate[], now: string) {
  const chosen = pickOwner(of, candidates);
  if (chosen === null) return [];
  const owner = {
    ownerId: chosen.personId,
    ownerName: chosen.name,
    how: 'rule' as const,
    reason: null,
    summary: null,
  };
  return decideAssign(of, owner, { now, actor: ruleActor });
}

const wantsOwner = ({ ownerId, status }: Case): boolean =>
  ownerId === null && status !== 'quarantined' && status !== 'closed';

async function candidatesOf({
  directory,
  lists,
  now,
}: DecidingDesk & { lists: CaseLists }): Promise<Candidate[]> {
  const agents = (await directory.people()).filter(({ roles }) => roles.includes('agent'));
  return await Promise.all(
    agents.map(async ({ personId, name, languages, skills, enabled, away, calendarId }) => {
      const available = enabled && !away;
      const calendar = available ? await directory.calendar(calendarId) : null;
      return {
        personId,
        name,
        languages,
        skills,
        available,
        atWork: calendar === null || isOpen(calendar, now()),
        openCases: available ? await lists.countOpen(personId) : 0,
      };
    }),
  );
}
