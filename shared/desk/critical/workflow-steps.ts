import type { TaskAnswers, WaitingTask, WaitingTasks } from '../../aws/workflow.ts';
import type { Case } from '../../domain/case/case.ts';
import { isCritical } from '../../domain/case/critical/guards.ts';
import {
  carries,
  decideRenewal,
  decideTakeUp,
  executionName,
  stageFor,
  type WorkflowStage,
} from '../../domain/case/critical/workflow.ts';
import type { EventType } from '../../domain/case/events.ts';
import { NotFound } from '../../errors/index.ts';
import { type ClockDesk, criticalClock } from './critical-desk.ts';
import { dueNow, settleCritical } from './fall-due.ts';

export interface WorkflowDesk extends ClockDesk {
  readonly tasks: WaitingTasks;
  readonly answers: TaskAnswers;
}

/** What a run of the workflow knows: where the case stands, when to look again by itself, and what it has looked at. */
export interface Position {
  readonly stage: WorkflowStage;
  readonly until: string;
  /** Of the case. A run waits only while the case is still this one (infra/workflows/critical-issue.ts). */
  readonly version: number;
}

interface Run {
  readonly caseId: string;
  readonly execution: string;
}

/**
 * A run takes the case up, from the case alone: begun again, it goes on where the case stands. What is due
 * at once is done in the same write, so that the first page waits for nothing.
 */
export async function takeUp(desk: ClockDesk, { caseId, execution }: Run): Promise<Position> {
  const { of, until } = await settleCritical(desk, caseId, {
    mayAct: (current) => carries(current, execution),
    first: (current, now) => [
      ...decideTakeUp(current, execution, { now, actor: criticalClock }),
      ...decideRenewal(current, execution, { now, actor: criticalClock }),
    ],
  });
  return { stage: stageFor(of, execution), until, version: of.version };
}

/** Does what is due on the case, unless a newer run carries it; a run that has grown old asks for the next. */
export async function look(desk: ClockDesk, { caseId, execution }: Run): Promise<Position> {
  const { of, until } = await settleCritical(desk, caseId, {
    mayAct: (current) => carries(current, execution),
    first: (current, now) => decideRenewal(current, execution, { now, actor: criticalClock }),
  });
  return { stage: stageFor(of, execution), until, version: of.version };
}

/** Lets the waiting run go on if the case has moved; told of every event that may have moved it. */
export async function advance(desk: WorkflowDesk, caseId: string): Promise<'waiting' | 'let-go' | 'nobody'> {
  const task = await desk.tasks.read(caseId);
  if (task === null) return 'nobody';
  return (await letGo(desk, await read(desk, caseId), task)) ? 'let-go' : 'waiting';
}

async function letGo(desk: WorkflowDesk, of: Case, task: WaitingTask): Promise<boolean> {
  const now = await position(desk, of, task.execution);
  if (task.stages.includes(now.stage) && now.until >= task.until) return false;
  await desk.answers.succeed(task.token, now);
  return true;
}

async function position(desk: ClockDesk, of: Case, execution: string): Promise<Position> {
  const now = desk.now();
  const { entries, until } = await dueNow(desk, of, now);
  // Something that people did can make a page due at once, such as passing one on.
  return {
    stage: stageFor(of, execution),
    until: entries.length > 0 ? now : until,
    version: of.version,
  };
}

async function read({ cases }: Pick<ClockDesk, 'cases'>, caseId: string): Promise<Case> {
  const of = await cases.read(caseId);
  if (of === null) throw new NotFound('case', caseId);
  return of;
}

/** What only a critical case says: a run that begins for it reads the case by itself. */
const certain: readonly string[] = ['critical.declared', 'workflow.renewed'] satisfies EventType[];

/**
 * The name under which a case's next run begins; null if the case needs none any more. Runs are ordered by the
 * number in their names, the newest carries the case.
 *
 * @param seq the entry that calls for the run: the same entry, the same run. Without one somebody begins it by
 * hand, and the case's newest entry stands in: that is later than the one which called for any run before.
 * @param type that entry's; without it the case is asked
 */
export async function nextRun(
  desk: Pick<ClockDesk, 'cases'>,
  { caseId, seq, type = '' }: { readonly caseId: string; readonly seq?: number; readonly type?: string },
): Promise<string | null> {
  if (seq !== undefined && certain.includes(type)) return executionName(caseId, seq);
  const of = await read(desk, caseId);
  return isCritical(of) ? executionName(caseId, seq ?? of.version) : null;
}
