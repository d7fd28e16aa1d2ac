import { type Field, fieldsOf, JsonNumber, parseKeepingNumbers } from './fields.ts';
import { badPattern, type Matcher, matcherFor, OPERATOR_NAMES } from './matchers.ts';

/** One field of a pattern: some leaf at `path` must match, or none may exist if `absent` is allowed. */
interface Clause {
  readonly path: string;
  readonly matchers: readonly Matcher[];
  readonly absent: boolean;
}

/** A pattern is a choice (`$or`) between conjunctions of clauses. */
type Alternatives = readonly (readonly Clause[])[];

/** An event taken apart, to be held against any number of patterns. */
export type EventFields = ReadonlyMap<string, readonly Field[]>;

/** A validated event pattern. */
export interface Pattern {
  matches(event: unknown): boolean;
  matchesFields(fields: EventFields): boolean;
}

/** Takes an event (an object, or its JSON text) apart. */
export const readEvent = (event: unknown): EventFields =>
  fieldsOf(typeof event === 'string' ? event : JSON.stringify(event));

/** AWS refuses patterns whose `$or` blocks multiply beyond this. */
const MAX_COMBINATIONS = 1000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);

/** `$or` is an operator only over two or more objects that name no comparison; else it is a field's name. */
const isChoice = (key: string, value: unknown): value is Record<string, unknown>[] =>
  key === '$or' &&
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((one) => isObject(one) && !Object.keys(one).some((name) => OPERATOR_NAMES.has(name)));

const isAbsence = (value: unknown): boolean => isObject(value) && value.exists === false;

const clause = (path: string, values: readonly unknown[]): Clause => {
  if (values.length === 0) throw badPattern(path, 'must not be an empty array');
  return {
    path,
    matchers: values.map((value, index) => matcherFor(value, `${path}[${index}]`)),
    absent: values.some(isAbsence),
  };
};

const product = (left: Alternatives, right: Alternatives): Alternatives => {
  if (left.length * right.length > MAX_COMBINATIONS)
    throw badPattern('$or', `makes more than ${MAX_COMBINATIONS} combinations`);
  return left.flatMap((a) => right.map((b) => [...a, ...b]));
};

const alternativesOf = (node: Record<string, unknown>, path: string): Alternatives => {
  const entries = Object.entries(node);
  if (entries.length === 0)
    throw badPattern(path === '' ? 'the pattern' : path, 'must not be an empty object');
  let alternatives: Alternatives = [[]];
  for (const [key, value] of entries) {
    const at = path === '' ? key : `${path}.${key}`;
    alternatives = product(alternatives, entryAlternatives({ key, value, path, at }));
  }
  return alternatives;
};

interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly path: string;
  readonly at: string;
}

const entryAlternatives = ({ key, value, path, at }: Entry): Alternatives => {
  if (isChoice(key, value)) return value.flatMap((one) => alternativesOf(one, path));
  if (Array.isArray(value)) return [[clause(at, value)]];
  if (isObject(value)) return alternativesOf(value, at);
  throw badPattern(at, 'must be an object or an array');
};

/** Two leaves belong together unless they lie in different elements of one array. */
const consistent = (chosen: ReadonlyMap<number, number>, field: Field): boolean =>
  [...field.within].every(([array, index]) => (chosen.get(array) ?? index) === index);

const satisfies = (
  clauses: readonly Clause[],
  fields: EventFields,
  chosen: ReadonlyMap<number, number> = new Map(),
): boolean => {
  const [first, ...rest] = clauses;
  if (!first) return true;
  const found = fields.get(first.path);
  if (!found) return first.absent && satisfies(rest, fields, chosen);
  return found.some(
    (field) =>
      first.matchers.some((matcher) => matcher(field.leaf)) &&
      consistent(chosen, field) &&
      satisfies(rest, fields, new Map([...chosen, ...field.within])),
  );
};

/**
 * Reads an event pattern (an object, or its JSON text) with the semantics of EventBridge.
 *
 * Source: EventBridge user guide, "Comparison operators for use in event patterns"; behaviour the guide leaves
 * open follows AWS's open matcher (event-ruler). An `anything-but` on an absent field does not match.
 *
 * @throws EventBridgeError `InvalidEventPatternException`, naming the path at fault.
 */
export const parsePattern = (source: unknown): Pattern => {
  const pattern = typeof source === 'string' ? parsePatternText(source) : source;
  if (!isObject(pattern)) throw badPattern('the pattern', 'must be an object');
  const alternatives = alternativesOf(pattern, '');
  const matchesFields = (fields: EventFields): boolean =>
    alternatives.some((clauses) => satisfies(clauses, fields));
  return { matchesFields, matches: (event) => matchesFields(readEvent(event)) };
};

const parsePatternText = (text: string): unknown => {
  try {
    return parseKeepingNumbers(text);
  } catch {
    throw badPattern('the pattern', 'is not JSON');
  }
};

/**
 * Whether an event (an object, or its JSON text: only then is 300 told from 300.0) satisfies a pattern.
 *
 * @throws EventBridgeError `InvalidEventPatternException` for a bad pattern.
 */
export const matches = (pattern: unknown, event: unknown): boolean => parsePattern(pattern).matches(event);
