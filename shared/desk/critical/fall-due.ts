import { type Case, isMissed } from '../../domain/case/case.ts';
import { type CriticalPromise, decideBreach, overduePromise } from '../../domain/case/critical/breach.ts';
import { minutesAfter } from '../../domain/case/critical/clocks.ts';
import { type CriticalCase, isCritical, isWorkedOn } from '../../domain/case/critical/guards.ts';
import { pagesDue } from '../../domain/case/critical/paging.ts';
import { decideNudge } from '../../domain/case/critical/update.ts';
import { criticalPromises } from '../../domain/case/due.ts';
import type { CaseEvents, NewEntry } from '../../domain/case/events.ts';
import { changeCase } from '../change-case.ts';
import { dutyLeadsOf, holderOf, leadsOf, peopleOf, type Roster, rosterFor } from './crew.ts';
import { type ClockDesk, criticalClock } from './critical-desk.ts';
import { pageEntriesFor } from './page-entries.ts';
import {
  breachPages,
  handoverBy,
  handoverPages,
  nextShift,
  nudgePages,
  type Surroundings,
  wakingPages,
} from './staff-matters.ts';

/** A transaction takes a hundred items, and a page may have a mail beside it; the rest follows at once. */
const pagesPerWrite = 40;
/** Where nothing falls due by itself, a look now and then does no harm. */
const idleMinutes = 30 * 24 * 60;

export interface DueNow {
  readonly entries: readonly NewEntry[];
  /** When something can fall due next. */
  readonly until: string;
}

/** Everything that is due on a critical case now: pages, a reminder, a breach with those it is brought to. */
export async function dueNow(desk: ClockDesk, of: Case, now: string): Promise<DueNow> {
  if (!isCritical(of)) return { entries: [], until: minutesAfter(now, idleMinutes) };
  const missed = overduePromise(of, now);
  const nudged = decideNudge(of, { now, actor: criticalClock });
  const { callbackReachedAt, wake = null } = of.critical;
  const quiet = missed === null && nudged.length === 0 && wake === null;
  if (quiet && callbackReachedAt !== null && !isWorkedOn(of)) {
    return { entries: [], until: nextMoment(of, now) };
  }

  const roster = await rosterFor(desk, of.accountId, now);
  const surroundings = { roster, now };
  const { pages, nextLookAt: next } = pagesDue(of, roster, now);
  const nextLookAt = pages.length > pagesPerWrite ? now : next;
  const paged = pages.map(({ personId }) => personId);
  const entries = [
    ...(missed === null ? [] : breach(of, missed, { ...surroundings, paged })),
    ...pageEntriesFor(of, pages.slice(0, pagesPerWrite), { ...surroundings, nextLookAt }),
    ...nudged,
    ...(nudged.length === 0 ? [] : nudgePages(of, surroundings)),
    ...handoverPages(of, surroundings),
    ...(wake === null ? [] : wakingPages(of, wake, surroundings)),
  ];
  const moments = [nextMoment(of, now, nextLookAt), ...nextShift(of, surroundings), ...handoverBy(entries)];
  return { entries, until: moments.sort()[0] ?? now };
}

interface Settling {
  /** Whether whoever looks may do anything about what is due. */
  readonly mayAct?: (of: Case) => boolean;
  /** Entries to be written before those that are due. */
  readonly first?: (of: Case, now: string) => readonly NewEntry[];
}

/**
 * Carries out what is due on a critical case, once, whoever looks: the workflow at the moment itself, and
 * the minute's tick for what the workflow missed.
 */
export async function settleCritical(
  desk: ClockDesk,
  caseId: string,
  { mayAct = () => true, first = () => [] }: Settling = {},
): Promise<{ readonly of: Case; readonly until: string }> {
  const looks: { of: Case; until: string }[] = [];
  const change = await changeCase(desk, {
    caseId,
    decide: async (current) => {
      const now = desk.now();
      const due = mayAct(current) ? await dueNow(desk, current, now) : idle(now);
      looks.push({ of: current, until: due.until });
      return [...first(current, now), ...due.entries];
    },
  });
  const last = looks.at(-1);
  if (last === undefined) throw new Error(`Nobody has looked at the case ${caseId}.`);
  return { of: change?.after ?? last.of, until: last.until };
}

const idle = (now: string): DueNow => ({ entries: [], until: minutesAfter(now, idleMinutes) });

/** The soonest of the clocks to come; what is due now is being carried out. */
export function nextMoment(of: Case, now: string, nextLookAt: string | null = null): string {
  const clocks = criticalPromises.flatMap((kind) => {
    const at = of.deadlines[kind];
    return at === undefined || at <= now || isMissed(of, kind) ? [] : [at];
  });
  return (
    [...clocks, ...(nextLookAt === null ? [] : [nextLookAt])].sort()[0] ?? minutesAfter(now, idleMinutes)
  );
}

function breach(
  of: CriticalCase,
  kind: CriticalPromise,
  { roster, now, paged }: Surroundings & { readonly paged: readonly string[] },
): NewEntry[] {
  const owedToUs = kind === 'handover';
  const leads = owedToUs ? dutyLeadsOf(roster, now) : leadsOf(roster, now);
  const entries = decideBreach(
    of,
    { kind, escalateTo: owedToUs ? null : escalateTo(roster, leads) },
    { now, actor: criticalClock },
  );
  const at = of.deadlines[kind] ?? now;
  const holders = kind === 'critical-update' ? holderOf(roster, of) : [];
  const told = peopleOf(
    roster,
    [...leads, ...holders].map(({ personId }) => personId),
  );
  return [...entries, ...breachPages(of, told, { kind, at, now, paged })];
}

/** The technical account manager is the contract's escalation path; without one, whoever leads. */
function escalateTo(
  { tamIds }: Roster,
  leads: ReturnType<typeof leadsOf>,
): CaseEvents['case.escalated']['to'] | null {
  const tam = leads.find(({ personId }) => tamIds.includes(personId));
  const [first] = leads;
  if (tam !== undefined) return { role: 'tam', id: tam.personId, name: tam.name };
  return first === undefined ? null : { role: 'supervisor', id: first.personId, name: first.name };
}
