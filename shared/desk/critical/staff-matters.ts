import type { Person } from '../../domain/account/person.ts';
import type { CriticalPromise } from '../../domain/case/critical/breach.ts';
import { type CriticalCase, holdersOf, isWorkedOn } from '../../domain/case/critical/guards.ts';
import { decideAskHandover, handoverDue } from '../../domain/case/critical/handover.ts';
import type { PageReason } from '../../domain/case/critical-events.ts';
import type { NewEntry } from '../../domain/case/events.ts';
import { nextDutyChange } from '../../domain/oncall/index.ts';
import { noticeToPerson } from '../notices.ts';
import { holderOf, peopleOf, type Roster, wokenOf } from './crew.ts';
import { criticalClock } from './critical-desk.ts';
import { staffPages } from './staff-page.ts';

/** Among whom something falls due, and when. */
export interface Surroundings {
  readonly roster: Roster;
  readonly now: string;
}

const overdue: Record<CriticalPromise, PageReason> = {
  callback: 'callback-overdue',
  'critical-update': 'update-overdue',
  handover: 'handover-overdue',
};

/** A broken promise reaches those it is brought to. Whom the ladder pages at the same moment gets the mail alone. */
export function breachPages(
  of: CriticalCase,
  people: readonly Person[],
  {
    kind,
    at,
    now,
    paged,
  }: {
    readonly kind: CriticalPromise;
    readonly at: string;
    readonly now: string;
    readonly paged: readonly string[];
  },
): NewEntry[] {
  const variables = { deadline: kind, dueAt: at };
  const matter = { reason: overdue[kind], at, notice: 'deadline-missed', variables } as const;
  const [told, paging] = [true, false].map((byLadder) =>
    people.filter(({ personId }) => paged.includes(personId) === byLadder),
  );
  return [
    ...(told ?? []).map((person) =>
      noticeToPerson(of, person, { notice: 'deadline-missed', variables, now, actor: criticalClock }),
    ),
    ...staffPages(of, paging ?? [], { matter, now }),
  ];
}

/** Reminds whoever owes the customer the next update. */
export function nudgePages(of: CriticalCase, { roster, now }: Surroundings): NewEntry[] {
  const at = of.deadlines['critical-update'] ?? now;
  return staffPages(of, holderOf(roster, of), { matter: prompt('update-due', at), now });
}

/** After a change of shift: who has the case and who came on duty are both told to hand it over. */
export function handoverPages(of: CriticalCase, { roster, now }: Surroundings): NewEntry[] {
  const change = handoverDue(of, roster.schedule, now);
  if (change === null) return [];
  const { personId, at } = change;
  const nextName = roster.byId.get(personId)?.name ?? personId;
  const asked = decideAskHandover(of, { ...change, name: nextName }, { now, actor: criticalClock });
  const people = peopleOf(roster, [...holdersOf(of).slice(0, 1), personId]);
  const matter = prompt('shift-change', at, { nextName });
  return [...asked, ...staffPages(of, people, { matter, now })];
}

/** When the note is due that has just been asked for. */
export const handoverBy = (entries: readonly NewEntry[]): readonly string[] =>
  entries.flatMap((entry) => {
    const at = entry.type === 'handover.asked' ? entry.data.deadlines?.handover : null;
    return at == null ? [] : [at];
  });

/** When the shift changes next, where that would ask for anything. */
export function nextShift(of: CriticalCase, { roster, now }: Surroundings): readonly string[] {
  if (!isWorkedOn(of)) return [];
  const change = nextDutyChange(roster.schedule, now);
  return change === null ? [] : [change.at];
}

/** The customer brought the issue back to work: who has it and who is on duty are woken. */
export function wakingPages(
  of: CriticalCase,
  { reason, at }: { readonly reason: PageReason; readonly at: string },
  { roster, now }: Surroundings,
): NewEntry[] {
  return staffPages(of, wokenOf(roster, of, now), { matter: prompt(reason, at), now, last: true });
}

const prompt = (reason: PageReason, at: string, more: Readonly<Record<string, string>> = {}) => ({
  reason,
  at,
  notice: 'critical-prompt' as const,
  variables: { matter: reason, promptedAt: at, ...more },
});
