import { stateOf, visitOf } from './context.ts';
import type { Machine, State } from './definition.ts';
import { runtimeError, StateError } from './errors.ts';
import { evaluationFailed, phaseBegun, stateEntered, stateExited } from './events.ts';
import type { Execution, NewEvent, Phase, Thread } from './execution.ts';
import type { Json } from './json.ts';
import { enter } from './kinds/enter.ts';
import { type Exit, leave, type Visit } from './kinds/visit.ts';
import { catchFor, retryDelayMs, retryFor } from './retry.ts';

export interface WalkOptions {
  readonly machine: Machine;
  readonly execution: Execution;
  readonly now: () => number;
  readonly random: () => number;
  readonly newToken: (thread: Thread) => string;
  readonly newCallId: () => string;
  /** The most events that one execution may have (AWS: 25,000). */
  readonly maxEvents: number;
  /** Whether the thread is still wanted: another branch's failure, a stop or a time-out may have ended it. */
  readonly wanted: () => boolean;
}

/** Where a thread came to a stop, and what happened on the way. */
export interface Walk {
  readonly thread: Thread;
  readonly end?: { readonly output: Json } | { readonly failure: StateError };
  readonly events: readonly NewEvent[];
  readonly transitions: readonly string[];
}

const asStateError = (failure: unknown): StateError =>
  failure instanceof StateError
    ? failure
    : runtimeError(failure instanceof Error ? failure.message : String(failure));

/**
 * Moves a thread on until it must wait: for time, for a call, for its branches, or for nothing any more. Nothing
 * outside is touched, so that what it decides can be written in one piece before any of it takes effect.
 */
export const walk = async (start: Thread, options: WalkOptions): Promise<Walk> => {
  const { machine, execution, now } = options;
  const events: NewEvent[] = [];
  const transitions: string[] = [];
  let thread = start;

  const stop = (end?: Walk['end']): Walk => ({ thread, events, transitions, ...(end ? { end } : {}) });

  const block = (state: State, phase: Phase): Walk => {
    thread = { ...thread, phase };
    events.push(...phaseBegun(state, phase, now()));
    return stop();
  };

  const exitTo = (state: State, exit: Exit): Walk | undefined => {
    events.push(stateExited(state, { thread, exit }, now()));
    const variables = { ...thread.variables, ...exit.assign };
    if (exit.next === undefined) {
      thread = { ...thread, variables };
      return stop({ output: exit.output });
    }
    const phase: Phase = { at: 'enter', retrying: false };
    thread = {
      ...thread,
      state: exit.next,
      input: exit.output,
      variables,
      enteredAt: now(),
      retries: [],
      phase,
    };
    return undefined;
  };

  const recover = async (state: State, visit: Visit, failure: StateError): Promise<Walk | undefined> => {
    if (failure.error === 'States.QueryEvaluationError')
      events.push(evaluationFailed(thread, failure.message, now()));
    if (!('retriers' in state)) return stop({ failure });
    const retry = retryFor(state.retriers, thread.retries, failure);
    if (retry) {
      const made = thread.retries[retry.index] ?? 0;
      const retries = state.retriers.map((_, i) => (thread.retries[i] ?? 0) + (i === retry.index ? 1 : 0));
      thread = { ...thread, retries };
      const until = now() + retryDelayMs(retry.retrier, made, options.random);
      return block(state, { at: 'sleep', until, wakesTo: 'retry' });
    }
    const catcher = catchFor(state.catchers, failure);
    if (!catcher) return stop({ failure });
    const errorOutput = { Error: failure.error, Cause: failure.message };
    try {
      const exit = await leave(catcher, visit, {
        otherwise: errorOutput,
        next: catcher.next,
        seen: { errorOutput },
      });
      return exitTo(state, exit);
    } catch (second) {
      return stop({ failure: asStateError(second) });
    }
  };

  const begin = async (state: State, visit: Visit): Promise<Walk | undefined> => {
    const entered = await enter(state, visit);
    switch (entered.to) {
      case 'leave':
        return exitTo(state, entered.exit);
      case 'sleep':
        return block(state, { at: 'sleep', until: entered.until, wakesTo: 'complete' });
      case 'call':
        return block(state, { at: 'call', call: { ...entered.call, id: options.newCallId() } });
      case 'fork':
        return block(state, { at: 'fork', fork: entered.fork });
    }
  };

  const step = async (state: State, visit: Visit): Promise<Walk | undefined> => {
    const { phase } = thread;
    if (phase.at === 'enter') return begin(state, visit);
    if (phase.at !== 'outcome') return stop();
    if (!phase.outcome.ok) throw new StateError(phase.outcome.error, phase.outcome.cause);
    const result = phase.outcome.value;
    const seen = state.type === 'Wait' ? {} : { result };
    const onward = state as Extract<State, { next?: string }>;
    return exitTo(state, await leave(onward, visit, { otherwise: result, next: onward.next, seen }));
  };

  while (options.wanted()) {
    if (execution.lastEventId + events.length >= options.maxEvents - 1)
      return stop({
        failure: runtimeError(
          `The execution reached the maximum number of history events (${options.maxEvents}).`,
        ),
      });
    const state = stateOf(machine, thread);
    if (thread.phase.at === 'enter') {
      transitions.push(thread.state);
      if (!thread.phase.retrying) events.push(stateEntered(state, thread, now()));
    }
    const visit = visitOf({ execution, thread, now: now(), newToken: () => options.newToken(thread) });
    const stopped = await step(state, visit).catch((failure: unknown) =>
      recover(state, visit, asStateError(failure)),
    );
    if (stopped) return stopped;
  }
  return stop();
};
