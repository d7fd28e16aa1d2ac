import { BlockList, isIP } from 'node:net';
import { EventBridgeError } from './errors.ts';
import { JsonNumber, type Leaf } from './fields.ts';

/** Whether one leaf of an event satisfies one element of a pattern's array. */
export type Matcher = (leaf: Leaf) => boolean;

export const badPattern = (path: string, problem: string): EventBridgeError =>
  new EventBridgeError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${path} ${problem}`,
  );

const NUMERIC_LIMIT = 5e9;

const onText =
  (test: (text: string) => boolean): Matcher =>
  (leaf) =>
    typeof leaf === 'string' && test(leaf);

const text = (value: unknown, path: string): string => {
  if (typeof value !== 'string') throw badPattern(path, 'must be a string');
  return value;
};

const onlyEntry = (value: object, path: string): readonly [string, unknown] => {
  const [entry, ...rest] = Object.entries(value);
  if (!entry || rest.length > 0) throw badPattern(path, 'must have exactly one key');
  return entry;
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);

const ignoringCase = (value: unknown, path: string): { wanted: string; fold: (s: string) => string } => {
  if (!isObject(value)) return { wanted: text(value, path), fold: (s) => s };
  const [key, inner] = onlyEntry(value, path);
  if (key !== 'equals-ignore-case') throw badPattern(path, `has the unknown modifier "${key}"`);
  return { wanted: text(inner, `${path}.${key}`).toLowerCase(), fold: (s) => s.toLowerCase() };
};

const prefix = (value: unknown, path: string): Matcher => {
  const { wanted, fold } = ignoringCase(value, path);
  return onText((s) => fold(s).startsWith(wanted));
};

const suffix = (value: unknown, path: string): Matcher => {
  const { wanted, fold } = ignoringCase(value, path);
  return onText((s) => fold(s).endsWith(wanted));
};

const equalsIgnoreCase = (value: unknown, path: string): Matcher => {
  const wanted = text(value, path).toLowerCase();
  return onText((s) => s.toLowerCase() === wanted);
};

/** The literal runs between the stars, escapes (`\*`, `\\`) undone. */
const literalRuns = (glob: string, path: string): string[] => {
  const runs = [''];
  for (let at = 0; at < glob.length; at++) {
    const character = glob.charAt(at);
    if (character === '*') {
      if (glob.charAt(at + 1) === '*') throw badPattern(path, 'has consecutive wildcard characters');
      runs.push('');
      continue;
    }
    if (character === '\\') at++;
    const literal = glob.charAt(at);
    if (character === '\\' && literal !== '*' && literal !== '\\')
      throw badPattern(path, 'has a backslash that escapes neither * nor \\');
    runs[runs.length - 1] += literal;
  }
  return runs;
};

const wildcard = (value: unknown, path: string): Matcher => {
  const [first = '', ...others] = literalRuns(text(value, path), path);
  const last = others.pop();
  if (last === undefined) return onText((s) => s === first);
  return onText((s) => {
    if (s.length < first.length + last.length || !s.startsWith(first) || !s.endsWith(last)) return false;
    let at = first.length;
    for (const run of others) {
      const found = s.indexOf(run, at);
      if (found < 0) return false;
      at = found + run.length;
    }
    return at <= s.length - last.length;
  });
};

const cidr = (value: unknown, path: string): Matcher => {
  const [address = '', bits = ''] = text(value, path).split('/');
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128))
    throw badPattern(path, 'must be an IPv4 or IPv6 range such as 10.0.0.0/24');
  const range = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  range.addSubnet(address, Number(bits), kind);
  return onText((s) => isIP(s) === family && range.check(s, kind));
};

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

const bound = (value: unknown, path: string): number => {
  const number = value instanceof JsonNumber ? value.value : value;
  if (typeof number !== 'number' || Math.abs(number) > NUMERIC_LIMIT)
    throw badPattern(path, 'must be a number from -5e9 to 5e9');
  return number;
};

const numeric = (value: unknown, path: string): Matcher => {
  const parts: unknown[] = Array.isArray(value) ? value : [];
  const shape = parts.map((part) => (typeof part === 'string' ? part : '#')).join('');
  if (!/^(=#|[<>]=?#|>=?#<=?#)$/.test(shape))
    throw badPattern(path, 'must be like ["=", 5], [">", 0] or [">", 0, "<=", 5]');
  const tests: ((n: number) => boolean)[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const compare = comparisons[String(parts[at])];
    const limit = bound(parts[at + 1], path);
    if (compare) tests.push((n) => compare(n, limit));
  }
  return (leaf) =>
    leaf instanceof JsonNumber &&
    Math.abs(leaf.value) <= NUMERIC_LIMIT &&
    tests.every((test) => test(leaf.value));
};

const exists = (value: unknown, path: string): Matcher => {
  if (typeof value !== 'boolean') throw badPattern(path, 'must be true or false');
  return () => value;
};

/** Scalars under `anything-but`: numbers are compared by value there, as AWS's open matcher does. */
const scalarsIn = (values: readonly unknown[], path: string): Matcher => {
  const numbers = values.filter((v) => typeof v === 'number' || v instanceof JsonNumber);
  const strings = values.filter((v) => typeof v === 'string');
  if (values.length === 0) throw badPattern(path, 'must not be empty');
  if (strings.length !== values.length && numbers.length !== values.length)
    throw badPattern(path, 'must hold only strings or only numbers');
  const wanted = new Set<string | number>([...strings, ...numbers.map((n) => bound(n, path))]);
  return (leaf) => {
    const scalar = leaf instanceof JsonNumber ? leaf.value : leaf;
    return (typeof scalar === 'string' || typeof scalar === 'number') && wanted.has(scalar);
  };
};

const excludable: Record<string, (value: unknown, path: string) => Matcher> = {
  prefix,
  suffix,
  wildcard,
  'equals-ignore-case': equalsIgnoreCase,
};

const excludedBy = (value: unknown, path: string): Matcher => {
  if (!isObject(value)) return scalarsIn(Array.isArray(value) ? value : [value], path);
  const [key, inner] = onlyEntry(value, path);
  const make = excludable[key];
  if (!make) throw badPattern(path, `cannot negate "${key}"`);
  const list: unknown[] = Array.isArray(inner) ? inner : [inner];
  if (list.length === 0 || list.includes('')) throw badPattern(`${path}.${key}`, 'must not be empty');
  const matchers = list.map((one) => make(one, `${path}.${key}`));
  return (leaf) => matchers.some((matcher) => matcher(leaf));
};

const anythingBut = (value: unknown, path: string): Matcher => {
  const excluded = excludedBy(value, path);
  return (leaf) => !excluded(leaf);
};

const operators: Record<string, (value: unknown, path: string) => Matcher> = {
  prefix,
  suffix,
  wildcard,
  cidr,
  numeric,
  exists,
  'equals-ignore-case': equalsIgnoreCase,
  'anything-but': anythingBut,
};

export const OPERATOR_NAMES: ReadonlySet<string> = new Set(Object.keys(operators));

const literal = (value: unknown, path: string): Matcher => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean')
    return (leaf) => leaf === value;
  const number = value instanceof JsonNumber ? value.text : String(value);
  if (typeof value !== 'number' && !(value instanceof JsonNumber))
    throw badPattern(path, 'must be a string, a number, true, false, null or a comparison');
  return (leaf) => leaf instanceof JsonNumber && leaf.text === number;
};

/**
 * Reads one element of a pattern's array.
 *
 * @throws EventBridgeError `InvalidEventPatternException`, naming `path`.
 */
export const matcherFor = (value: unknown, path: string): Matcher => {
  if (!isObject(value)) return literal(value, path);
  const [name, argument] = onlyEntry(value, path);
  const make = operators[name];
  if (!make) throw badPattern(path, `has the unknown comparison "${name}"`);
  return make(argument, `${path}.${name}`);
};
