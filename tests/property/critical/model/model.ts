import type { CriticalStage, Side } from '../../../../shared/domain/case/vocabulary.ts';

/**
 * A critical issue as the contract and docs/critical-issues.md tell it, in whole minutes of one story. It knows no
 * timeline and no decision of the desk's: where it and the desk differ, one of them is wrong.
 */
export interface Model {
  now: number;
  open: boolean;
  critical: boolean;
  /** The vital information is complete. */
  vital: boolean;
  /** When the callback is due; null before the 15 minutes have started. */
  due: number | null;
  reached: boolean;
  updateDue: number | null;
  over: 'no' | 'workaround' | 'ended';
  noted: boolean;
  proposal: Side | null;
  lowering: Side | null;
  /** The customer brought it back to work, of which nobody has been told yet. */
  wake: boolean;
  ladder: Ladder;
  calls: number;
}

/** How somebody is looked for who calls back. */
interface Ladder {
  readonly since: number;
  taken: { readonly by: string; readonly at: number } | null;
  readonly passed: Set<string>;
  lastCall: number | null;
  readonly sent: Set<string>;
}

export const crew = ['marta', 'luis'] as const;
/** Who makes the calls that reach nobody. */
export const caller = 'marta';
const steps = [0, 2, 4, 7, 10, 13];
const retry = 2;
const promise = 15;

export const anew = (since: number): Ladder => ({
  since,
  taken: null,
  passed: new Set(),
  lastCall: null,
  sent: new Set(),
});

export function declared(now: number, { vital }: { vital: boolean }): Omit<Model, 'proposal' | 'lowering'> {
  return {
    now,
    open: true,
    critical: true,
    vital,
    due: vital ? now + promise : null,
    reached: false,
    updateDue: null,
    over: 'no',
    noted: false,
    wake: false,
    ladder: anew(now),
    calls: 0,
  };
}

/** «dentro de los quince (15) minutos»: from the moment that the vital information is complete. */
export function completed(model: Model): void {
  const { ladder, now } = model;
  const stale = now >= dueOf(model);
  const { taken, passed, lastCall } = stale ? anew(now) : ladder;
  Object.assign(model, { vital: true, due: now + promise });
  model.ladder = { since: now, taken, passed, lastCall, sent: new Set() };
}

/** Closed by both, and not over after all: what was never called back is promised anew. */
export function reopened(model: Model): void {
  Object.assign(model, { open: true, ...(model.critical ? { over: 'no', noted: false } : {}) });
  if (!model.critical) return;
  if (model.reached) backToWork(model);
  else {
    model.due = model.vital ? model.now + promise : null;
    model.ladder = anew(model.now);
  }
}

/** Brought back to work by the customer: an update is promised anew, and somebody is woken. */
export function backToWork(model: Model): void {
  model.updateDue = model.now + 30;
  model.wake = true;
}

export function stageOf({ critical, open, proposal, vital, reached, over }: Model): CriticalStage {
  if (!critical) return 'reclassified';
  if (!open) return 'closed';
  if (proposal !== null) return 'closure-proposed';
  if (!vital) return 'intake';
  if (!reached) return 'paging';
  if (over === 'ended') return 'ended';
  return over === 'workaround' ? 'workaround-given' : 'working';
}

/** When somebody should have called, or found out whom to call. */
const dueOf = ({ due, ladder }: Model): number => due ?? ladder.since + promise;
export const owed = ({ open, critical, reached }: Model): boolean => open && critical && !reached;
export const overdue = (model: Model): boolean => model.now >= dueOf(model);

/** Until when somebody is at it, because they said so or have just called. */
function restsUntil(model: Model): number {
  const { ladder } = model;
  const due = dueOf(model);
  const taken = ladder.taken === null ? 0 : ladder.taken.at < due ? due : ladder.taken.at + retry;
  const call = ladder.lastCall;
  const called = call === null ? 0 : call < due ? Math.min(call + 2 * retry, due) : call + 2 * retry;
  return Math.max(taken, called);
}

/** Whom a look at this minute has to page; what it says is remembered as sent. */
export function paged(model: Model): string[] {
  if (!owed(model)) return [];
  const { now, ladder, calls } = model;
  const left = crew.filter((person) => overdue(model) || !ladder.passed.has(person));
  const inLine = left.length === 0 ? crew : left;
  if (now < restsUntil(model)) {
    const again = ladder.lastCall === null ? 0 : Math.floor((now - ladder.lastCall) / retry);
    return again < 1
      ? []
      : once(
          model,
          inLine.filter((person) => person === caller),
          `again-${calls}-${again}`,
        );
  }
  const late = Math.floor((now - dueOf(model)) / retry);
  const step = late >= 0 ? `late-${late}` : `${steps.findLast((after) => ladder.since + after <= now)}`;
  return once(model, inLine, step);
}

function once({ ladder }: Model, people: readonly string[], step: string): string[] {
  const fresh = people.filter((person) => !ladder.sent.has(`${step}/${person}`));
  for (const person of fresh) ladder.sent.add(`${step}/${person}`);
  return fresh;
}
