import jsonata, { type Expression } from 'jsonata';
import { queryError, StateError } from './errors.ts';
import { stepFunctionsFunctions } from './functions.ts';
import { isObject, type Json } from './json.ts';
import { lintExpression } from './lint-expression.ts';

/** What an expression can see: `$states`, and the variables assigned so far. */
export interface Scope {
  readonly states: object;
  readonly variables: Readonly<Record<string, Json>>;
  /** The local cloud's time, for `$now` and `$millis`. */
  readonly now: number;
}

const compiled = new Map<string, Expression>();
const formatMillis = jsonata('$fromMillis($millis, $picture, $timezone)');

const compile = (source: string): Expression => {
  const known = compiled.get(source);
  if (known) return known;
  const expression = jsonata(source);
  compiled.set(source, expression);
  return expression;
};

const messageOf = (failure: unknown): string =>
  isObject(failure) && typeof failure.message === 'string' ? failure.message : String(failure);

/** Whether text is a JSONata expression: `{%` first and `%}` last, with nothing around them. */
export const isExpression = (text: string): boolean =>
  text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;

const sourceOf = (text: string): string => text.slice(2, -2).trim();

/** Why Step Functions would refuse this text as an expression or literal; undefined if it is fine. */
export const expressionProblem = (text: string): string | undefined => {
  if (!isExpression(text)) {
    const almost = isExpression(text.trim()) || text.startsWith('{%');
    return almost ? 'must begin with {% and end with %}, without blanks around them' : undefined;
  }
  try {
    return lintExpression(compile(sourceOf(text)).ast());
  } catch (failure) {
    return `is not JSONata: ${messageOf(failure)}`;
  }
};

const bindings = ({ states, variables, now }: Scope): Record<string, unknown> => ({
  ...variables,
  ...stepFunctionsFunctions,
  eval: undefined,
  millis: () => now,
  now: (picture?: string, timezone?: string) =>
    formatMillis.evaluate(undefined, { millis: now, picture, timezone }) as Promise<string>,
  states,
});

const evaluateExpression = async (text: string, scope: Scope): Promise<Json> => {
  const result = await run(text, scope);
  if (result === undefined)
    throw queryError(`The JSONata expression '${sourceOf(text)}' returned nothing (undefined).`);
  if (typeof result === 'function' || (isObject(result) && '_jsonata_function' in result))
    throw queryError(`The JSONata expression '${sourceOf(text)}' returned a function.`);
  // JSONata marks its arrays with extra properties; a round trip leaves plain JSON.
  return JSON.parse(JSON.stringify(result)) as Json;
};

const run = async (text: string, scope: Scope): Promise<unknown> => {
  try {
    return (await compile(sourceOf(text)).evaluate(undefined, bindings(scope))) as unknown;
  } catch (failure) {
    if (failure instanceof StateError) throw failure;
    throw queryError(`The JSONata expression '${sourceOf(text)}' threw an error: ${messageOf(failure)}`);
  }
};

/**
 * The value of a template: JSON in which any text may be an expression, at any depth.
 *
 * @throws StateError `States.QueryEvaluationError` when an expression fails or gives nothing.
 */
export const evaluate = async (template: Json, scope: Scope): Promise<Json> => {
  if (typeof template === 'string')
    return isExpression(template) ? evaluateExpression(template, scope) : template;
  if (Array.isArray(template)) return Promise.all(template.map((one: Json) => evaluate(one, scope)));
  if (!isObject(template)) return template;
  const entries = Object.entries(template as Record<string, Json>);
  return Object.fromEntries(
    await Promise.all(entries.map(async ([key, value]) => [key, await evaluate(value, scope)] as const)),
  );
};
