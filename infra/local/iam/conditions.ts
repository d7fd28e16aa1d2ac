import { wildcardMatches } from './wildcard.ts';

export type ContextValue = string | readonly string[];

/** Operator -> key -> wanted values, as in a policy. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, string | boolean | number | readonly (string | boolean | number)[]>>>
>;

type Test = (wanted: string, actual: string) => boolean;

const numeric =
  (compare: (actual: number, wanted: number) => boolean): Test =>
  (wanted, actual) =>
    compare(Number(actual), Number(wanted));

/** Operators by their plain name; `not` is that no wanted value matches. */
const operators: Readonly<Record<string, { test: Test; not?: true }>> = {
  StringEquals: { test: (wanted, actual) => wanted === actual },
  StringNotEquals: { test: (wanted, actual) => wanted === actual, not: true },
  StringEqualsIgnoreCase: { test: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase() },
  StringLike: { test: (wanted, actual) => wildcardMatches(wanted, actual) },
  StringNotLike: { test: (wanted, actual) => wildcardMatches(wanted, actual), not: true },
  ArnEquals: { test: (wanted, actual) => wildcardMatches(wanted, actual) },
  ArnLike: { test: (wanted, actual) => wildcardMatches(wanted, actual) },
  ArnNotEquals: { test: (wanted, actual) => wildcardMatches(wanted, actual), not: true },
  ArnNotLike: { test: (wanted, actual) => wildcardMatches(wanted, actual), not: true },
  Bool: { test: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase() },
  NumericEquals: { test: numeric((actual, wanted) => actual === wanted) },
  NumericLessThan: { test: numeric((actual, wanted) => actual < wanted) },
  NumericLessThanEquals: { test: numeric((actual, wanted) => actual <= wanted) },
  NumericGreaterThan: { test: numeric((actual, wanted) => actual > wanted) },
  NumericGreaterThanEquals: { test: numeric((actual, wanted) => actual >= wanted) },
};

interface Operator {
  readonly name: string;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

const parse = (text: string): Operator => {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  return {
    name,
    ifExists: ifExists !== undefined,
    ...(set ? { set: set as 'ForAllValues' | 'ForAnyValue' } : {}),
  };
};

/** The first operator that the local IAM cannot evaluate. */
export const unknownOperator = (conditions: Conditions = {}): string | undefined =>
  Object.keys(conditions).find((text) => {
    const { name } = parse(text);
    return name !== 'Null' && !(name in operators);
  });

const wantedValues = (value: Conditions[string][string] | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map(String);

const holds = (operator: Operator, wanted: readonly string[], actual: ContextValue | undefined): boolean => {
  const { name, set, ifExists } = operator;
  if (name === 'Null') return wanted.includes(String(actual === undefined));
  const { test, not } = operators[name] ?? { test: () => false };
  if (actual === undefined) return ifExists || set === 'ForAllValues' || not === true;
  const values = typeof actual === 'string' ? [actual] : actual;
  const matches = (value: string): boolean => wanted.some((one) => test(one, value)) !== (not === true);
  return set === 'ForAllValues' ? values.every(matches) : values.some(matches);
};

/** Whether every condition of a statement holds. Keys are matched without regard to case. */
export const conditionsHold = (
  conditions: Conditions | undefined,
  context: Readonly<Record<string, ContextValue>>,
): boolean => {
  if (!conditions) return true;
  const actual = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      holds(parse(operator), wantedValues(wanted), actual.get(key.toLowerCase())),
    ),
  );
};
