import type { CaseLists } from '../aws/case-lists.ts';
import type { Directory } from '../aws/directory.ts';
import { isOpen } from '../domain/calendar/index.ts';
import type { Case } from '../domain/case/case.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { type Candidate, decideAssign, pickOwner } from '../domain/case/ownership.ts';
import type { Actor } from '../domain/case/vocabulary.ts';

const ruleActor: Actor = { kind: 'system', id: 'assignment', name: 'Guardia' };

/** For how long a count of open cases is good enough, in milliseconds; what the rule itself gave out is added. */
const freshMilliseconds = 10_000;

type Ownerless = Pick<Case, 'caseId' | 'language' | 'category' | 'status' | 'ownerId'>;

export interface OwnerRule {
  /**
   * Looks at who is there now, and answers with the rule to apply: the entry that gives a case its one
   * owner, or none where the desk assigns by hand or nobody is available (the owner's deadline then tells
   * the supervisor).
   */
  readonly prepare: () => Promise<(of: Ownerless) => NewEntry[]>;
}

interface Deciding {
  readonly directory: Directory;
  readonly lists: CaseLists;
  readonly now: () => string;
}

/** Round robin by load over the desk's agents; one per container, so that a burst is spread as it comes. */
export function ownerRule({ directory, lists, now }: Deciding): OwnerRule {
  let counted: { readonly at: number; readonly open: Map<string, number> } | null = null;

  const openCases = async (personIds: readonly string[]): Promise<Map<string, number>> => {
    const at = Date.parse(now());
    if (
      counted !== null &&
      at - counted.at < freshMilliseconds &&
      personIds.every((id) => counted?.open.has(id))
    ) {
      return counted.open;
    }
    const counts = await Promise.all(personIds.map(async (id) => [id, await lists.countOpen(id)] as const));
    counted = { at, open: new Map(counts) };
    return counted.open;
  };

  return {
    prepare: async () => {
      const [rules, people] = await Promise.all([directory.rules(), directory.people()]);
      const agents = people.filter(({ roles, enabled, away }) => roles.includes('agent') && enabled && !away);
      if (rules.assignment === 'by-hand' || agents.length === 0) return () => [];
      const open = await openCases(agents.map(({ personId }) => personId));
      const calendars = await Promise.all(agents.map(({ calendarId }) => directory.calendar(calendarId)));
      return (of) => {
        const at = now();
        const candidates = agents.map(({ personId, name, languages, skills }, index): Candidate => {
          const calendar = calendars[index] ?? null;
          const atWork = calendar === null || isOpen(calendar, at);
          return {
            personId,
            name,
            languages,
            skills,
            available: true,
            atWork,
            openCases: open.get(personId) ?? 0,
          };
        });
        const chosen = pickOwner(of, candidates);
        if (chosen === null) return [];
        open.set(chosen.personId, chosen.openCases + 1);
        const owner = {
          ownerId: chosen.personId,
          ownerName: chosen.name,
          how: 'rule',
          reason: null,
          summary: null,
        } as const;
        return decideAssign(of, owner, { now: at, actor: ruleActor });
      };
    },
  };
}
