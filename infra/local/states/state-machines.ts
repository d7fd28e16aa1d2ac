import { randomUUID } from 'node:crypto';
import type { ExecutionDescription, Page, StateMachine, StateMachines } from './api.ts';
import { createEngine } from './engine.ts';
import { StatesApiError } from './errors.ts';
import { executionStarted } from './events.ts';
import type { Call, Execution, Outcome } from './execution.ts';
import { createJournal } from './journal.ts';
import { MAX_PAYLOAD_BYTES, parseJson } from './json.ts';
import { substitute } from './parse.ts';
import type { StatesPorts } from './ports.ts';
import { readToken, type TokenPlace } from './tokens.ts';

interface Registered {
  readonly name: string;
  readonly roleArn: string;
  readonly definition: string;
  readonly timeoutSeconds: number | undefined;
}

const NAME_KEPT_MS = 90 * 86_400_000;
const DEFAULT_PAGE = 100;
const MAX_PAGE = 1000;
/** Characters that no execution name may have (API reference, "StartExecution"). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS names control characters among the forbidden ones.
const FORBIDDEN_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/;

const iso = (ms: number): string => new Date(ms).toISOString();

const checkName = (name: string): string => {
  if (name.length < 1 || name.length > 80 || FORBIDDEN_IN_NAMES.test(name))
    throw new StatesApiError(
      'InvalidName',
      `Invalid Name: '${name}' must have 1 to 80 characters, without blanks or : / # , & * ? and the like.`,
    );
  return name;
};

const checkInput = (input: string): string => {
  const refuse = (): StatesApiError =>
    new StatesApiError('InvalidExecutionInput', 'Invalid State Machine Execution Input.');
  parseJson(input, refuse);
  if (Buffer.byteLength(input) > MAX_PAYLOAD_BYTES) throw refuse();
  return input;
};

const describe = (execution: Execution): ExecutionDescription => {
  const { arn, machineArn, name, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: iso(startedAt),
    input,
    ...(stoppedAt === undefined ? {} : { stopDate: iso(stoppedAt) }),
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
};

const timedOut = (): StatesApiError =>
  new StatesApiError('TaskTimedOut', 'Task Timed Out: Provided task does not exist anymore.');

const paged = <T>(
  all: readonly T[],
  { maxResults = DEFAULT_PAGE, nextToken }: Page,
): { page: T[]; nextToken?: string } => {
  const from = nextToken === undefined ? 0 : Number(nextToken);
  if (!Number.isInteger(from) || from < 0)
    throw new StatesApiError('InvalidToken', `Invalid Token: '${nextToken}'`);
  const to = from + Math.min(maxResults || DEFAULT_PAGE, MAX_PAGE);
  return { page: all.slice(from, to), ...(to < all.length ? { nextToken: String(to) } : {}) };
};

/**
 * Makes the local Step Functions: standard workflows in JSONata. Executions that the store holds as running go on
 * at once, each with the definition that it was started with.
 */
export const createStateMachines = (ports: StatesPorts): StateMachines => {
  const { clock, store } = ports;
  const journal = createJournal(store);
  const machines = new Map<string, Registered>();
  const engine = createEngine(ports, journal);

  const machineOf = (arn: string): Registered => {
    const machine = machines.get(arn);
    if (!machine)
      throw new StatesApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  };

  const executionOf = (arn: string): Execution => {
    const execution = engine.live(arn) ?? journal.find(arn);
    if (!execution) throw new StatesApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  /** The execution that has this name, unless the name is free again: then it is forgotten. */
  const namesake = (arn: string): Execution | undefined => {
    const execution = engine.live(arn) ?? journal.find(arn);
    if (execution?.stoppedAt === undefined || clock.now() < execution.stoppedAt + NAME_KEPT_MS)
      return execution;
    journal.forget(arn);
    return undefined;
  };

  const taskOf = (token: string): TokenPlace & { readonly call: Call } => {
    const place = readToken(token);
    const execution = engine.live(place.executionArn) ?? journal.find(place.executionArn);
    if (!execution)
      throw new StatesApiError(
        'TaskDoesNotExist',
        `Task does not exist: the token's execution is not known.`,
      );
    const phase = execution.threads[place.threadId]?.phase;
    if (phase?.at !== 'call' || phase.call.token !== token || execution.status !== 'RUNNING')
      throw timedOut();
    return { ...place, call: phase.call };
  };

  const settle = (token: string, outcome: Outcome): void => {
    const { executionArn, threadId, call } = taskOf(token);
    if (!engine.settle(executionArn, threadId, { call, outcome })) throw timedOut();
  };

  const start = (machineArn: string, name: string, input: string): Execution => {
    const { roleArn, definition, timeoutSeconds } = machineOf(machineArn);
    const now = clock.now();
    const execution: Execution = {
      arn: `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`,
      name,
      machineArn,
      roleArn,
      definition,
      input,
      startedAt: now,
      status: 'RUNNING',
      lastEventId: 0,
      threads: {},
      ...(timeoutSeconds === undefined ? {} : { timeoutAt: now + timeoutSeconds * 1000 }),
    };
    const before = namesake(execution.arn);
    if (before?.status === 'RUNNING' && before.input === input) return before;
    if (before)
      throw new StatesApiError('ExecutionAlreadyExists', `Execution Already Exists: '${execution.arn}'`);
    engine.start(execution, [executionStarted(now, { input, roleArn })]);
    return execution;
  };

  return {
    register({ arn, name, roleArn, definition, substitutions = {} }: StateMachine) {
      const source = typeof definition === 'string' ? substitute(definition, substitutions) : definition;
      const hash = journal.keepDefinition(source);
      machines.set(arn, {
        name,
        roleArn,
        definition: hash,
        timeoutSeconds: journal.machine(hash).timeoutSeconds,
      });
    },
    startExecution({ stateMachineArn, name = randomUUID(), input = '{}' }) {
      machineOf(stateMachineArn);
      const { arn, startedAt } = start(stateMachineArn, checkName(name), checkInput(input));
      return { executionArn: arn, startDate: iso(startedAt) };
    },
    describeExecution: ({ executionArn }) => describe(executionOf(executionArn)),
    listExecutions({ stateMachineArn, statusFilter, ...page }) {
      machineOf(stateMachineArn);
      const matching = journal
        .all()
        .filter((one) => one.machineArn === stateMachineArn && (statusFilter ?? one.status) === one.status)
        .sort((a, b) => b.startedAt - a.startedAt);
      const { page: chosen, ...more } = paged(matching, page);
      return { executions: chosen.map((one) => summary(describe(one))), ...more };
    },
    getExecutionHistory({ executionArn, reverseOrder = false, ...page }) {
      executionOf(executionArn);
      const events = journal.history(executionArn);
      const { page: chosen, ...more } = paged(reverseOrder ? events.reverse() : events, page);
      return { events: chosen, ...more };
    },
    stopExecution({ executionArn, error = '', cause = '' }) {
      if (executionOf(executionArn).status === 'RUNNING')
        engine.end(executionArn, { status: 'ABORTED', error, cause });
      return { stopDate: iso(executionOf(executionArn).stoppedAt ?? clock.now()) };
    },
    sendTaskSuccess({ taskToken, output }) {
      const refuse = (): StatesApiError =>
        new StatesApiError('InvalidOutput', 'Invalid Output: it must be JSON of at most 262144 bytes.');
      const value = parseJson(output, refuse);
      if (Buffer.byteLength(output) > MAX_PAYLOAD_BYTES) throw refuse();
      settle(taskToken, { ok: true, value });
    },
    sendTaskFailure({ taskToken, error = '', cause = '' }) {
      settle(taskToken, { ok: false, error, cause });
    },
    sendTaskHeartbeat({ taskToken }) {
      const { executionArn, threadId, call } = taskOf(taskToken);
      engine.beat(executionArn, threadId, call);
    },
    idle: engine.idle,
    pending: engine.pending,
    close: engine.close,
  };
};

const summary = ({
  input: _,
  output: __,
  ...rest
}: ExecutionDescription): Omit<ExecutionDescription, 'input' | 'output'> => rest;
