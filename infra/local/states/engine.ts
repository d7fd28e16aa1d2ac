import type { Timer } from '../clock.ts';
import { stateOf, statesOf } from './context.ts';
import type { TaskState } from './definition.ts';
import type { StateError } from './errors.ts';
import { taskEnded, taskSubmitted } from './events.ts';
import { type Call, type Execution, type NewEvent, type Outcome, ROOT, type Thread } from './execution.ts';
import { perform } from './integrations.ts';
import type { Journal } from './journal.ts';
import { type Ending, endWhole, land } from './landing.ts';
import { type Change, numbered } from './numbering.ts';
import type { StatesPorts } from './ports.ts';
import { makeToken } from './tokens.ts';
import { type Walk, walk } from './walk.ts';

const MAX_EVENTS = 25_000;

export interface Engine {
  start(execution: Execution, events: readonly NewEvent[]): void;
  /** Records how a thread's call ended, if it is still under way; the rest follows by itself. */
  settle(executionArn: string, threadId: string, settled: { call: Call; outcome: Outcome }): boolean;
  /** Records that a call's heartbeat was heard now. */
  beat(executionArn: string, threadId: string, call: Call): void;
  end(executionArn: string, ending: Ending): void;
  live(executionArn: string): Execution | undefined;
  idle(): Promise<void>;
  pending(): number;
  close(): void;
}

interface Live {
  execution: Execution;
  readonly timers: Map<string, Timer>;
}

/** The timer of an execution's own time-out stands beside those of its threads. */
const WHOLE = 'execution';

/**
 * Runs executions. Each thread walks on its own until it must wait; what it decided is written before any call is
 * made, and each call's outcome is written before it is acted on. So a process killed at any moment goes on from
 * what is written: at worst a call is made again.
 */
export const createEngine = (ports: StatesPorts, journal: Journal): Engine => {
  const { clock, random = Math.random, maxHistoryEvents = MAX_EVENTS } = ports;
  const lives = new Map<string, Live>();
  const busy = new Set<Promise<void>>();
  let closed = false;

  const track = (work: Promise<void>): void => {
    const tracked = work.finally(() => busy.delete(tracked));
    busy.add(tracked);
  };

  /** Writes a change, then lets it take effect. */
  const commit = (live: Live, change: Change): void => {
    const { execution, events } = numbered(change);
    journal.save(execution, events);
    const running = execution.status === 'RUNNING';
    // An ended execution has no threads: whatever is still under way finds itself unwanted.
    live.execution = running ? execution : { ...execution, threads: {} };
    const goesOn = (key: string): boolean =>
      running && (key === WHOLE || (execution.threads[key] !== undefined && !change.touched.has(key)));
    for (const [key, timer] of live.timers) {
      if (goesOn(key)) continue;
      timer.cancel();
      live.timers.delete(key);
    }
    if (!running) lives.delete(execution.arn);
    else for (const id of change.touched) continueThread(live, id);
  };

  /** Takes up a thread where its written phase stands. */
  const continueThread = (live: Live, id: string): void => {
    const thread = live.execution.threads[id];
    if (!thread || closed) return;
    const { phase } = thread;
    if (phase.at === 'enter' || phase.at === 'outcome') track(advance(live, thread));
    else if (phase.at === 'sleep') setTimer(live, id, { at: phase.until, fn: () => wake(live, thread) });
    else if (phase.at === 'call') {
      watch(live, thread, phase.call);
      if (!phase.call.submitted) track(call(live, thread, phase.call));
    }
  };

  const setTimer = (live: Live, key: string, { at, fn }: { at: number; fn: () => void }): void => {
    live.timers.get(key)?.cancel();
    live.timers.set(
      key,
      clock.setTimer(at, () => {
        live.timers.delete(key);
        if (!closed) fn();
      }),
    );
  };

  const advance = async (live: Live, thread: Thread): Promise<void> => {
    const wanted = (): boolean => !closed && live.execution.threads[thread.id] === thread;
    let serial = 0;
    const walked = await walk(thread, {
      machine: journal.machine(live.execution.definition),
      execution: live.execution,
      now: clock.now,
      random,
      newToken: ({ id }) => makeToken({ executionArn: live.execution.arn, threadId: id }),
      newCallId: () => `${thread.id}:${thread.lastEventId}:${serial++}`,
      maxEvents: maxHistoryEvents,
      wanted,
    });
    if (!wanted()) return;
    meter(live.execution, walked);
    commit(
      live,
      land(live.execution, walked, { machine: journal.machine(live.execution.definition), now: clock.now() }),
    );
  };

  const meter = ({ arn, machineArn }: Execution, { transitions }: Walk): void => {
    for (const state of transitions)
      ports.transitionsMeter?.({ executionArn: arn, stateMachineArn: machineArn, state });
  };

  const wake = (live: Live, thread: Thread): void => {
    if (live.execution.threads[thread.id] !== thread || thread.phase.at !== 'sleep') return;
    const phase =
      thread.phase.wakesTo === 'retry'
        ? ({ at: 'enter', retrying: true } as const)
        : ({ at: 'outcome', outcome: { ok: true, value: thread.input } } as const);
    // Waking needs no write of its own: a process killed now finds the same sleep, already over.
    const awake = { ...thread, phase };
    live.execution = { ...live.execution, threads: { ...live.execution.threads, [thread.id]: awake } };
    track(advance(live, awake));
  };

  const call = async (live: Live, thread: Thread, made: Call): Promise<void> => {
    const { arn, machineArn, roleArn, definition } = live.execution;
    const { integration } = stateOf(journal.machine(definition), thread) as TaskState;
    const context = { executionArn: arn, stateMachineArn: machineArn, roleArn };
    const outcome: Outcome = await perform(ports, integration, { given: made.arguments, context }).then(
      (value) => ({ ok: true, value }),
      ({ error, message }: StateError) => ({ ok: false, error, cause: message }),
    );
    if (outcome.ok && made.token !== undefined) submitted(live, thread.id, made);
    else settle(arn, thread.id, { call: made, outcome });
  };

  /** The call that a thread is making, if it is still this one. */
  const current = (
    live: Live | undefined,
    id: string,
    made: Call,
  ): { live: Live; thread: Thread; call: Call } | undefined => {
    const thread = live?.execution.threads[id];
    return !closed && live && thread?.phase.at === 'call' && thread.phase.call.id === made.id
      ? { live, thread, call: thread.phase.call }
      : undefined;
  };

  /** Keeps a change of a call that goes on; its timers stay as they are. */
  const keep = (found: { live: Live; thread: Thread }, next: Call, events: readonly NewEvent[]): void => {
    const thread: Thread = { ...found.thread, phase: { at: 'call', call: next } };
    const { execution } = found.live;
    const changed = { ...execution, threads: { ...execution.threads, [thread.id]: thread } };
    commit(found.live, {
      execution: changed,
      events: events.map((event) => ({ thread: thread.id, event })),
      touched: new Set(),
    });
  };

  const submitted = (live: Live, id: string, made: Call): void => {
    const found = current(live, id, made);
    if (!found) return;
    const state = stateOf(journal.machine(live.execution.definition), found.thread) as TaskState;
    keep(found, { ...found.call, submitted: true }, [taskSubmitted(state, clock.now())]);
  };

  const settle: Engine['settle'] = (arn, id, { call: made, outcome }) => {
    const found = current(lives.get(arn), id, made);
    if (!found) return false;
    const { live, thread } = found;
    const state = stateOf(journal.machine(live.execution.definition), thread) as TaskState;
    const settled: Thread = { ...thread, phase: { at: 'outcome', outcome } };
    commit(live, {
      execution: { ...live.execution, threads: { ...live.execution.threads, [id]: settled } },
      events: [{ thread: id, event: taskEnded(state, outcome, clock.now()) }],
      touched: new Set([id]),
    });
    return true;
  };

  /** Sets the alarm for whichever of a call's deadlines comes first. */
  const watch = (live: Live, thread: Thread, made: Call): void => {
    const { timeoutAt = Number.POSITIVE_INFINITY, heartbeatAt = Number.POSITIVE_INFINITY } = made;
    const at = Math.min(timeoutAt, heartbeatAt);
    if (!Number.isFinite(at)) return;
    const error = heartbeatAt < timeoutAt ? 'States.HeartbeatTimeout' : 'States.Timeout';
    setTimer(live, thread.id, {
      at,
      fn: () =>
        void settle(live.execution.arn, thread.id, { call: made, outcome: { ok: false, error, cause: '' } }),
    });
  };

  const adopt = (execution: Execution): Live => {
    const live: Live = { execution, timers: new Map() };
    lives.set(execution.arn, live);
    if (execution.timeoutAt !== undefined)
      setTimer(live, WHOLE, {
        at: execution.timeoutAt,
        fn: () => end(execution.arn, { status: 'TIMED_OUT', error: 'States.Timeout' }),
      });
    return live;
  };

  const end = (arn: string, ending: Ending): void => {
    const live = lives.get(arn);
    if (live && !closed) commit(live, endWhole(live.execution, ending, clock.now()));
  };

  for (const execution of journal.running()) {
    const live = adopt(execution);
    for (const id of Object.keys(execution.threads)) continueThread(live, id);
  }

  return {
    start(execution, events) {
      const { startAt } = statesOf(journal.machine(execution.definition), { within: [] });
      const thread: Thread = {
        id: ROOT,
        within: [],
        state: startAt,
        input: JSON.parse(execution.input),
        variables: {},
        enteredAt: execution.startedAt,
        retries: [],
        phase: { at: 'enter', retrying: false },
        lastEventId: 0,
      };
      commit(adopt(execution), {
        execution: { ...execution, threads: { [ROOT]: thread } },
        events: events.map((event) => ({ thread: ROOT, event })),
        touched: new Set([ROOT]),
      });
    },
    settle,
    beat(arn, id, made) {
      const found = current(lives.get(arn), id, made);
      if (!found || made.heartbeatSeconds === undefined) return;
      const next = { ...found.call, heartbeatAt: clock.now() + made.heartbeatSeconds * 1000 };
      keep(found, next, []);
      const thread = found.live.execution.threads[id];
      if (thread) watch(found.live, thread, next);
    },
    end,
    live: (arn) => lives.get(arn)?.execution,
    async idle() {
      while (busy.size > 0) await Promise.all(busy);
    },
    pending: () => lives.size,
    close() {
      closed = true;
      for (const { timers } of lives.values()) for (const timer of timers.values()) timer.cancel();
    },
  };
};
