import { createHash } from 'node:crypto';
import type { Store } from '../store.ts';
import type { Machine } from './definition.ts';
import type { Execution, HistoryEvent } from './execution.ts';
import { parseDefinition } from './parse.ts';

const RUNNING = 'states/running/';
const CLOSED = 'states/closed/';
const HISTORY = 'states/history/';
const DEFINITIONS = 'states/definitions/';

/** Executions, their histories and the definitions they were started with, on disk. */
export interface Journal {
  /** Keeps a definition under its hash: an execution goes on with the one it began with. */
  keepDefinition(source: unknown): string;
  machine(hash: string): Machine;
  /** Writes an execution and what happened to it, all or nothing. */
  save(execution: Execution, events: readonly HistoryEvent[]): void;
  /** Forgets a closed execution, so that its name can be used anew. */
  forget(arn: string): void;
  running(): Execution[];
  find(arn: string): Execution | undefined;
  all(): Execution[];
  history(arn: string): HistoryEvent[];
}

export const createJournal = (store: Store): Journal => {
  const machines = new Map<string, Machine>();

  return {
    keepDefinition(source) {
      const text = JSON.stringify(source);
      const hash = createHash('sha256').update(text).digest('hex');
      machines.set(hash, parseDefinition(source));
      if (store.get(DEFINITIONS + hash) === undefined) store.put(DEFINITIONS + hash, source);
      return hash;
    },
    machine(hash) {
      const known = machines.get(hash);
      if (known) return known;
      const machine = parseDefinition(store.get(DEFINITIONS + hash));
      machines.set(hash, machine);
      return machine;
    },
    save(execution, events) {
      store.transaction(() => {
        const [first] = events;
        if (first) store.put(`${HISTORY}${execution.arn}/${String(first.id).padStart(6, '0')}`, events);
        if (execution.status === 'RUNNING') return store.put(RUNNING + execution.arn, execution);
        store.delete(RUNNING + execution.arn);
        store.put(CLOSED + execution.arn, { ...execution, threads: {} });
      });
    },
    forget(arn) {
      store.transaction(() => {
        store.delete(CLOSED + arn);
        for (const [key] of store.list(`${HISTORY}${arn}/`)) store.delete(key);
      });
    },
    running: () => store.list(RUNNING).map(([, value]) => value as Execution),
    find: (arn) => (store.get(RUNNING + arn) ?? store.get(CLOSED + arn)) as Execution | undefined,
    all: () => [...store.list(RUNNING), ...store.list(CLOSED)].map(([, value]) => value as Execution),
    history: (arn) => store.list(`${HISTORY}${arn}/`).flatMap(([, value]) => value as HistoryEvent[]),
  };
};
