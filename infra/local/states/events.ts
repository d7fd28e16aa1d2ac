import type { State, TaskState } from './definition.ts';
import type { NewEvent, Outcome, Phase, Thread } from './execution.ts';
import type { Json } from './json.ts';
import type { Exit } from './kinds/visit.ts';

/** An event of AWS's type, its details under AWS's field for that type. */
const event = (type: string, now: number, details?: object): NewEvent => ({
  type,
  timestamp: new Date(now).toISOString(),
  ...(details
    ? { details: { [`${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`]: details } }
    : {}),
});

const named = ({ integration }: TaskState) => ({
  resourceType: integration.service,
  resource: `${integration.action}${integration.waitsForToken ? '.waitForTaskToken' : ''}`,
});

export const executionStarted = (now: number, details: { input: string; roleArn: string }): NewEvent =>
  event('ExecutionStarted', now, details);

export const executionEnded = (status: string, now: number, details: object): NewEvent =>
  event(`Execution${status}`, now, details);

export const stateEntered = (state: State, thread: Thread, now: number): NewEvent => ({
  ...event(`${state.type}StateEntered`, now),
  details: { stateEnteredEventDetails: { name: thread.state, input: JSON.stringify(thread.input) } },
});

export const stateExited = (state: State, left: { thread: Thread; exit: Exit }, now: number): NewEvent => {
  const { assign, output } = left.exit;
  const assignedVariables = Object.fromEntries(
    Object.entries(assign).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  return {
    ...event(`${state.type}StateExited`, now),
    details: {
      stateExitedEventDetails: { name: left.thread.state, output: JSON.stringify(output), assignedVariables },
    },
  };
};

export const evaluationFailed = (thread: Thread, cause: string, now: number): NewEvent =>
  event('EvaluationFailed', now, { error: 'States.QueryEvaluationError', cause, state: thread.state });

/** What a state's new phase adds to the history. */
export const phaseBegun = (state: State, phase: Phase, now: number): NewEvent[] => {
  if (phase.at === 'fork')
    return [
      state.type === 'Map'
        ? event('MapStateStarted', now, { length: phase.fork.inputs.length })
        : event('ParallelStateStarted', now),
    ];
  if (phase.at !== 'call' || state.type !== 'Task') return [];
  const parameters = JSON.stringify(phase.call.arguments);
  if (state.integration.kind === 'direct')
    return [
      event('LambdaFunctionScheduled', now, { resource: state.integration.resource, input: parameters }),
      event('LambdaFunctionStarted', now),
    ];
  return [
    event('TaskScheduled', now, { ...named(state), parameters }),
    event('TaskStarted', now, named(state)),
  ];
};

export const taskSubmitted = (state: TaskState, now: number): NewEvent =>
  event('TaskSubmitted', now, named(state));

/** How a task's call ended. */
export const taskEnded = (state: TaskState, outcome: Outcome, now: number): NewEvent => {
  const direct = state.integration.kind === 'direct';
  const prefix = direct ? 'LambdaFunction' : 'Task';
  const about = direct ? {} : named(state);
  if (outcome.ok)
    return event(`${prefix}Succeeded`, now, { ...about, output: JSON.stringify(outcome.value) });
  const timedOut = outcome.error === 'States.Timeout' || outcome.error === 'States.HeartbeatTimeout';
  return event(`${prefix}${timedOut ? 'TimedOut' : 'Failed'}`, now, {
    ...about,
    error: outcome.error,
    cause: outcome.cause,
  });
};

export const iteration = (
  ended: 'Started' | 'Succeeded' | 'Failed',
  at: { name: string; index: number },
  now: number,
): NewEvent => event(`MapIteration${ended}`, now, at);

export const forkEnded = (
  kind: 'Map' | 'Parallel',
  outcome: { ok: boolean; error?: Json },
  now: number,
): NewEvent => event(`${kind}State${outcome.ok ? 'Succeeded' : 'Failed'}`, now);
