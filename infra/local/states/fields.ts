import { badDefinition } from './errors.ts';
import { expressionProblem, isExpression } from './expressions.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** Fields that exist in JSONPath definitions only; named apart because people carry them over. */
const JSONPATH_FIELDS = new Set([
  'InputPath',
  'OutputPath',
  'Parameters',
  'Result',
  'ResultPath',
  'ResultSelector',
  'ItemsPath',
  'Iterator',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ErrorPath',
  'CausePath',
  'Variable',
]);

/** An object of a definition and its place in it; every reader refuses by that place. */
export interface Node {
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export const nodeAt = (value: unknown, path: string): Node =>
  isObject(value) ? { path, fields: value } : badDefinition(path, 'must be an object.');

/** @throws StatesApiError `InvalidDefinition` for a field that this kind of object does not have. */
export const onlyFields = ({ path, fields }: Node, known: readonly string[]): void => {
  for (const name of Object.keys(fields)) {
    if (known.includes(name)) continue;
    badDefinition(
      `${path}.${name}`,
      JSONPATH_FIELDS.has(name) ? 'is a field of JSONPath, not of JSONata.' : 'is not a known field.',
    );
  }
};

export const childPath = ({ path }: Node, name: string): string => `${path}.${name}`;

export const optionalText = (node: Node, name: string): string | undefined => {
  const value = node.fields[name];
  if (value === undefined || typeof value === 'string') return value;
  return badDefinition(childPath(node, name), 'must be a string.');
};

export const text = (node: Node, name: string): string =>
  optionalText(node, name) ?? badDefinition(childPath(node, name), 'is required.');

export const list = (node: Node, name: string): readonly unknown[] => {
  const value = node.fields[name];
  if (Array.isArray(value) && value.length > 0) return value as unknown[];
  return badDefinition(childPath(node, name), 'must be an array that is not empty.');
};

interface Bounds {
  readonly min: number;
  readonly max?: number;
  readonly whole?: boolean;
}

const isWithin = (value: unknown, { min, max = 99_999_999, whole = true }: Bounds): value is number =>
  typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));

export const optionalNumber = (node: Node, name: string, bounds: Bounds): number | undefined => {
  const value = node.fields[name];
  if (value === undefined || isWithin(value, bounds)) return value;
  return badDefinition(
    childPath(node, name),
    `must be ${bounds.whole === false ? 'a' : 'a whole'} number from ${bounds.min} on.`,
  );
};

const checkTemplate = (value: unknown, path: string): void => {
  if (typeof value === 'string') {
    const problem = expressionProblem(value);
    if (problem) badDefinition(path, `${problem}.`);
  } else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) checkTemplate(one, `${path}[${index}]`);
  } else if (isObject(value)) {
    for (const [key, one] of Object.entries(value)) checkTemplate(one, `${path}.${key}`);
  }
};

/** A template: any JSON, its expressions compiled and linted. */
export const optionalTemplate = (node: Node, name: string): Json | undefined => {
  const value = node.fields[name];
  checkTemplate(value, childPath(node, name));
  return value as Json | undefined;
};

/** A literal within bounds, or an expression that must give one. */
export const numberOrExpression = (node: Node, name: string, bounds: Bounds): Json | undefined => {
  const value = optionalTemplate(node, name);
  if (typeof value === 'string' && isExpression(value)) return value;
  return optionalNumber(node, name, bounds);
};

export const textOrExpression = (node: Node, name: string): Json | undefined => {
  optionalTemplate(node, name);
  return optionalText(node, name);
};

/** `Assign`: names that JSONata can read back, never `states`. */
export const optionalAssign = (node: Node): JsonObject | undefined => {
  const value = optionalTemplate(node, 'Assign');
  if (value === undefined) return undefined;
  const { fields } = nodeAt(value, childPath(node, 'Assign'));
  for (const name of Object.keys(fields))
    if (!/^[\p{L}_][\p{L}\p{N}_]{0,79}$/u.test(name) || name === 'states')
      badDefinition(`${childPath(node, 'Assign')}.${name}`, 'cannot be the name of a variable.');
  return fields as JsonObject;
};

/** `{ key: value }`, or nothing when there is no value: optional fields stay absent. */
export const given = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
