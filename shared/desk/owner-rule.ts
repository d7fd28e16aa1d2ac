import type { CaseLists } from '../aws/case-lists.ts';
import type { Directory } from '../aws/directory.ts';
import { isOpen } from '../domain/calendar/index.ts';
import type { Case } from '../domain/case/case.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { type Candidate, decideAssign, pickOwner } from '../domain/case/ownership.ts';
import type { Actor } from '../domain/case/vocabulary.ts';

/** The rule that finds owners, as the author of what it decides. */
export const ruleActor: Actor = { kind: 'system', id: 'assignment', name: 'Guardia' };

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
  /**
   * Looks at who is there now, and answers with who takes a case over from an owner who is absent, whatever
   * the desk does with new cases; null if nobody else is available. Those at work come first, and with
   * `atWork` nobody else.
   */
  readonly successors: () => Promise<(of: Ownerless, wanted: { atWork: boolean }) => Candidate | null>;
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

  /** The agents that may be given a case, with their load, ready to be compared for one case after another. */
  const candidates = async (): Promise<{ list: () => Candidate[]; gave: (to: Candidate) => void }> => {
    const people = await directory.people();
    const agents = people.filter(({ roles, enabled, away }) => roles.includes('agent') && enabled && !away);
    const open = await openCases(agents.map(({ personId }) => personId));
    const calendars = await Promise.all(agents.map(({ calendarId }) => directory.calendar(calendarId)));
    return {
      list: () =>
        agents.map(({ personId, name, languages, skills }, index) => {
          const calendar = calendars[index] ?? null;
          const atWork = calendar === null || isOpen(calendar, now());
          const openCases = open.get(personId) ?? 0;
          return { personId, name, languages, skills, available: true, atWork, openCases };
        }),
      gave: ({ personId, openCases }) => open.set(personId, openCases + 1),
    };
  };

  return {
    prepare: async () => {
      const { assignment } = await directory.rules();
      if (assignment === 'by-hand') return () => [];
      const { list, gave } = await candidates();
      return (of) => {
        const chosen = pickOwner(of, list());
        if (chosen === null) return [];
        gave(chosen);
        const { personId: ownerId, name: ownerName } = chosen;
        const owner = { ownerId, ownerName, how: 'rule', reason: null, summary: null } as const;
        return decideAssign(of, owner, { now: now(), actor: ruleActor });
      };
    },

    successors: async () => {
      const { list, gave } = await candidates();
      return (of, wanted) => {
        const others = list().filter(
          ({ personId, atWork }) => personId !== of.ownerId && (atWork || !wanted.atWork),
        );
        const chosen = pickOwner(of, others);
        if (chosen !== null) gave(chosen);
        return chosen;
      };
    },
  };
}
