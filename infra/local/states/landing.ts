import { stateOf, statesOf } from './context.ts';
import type { Machine } from './definition.ts';
import type { StateError } from './errors.ts';
import { executionEnded, forkEnded, iteration } from './events.ts';
import {
  type Execution,
  type ExecutionStatus,
  type Fork,
  type NewEvent,
  type Outcome,
  ROOT,
  type Thread,
} from './execution.ts';
import { type Json, withinLimit } from './json.ts';
import type { Change } from './numbering.ts';
import type { Walk } from './walk.ts';

/** How an execution ends as a whole. */
export interface Ending {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

interface Landing {
  readonly machine: Machine;
  readonly now: number;
}

const EVENT_NAMES = {
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'TimedOut',
  ABORTED: 'Aborted',
} as const;

const nonEmpty = (ending: Ending): Partial<Ending> =>
  Object.fromEntries(Object.entries(ending).filter(([key, value]) => key !== 'status' && value !== ''));

/** Ends an execution: its threads are gone, and so is whatever they waited for. */
export const endWhole = (execution: Execution, ending: Ending, now: number): Change => {
  const said = nonEmpty(ending);
  return {
    execution: { ...execution, ...said, status: ending.status, stoppedAt: now },
    events: [{ thread: ROOT, event: executionEnded(EVENT_NAMES[ending.status], now, said) }],
    touched: new Set(),
  };
};

const withThread = (execution: Execution, thread: Thread): Execution => ({
  ...execution,
  threads: { ...execution.threads, [thread.id]: thread },
});

const childOf = (parent: Thread, fork: Fork, options: { index: number; landing: Landing }): Thread => {
  const { index, landing } = options;
  const within = [...parent.within, { state: parent.state, index }];
  const item = fork.items?.[index];
  const child = {
    id: `${parent.id}/${parent.lastEventId}.${index}`,
    parent: { id: parent.id, index },
    within,
    input: fork.inputs[index] ?? null,
    variables: {},
    enteredAt: landing.now,
    retries: [],
    phase: { at: 'enter', retrying: false } as const,
    lastEventId: parent.lastEventId,
    ...(fork.items === undefined || item === undefined ? {} : { item: { index, value: item } }),
  };
  return { ...child, state: statesOf(landing.machine, child).startAt };
};

/** Starts as many branches or items as the limit lets, or ends the fork when all have ended. */
const carryOn = (execution: Execution, parent: Thread, landing: Landing): Change => {
  if (parent.phase.at !== 'fork') return { execution, events: [], touched: new Set() };
  const { fork } = parent.phase;
  const kind = fork.items === undefined ? 'Parallel' : 'Map';
  if (fork.done === fork.inputs.length) {
    const outcome = gathered(fork.results);
    const event = forkEnded(kind, outcome, landing.now);
    return conclude(withThread(execution, parent), parent, { outcome, event });
  }
  const room = Math.min(fork.limit - (fork.started - fork.done), fork.inputs.length - fork.started);
  const children = Array.from({ length: room }, (_, i) =>
    childOf(parent, fork, { index: fork.started + i, landing }),
  );
  const started = children.flatMap(({ parent: place }) =>
    kind === 'Map' && place
      ? [iteration('Started', { name: parent.state, index: place.index }, landing.now)]
      : [],
  );
  const forked: Thread = {
    ...parent,
    phase: { at: 'fork', fork: { ...fork, started: fork.started + room } },
  };
  return {
    execution: children.reduce(withThread, withThread(execution, forked)),
    events: started.map((event) => ({ thread: parent.id, event })),
    touched: new Set(children.map(({ id }) => id)),
  };
};

const gathered = (results: readonly Json[]): Outcome => {
  try {
    return { ok: true, value: withinLimit(results, 'The result of the state') };
  } catch (failure) {
    const { error, message } = failure as StateError;
    return { ok: false, error, cause: message };
  }
};

/** A fork's outcome: branches that still run are dropped, as AWS stops them. */
const conclude = (
  execution: Execution,
  parent: Thread,
  ended: { outcome: Outcome; event: NewEvent },
): Change => {
  const threads = Object.fromEntries(
    Object.entries(execution.threads).filter(([id]) => !id.startsWith(`${parent.id}/`)),
  );
  const settled: Thread = { ...parent, phase: { at: 'outcome', outcome: ended.outcome } };
  return {
    execution: withThread({ ...execution, threads }, settled),
    events: [{ thread: parent.id, event: ended.event }],
    touched: new Set([parent.id]),
  };
};

/** A branch or item that ended hands its output or failure to the thread that forked it. */
const handOver = (
  execution: Execution,
  child: Thread,
  options: { end: NonNullable<Walk['end']>; landing: Landing },
): Change => {
  const { end, landing } = options;
  const parent = child.parent && execution.threads[child.parent.id];
  if (!parent || !child.parent || parent.phase.at !== 'fork')
    return { execution, events: [], touched: new Set() };
  const { index } = child.parent;
  const { fork } = parent.phase;
  const kind = stateOf(landing.machine, parent).type === 'Map' ? 'Map' : 'Parallel';
  const ok = 'output' in end;
  const iterations =
    kind === 'Map'
      ? [
          {
            thread: child.id,
            event: iteration(ok ? 'Succeeded' : 'Failed', { name: parent.state, index }, landing.now),
          },
        ]
      : [];
  const next = ok
    ? carryOn(without(execution, child.id), withResult(parent, fork, { index, output: end.output }), landing)
    : conclude(execution, parent, {
        outcome: { ok: false, error: end.failure.error, cause: end.failure.message },
        event: forkEnded(kind, { ok: false }, landing.now),
      });
  return { ...next, events: [...iterations, ...next.events] };
};

const withResult = (parent: Thread, fork: Fork, ended: { index: number; output: Json }): Thread => {
  const results = fork.results.with(ended.index, ended.output);
  return { ...parent, phase: { at: 'fork', fork: { ...fork, results, done: fork.done + 1 } } };
};

const without = (execution: Execution, id: string): Execution => {
  const { [id]: _, ...threads } = execution.threads;
  return { ...execution, threads };
};

const whereItStopped = (execution: Execution, { thread, end }: Walk, landing: Landing): Change => {
  const standing = withThread(execution, thread);
  if (!end && thread.phase.at === 'fork') return carryOn(standing, thread, landing);
  if (!end) return { execution: standing, events: [], touched: new Set([thread.id]) };
  if (thread.parent) return handOver(standing, thread, { end, landing });
  const ending: Ending =
    'output' in end
      ? { status: 'SUCCEEDED', output: JSON.stringify(end.output) }
      : { status: 'FAILED', error: end.failure.error, cause: end.failure.message };
  return endWhole(standing, ending, landing.now);
};

/** What a finished walk changes in its execution. */
export const land = (execution: Execution, walked: Walk, landing: Landing): Change => {
  const change = whereItStopped(execution, walked, landing);
  const events = walked.events.map((event) => ({ thread: walked.thread.id, event }));
  return { ...change, events: [...events, ...change.events] };
};
