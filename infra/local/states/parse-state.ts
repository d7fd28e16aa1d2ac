import type { Catcher, ChoiceRule, Retrier, Shaping, State, States } from './definition.ts';
import { badDefinition } from './errors.ts';
import {
  childPath,
  given,
  list,
  type Node,
  nodeAt,
  numberOrExpression,
  onlyFields,
  optionalAssign,
  optionalNumber,
  optionalTemplate,
  optionalText,
  text,
  textOrExpression,
} from './fields.ts';
import { parseResource } from './resource.ts';

/** Reads nested states; given in, because states hold machines and machines hold states. */
export type ReadStates = (value: unknown, path: string, own: readonly string[]) => States;

const COMMON = ['Type', 'Comment', 'QueryLanguage'];
const ONWARD = [...COMMON, 'Next', 'End', 'Output', 'Assign'];
const GUARDED = [...ONWARD, 'Retry', 'Catch'];
const MAX_DELAY_LIMIT = 31_622_400;

const shaping = (node: Node): Shaping => ({
  ...given('output', optionalTemplate(node, 'Output')),
  ...given('assign', optionalAssign(node)),
});

const onward = (node: Node) => {
  const next = optionalText(node, 'Next');
  const end = node.fields.End;
  if (end !== undefined && typeof end !== 'boolean')
    badDefinition(childPath(node, 'End'), 'must be true or false.');
  if ((next === undefined) === (end !== true))
    badDefinition(node.path, 'must have exactly one of Next and End.');
  return { ...shaping(node), ...given('next', next) };
};

/** Error names of a retrier or catcher; `States.ALL` stands alone, in the last of them. */
const errorNames = (node: Node, isLast: boolean): string[] => {
  const path = childPath(node, 'ErrorEquals');
  const names = list(node, 'ErrorEquals').map((name) =>
    typeof name === 'string' ? name : badDefinition(path, 'must hold strings.'),
  );
  if (names.includes('States.ALL') && (names.length > 1 || !isLast))
    badDefinition(path, 'must name States.ALL alone and last.');
  return names;
};

const each = <T>(node: Node, name: string, read: (one: Node, isLast: boolean) => T): T[] => {
  if (node.fields[name] === undefined) return [];
  const entries = list(node, name);
  return entries.map((one, i) =>
    read(nodeAt(one, `${childPath(node, name)}[${i}]`), i === entries.length - 1),
  );
};

const retrier = (node: Node, isLast: boolean): Retrier => {
  onlyFields(node, [
    'ErrorEquals',
    'IntervalSeconds',
    'MaxAttempts',
    'BackoffRate',
    'MaxDelaySeconds',
    'JitterStrategy',
    'Comment',
  ]);
  const jitter = optionalText(node, 'JitterStrategy') ?? 'NONE';
  if (jitter !== 'NONE' && jitter !== 'FULL')
    badDefinition(childPath(node, 'JitterStrategy'), 'must be NONE or FULL.');
  const intervalSeconds = optionalNumber(node, 'IntervalSeconds', { min: 1 }) ?? 1;
  const maxDelay = optionalNumber(node, 'MaxDelaySeconds', { min: 1, max: MAX_DELAY_LIMIT });
  if (maxDelay !== undefined && maxDelay <= intervalSeconds)
    badDefinition(childPath(node, 'MaxDelaySeconds'), 'must be greater than IntervalSeconds.');
  return {
    errors: errorNames(node, isLast),
    intervalSeconds,
    maxAttempts: optionalNumber(node, 'MaxAttempts', { min: 0 }) ?? 3,
    backoffRate: optionalNumber(node, 'BackoffRate', { min: 1, whole: false }) ?? 2,
    maxDelaySeconds: maxDelay ?? MAX_DELAY_LIMIT,
    fullJitter: jitter === 'FULL',
  };
};

const catcher = (node: Node, isLast: boolean): Catcher => {
  onlyFields(node, ['ErrorEquals', 'Next', 'Assign', 'Output', 'Comment']);
  return { ...shaping(node), errors: errorNames(node, isLast), next: text(node, 'Next') };
};

const guarded = (node: Node) => ({
  ...onward(node),
  retriers: each(node, 'Retry', retrier),
  catchers: each(node, 'Catch', catcher),
});

const rule = (node: Node): ChoiceRule => {
  onlyFields(node, ['Condition', 'Next', 'Assign', 'Output', 'Comment']);
  const condition = node.fields.Condition;
  if (typeof condition !== 'boolean' && typeof condition !== 'string')
    badDefinition(childPath(node, 'Condition'), 'must be a JSONata expression or true or false.');
  return {
    ...shaping(node),
    condition: optionalTemplate(node, 'Condition') ?? false,
    next: text(node, 'Next'),
  };
};

const readers: Record<State['type'], (node: Node, readStates: ReadStates) => State> = {
  Pass(node) {
    onlyFields(node, ONWARD);
    return { type: 'Pass', ...onward(node) };
  },
  Choice(node) {
    onlyFields(node, [...COMMON, 'Choices', 'Default', 'Output', 'Assign']);
    list(node, 'Choices');
    return {
      type: 'Choice',
      ...shaping(node),
      rules: each(node, 'Choices', rule),
      ...given('fallback', optionalText(node, 'Default')),
    };
  },
  Wait(node) {
    onlyFields(node, [...ONWARD, 'Seconds', 'Timestamp']);
    const seconds = numberOrExpression(node, 'Seconds', { min: 0 });
    const timestamp = textOrExpression(node, 'Timestamp');
    if ((seconds === undefined) === (timestamp === undefined))
      badDefinition(node.path, 'must have exactly one of Seconds and Timestamp.');
    return { type: 'Wait', ...onward(node), ...given('seconds', seconds), ...given('timestamp', timestamp) };
  },
  Succeed(node) {
    onlyFields(node, [...COMMON, 'Output']);
    return { type: 'Succeed', ...given('output', optionalTemplate(node, 'Output')) };
  },
  Fail(node) {
    onlyFields(node, [...COMMON, 'Error', 'Cause']);
    return {
      type: 'Fail',
      ...given('error', textOrExpression(node, 'Error')),
      ...given('cause', textOrExpression(node, 'Cause')),
    };
  },
  Task(node) {
    onlyFields(node, [...GUARDED, 'Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds']);
    const timeout = numberOrExpression(node, 'TimeoutSeconds', { min: 1 });
    const heartbeat = numberOrExpression(node, 'HeartbeatSeconds', { min: 1 });
    if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout)
      badDefinition(childPath(node, 'HeartbeatSeconds'), 'must be smaller than TimeoutSeconds.');
    return {
      type: 'Task',
      ...guarded(node),
      integration: parseResource(text(node, 'Resource'), childPath(node, 'Resource')),
      ...given('arguments', optionalTemplate(node, 'Arguments')),
      ...given('timeoutSeconds', timeout),
      ...given('heartbeatSeconds', heartbeat),
    };
  },
  Parallel(node, readStates) {
    onlyFields(node, [...GUARDED, 'Branches', 'Arguments']);
    const branches = list(node, 'Branches').map((branch, i) =>
      readStates(branch, `${node.path}.Branches[${i}]`, ['Comment']),
    );
    return {
      type: 'Parallel',
      ...guarded(node),
      branches,
      ...given('arguments', optionalTemplate(node, 'Arguments')),
    };
  },
  Map(node, readStates) {
    onlyFields(node, [...GUARDED, 'Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency']);
    const processorPath = childPath(node, 'ItemProcessor');
    const processor = nodeAt(node.fields.ItemProcessor, processorPath);
    const config = nodeAt(processor.fields.ProcessorConfig ?? {}, `${processorPath}.ProcessorConfig`);
    onlyFields(config, ['Mode']);
    if ((optionalText(config, 'Mode') ?? 'INLINE') !== 'INLINE')
      badDefinition(
        `${config.path}.Mode`,
        'must be INLINE: the local Step Functions has no distributed Map.',
      );
    return {
      type: 'Map',
      ...guarded(node),
      processor: readStates(processor.fields, processorPath, ['Comment', 'ProcessorConfig']),
      ...given('items', optionalTemplate(node, 'Items')),
      ...given('itemSelector', optionalTemplate(node, 'ItemSelector')),
      ...given('maxConcurrency', numberOrExpression(node, 'MaxConcurrency', { min: 0 })),
    };
  },
};

/** Reads one state. @throws StatesApiError `InvalidDefinition` naming the place. */
export const readState = (node: Node, readStates: ReadStates): State => {
  const type = text(node, 'Type');
  if (!Object.hasOwn(readers, type))
    badDefinition(childPath(node, 'Type'), `is "${type}", which is no type of state.`);
  return readers[type as State['type']](node, readStates);
};
