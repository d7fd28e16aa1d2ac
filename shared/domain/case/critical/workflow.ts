import type { Case } from '../case.ts';
import type { NewEntry } from '../events.ts';
import type { Actor, CriticalStage } from '../vocabulary.ts';
import { minutesAfter } from './clocks.ts';
import { isCritical } from './guards.ts';

/** Where the workflow goes on: the case's own stage, or that this run is not the one that carries it. */
export type WorkflowStage = CriticalStage | 'superseded' | 'not-critical';

/** Runs of a case's workflow are named by the entry that calls for them: the same entry, the same run. */
export function executionName(caseId: string, seq: number): string {
  return `${caseId}-${seq}`;
}

const runOf = (name: string): number => Number(name.slice(name.lastIndexOf('-') + 1));

/** Whether a run carries the case: a newer one has taken it over for good. */
export function carries(of: Case, execution: string): boolean {
  const current = of.critical?.executionName ?? null;
  return current === null || runOf(execution) >= runOf(current);
}

/** Where a run finds the case. */
export function stageFor(of: Case, execution: string): WorkflowStage {
  if (of.critical === null) return 'not-critical';
  return carries(of, execution) ? of.critical.stage : 'superseded';
}

/**
 * A run's history holds 25,000 events, and then the run fails. The busiest case, overdue or at the shortest
 * cadence, makes about 330 an hour: a day is a third of it, so that a renewal which was lost is asked for
 * twice more in time.
 */
const runMinutes = 24 * 60;

/** A run that has grown old asks for the next one; it carries the case until that one has taken it up. */
export function decideRenewal(
  of: Case,
  execution: string,
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  if (!isCritical(of) || of.critical.executionName !== execution) return [];
  const { runSince = of.critical.declaredAt } = of.critical;
  if (now < minutesAfter(runSince, runMinutes)) return [];
  const data = { executionName: execution };
  return [{ type: 'workflow.renewed', at: now, actor, visibility: 'internal', data }];
}

/** For how long a case that was just declared is left to its first run, in minutes; whoever makes up for a lost one waits. */
const takeUpMinutes = 0.25;

/** Whether the first run is about to take the case up, and page in the same write. */
export function isBeingTakenUp({ critical }: Case, now: string): boolean {
  return critical?.executionName === null && now < minutesAfter(critical.declaredAt, takeUpMinutes);
}

/** A run takes the case up: from now on no older one does anything to it. */
export function decideTakeUp(
  of: Case,
  execution: string,
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  if (of.critical === null || of.critical.executionName === execution || !carries(of, execution)) return [];
  const data = { executionName: execution };
  return [{ type: 'workflow.started', at: now, actor, visibility: 'internal', data }];
}
