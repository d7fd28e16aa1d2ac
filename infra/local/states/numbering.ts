import type { Execution, HistoryEvent, NewEvent, Thread } from './execution.ts';

/** What one write adds to an execution. */
export interface Change {
  readonly execution: Execution;
  readonly events: readonly { readonly thread: string; readonly event: NewEvent }[];
  /** Threads that have something to do once this is written. */
  readonly touched: ReadonlySet<string>;
}

/** Gives a change's events their numbers; each names the one before it in its own thread. */
export const numbered = ({ execution, events }: Change): { execution: Execution; events: HistoryEvent[] } => {
  let id = execution.lastEventId;
  const last = new Map<string, number>();
  const history = events.map(({ thread, event: { type, timestamp, details } }) => {
    id += 1;
    const previousEventId = last.get(thread) ?? execution.threads[thread]?.lastEventId ?? 0;
    last.set(thread, id);
    return { timestamp, type, id, previousEventId, ...details };
  });
  const threads: Record<string, Thread> = { ...execution.threads };
  for (const [name, lastEventId] of last) {
    const thread = threads[name];
    if (thread) threads[name] = { ...thread, lastEventId };
  }
  return { execution: { ...execution, threads, lastEventId: id }, events: history };
};
