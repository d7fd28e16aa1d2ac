import type { Machine, State, States } from './definition.ts';
import { badDefinition, StatesApiError } from './errors.ts';
import {
  childPath,
  given,
  type Node,
  nodeAt,
  onlyFields,
  optionalNumber,
  optionalText,
  text,
} from './fields.ts';
import { type Json, parseJson } from './json.ts';
import { readState } from './parse-state.ts';

const MAX_NAME = 80;

/** What must hold across a whole machine while it is read. */
interface Reading {
  readonly queryLanguage: string;
  readonly names: Set<string>;
}

const checkLanguage = (node: Node, inherited: string): void => {
  const language = optionalText(node, 'QueryLanguage') ?? inherited;
  if (language === 'JSONata') return;
  badDefinition(
    childPath(node, 'QueryLanguage'),
    `is ${language}${node.fields.QueryLanguage === undefined ? ' (the default)' : ''}; the local Step Functions runs JSONata only.`,
  );
};

/** Names of the states that a state may go to. */
const targetsOf = (state: State): string[] => {
  const next = 'next' in state && state.next !== undefined ? [state.next] : [];
  if (state.type === 'Choice')
    return [
      ...state.rules.map((rule) => rule.next),
      ...(state.fallback === undefined ? [] : [state.fallback]),
    ];
  return 'catchers' in state ? [...next, ...state.catchers.map((catcher) => catcher.next)] : next;
};

const assignedBy = (state: State): string[] => {
  const rules = state.type === 'Choice' ? state.rules : 'catchers' in state ? state.catchers : [];
  return [state, ...rules].flatMap((one) => ('assign' in one && one.assign ? Object.keys(one.assign) : []));
};

const innerOf = (state: State): readonly States[] => {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' ? [state.processor] : [];
};

/** AWS keeps inner and outer variables apart by name: a branch can read an outer variable, never assign it. */
const checkScopes = ({ states }: States, path: string, outer: ReadonlySet<string>): void => {
  const own = new Set(outer);
  for (const [name, state] of Object.entries(states))
    for (const variable of assignedBy(state)) {
      if (outer.has(variable))
        badDefinition(`${path}.${name}`, `assigns $${variable}, which belongs to an outer scope.`);
      own.add(variable);
    }
  for (const [name, state] of Object.entries(states))
    for (const inner of innerOf(state)) checkScopes(inner, `${path}.${name}`, own);
};

const readStates = (reading: Reading, node: Node): States => {
  const at = childPath(node, 'States');
  const entries = Object.entries(nodeAt(node.fields.States, at).fields);
  const states: Record<string, State> = {};
  for (const [name, value] of entries) {
    const state = nodeAt(value, `${at}.${name}`);
    if (name.length > MAX_NAME) badDefinition(state.path, `has a name longer than ${MAX_NAME} characters.`);
    if (reading.names.has(name)) badDefinition(state.path, 'has a name that another state has too.');
    reading.names.add(name);
    checkLanguage(state, reading.queryLanguage);
    states[name] = readState(state, (inner, path, own) => {
      const nested = nodeAt(inner, path);
      onlyFields(nested, ['StartAt', 'States', ...own]);
      return readStates(reading, nested);
    });
  }
  const startAt = text(node, 'StartAt');
  if (!Object.hasOwn(states, startAt))
    badDefinition(childPath(node, 'StartAt'), `names ${startAt}, which is no state here.`);
  for (const [name, state] of Object.entries(states))
    for (const target of targetsOf(state))
      if (!Object.hasOwn(states, target))
        badDefinition(`${at}.${name}`, `goes to ${target}, which is no state here.`);
  return { startAt, states };
};

/**
 * Reads an Amazon States Language definition, an object or its JSON text. Only JSONata is known; a field or type
 * that the interpreter does not know is refused, so that nothing runs here that AWS would run otherwise.
 *
 * @throws StatesApiError `InvalidDefinition`, naming the place.
 */
export const parseDefinition = (source: unknown): Machine => {
  const value =
    typeof source === 'string'
      ? parseJson(source, () => new StatesApiError('InvalidDefinition', 'The definition is not JSON.'))
      : source;
  const node = nodeAt(value, '$');
  onlyFields(node, ['Comment', 'QueryLanguage', 'StartAt', 'States', 'Version', 'TimeoutSeconds']);
  const queryLanguage = optionalText(node, 'QueryLanguage') ?? 'JSONPath';
  const states = readStates({ queryLanguage, names: new Set() }, node);
  checkScopes(states, '$.States', new Set());
  return { ...states, ...given('timeoutSeconds', optionalNumber(node, 'TimeoutSeconds', { min: 1 })) };
};

/** CloudFormation's `DefinitionSubstitutions`: each `${name}` of a definition's text. */
export const substitute = (definition: string, substitutions: Readonly<Record<string, Json>>): string =>
  definition.replace(/\$\{([\w.:-]+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(substitutions, name)
      ? JSON.stringify(String(substitutions[name])).slice(1, -1)
      : placeholder,
  );
