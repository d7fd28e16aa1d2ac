import { isObject } from './json.ts';

/** Parts of a node whose context is what the node selects, no longer the (absent) document. */
const INNER_CONTEXT = new Set(['stages', 'predicate', 'group', 'terms', 'pattern', 'update', 'delete']);

/** A node of JSONata's syntax tree; its own type declaration lacks `path` and `bind`. */
interface ExpressionNode {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly unknown[];
}

const isNode = (value: unknown): value is ExpressionNode => isObject(value) && typeof value.type === 'string';

const problemOf = (node: ExpressionNode): string | undefined => {
  if (node.type === 'variable' && node.value === '') return 'uses $ where there is no context';
  if (node.type === 'name')
    return `uses the unqualified name ${String(node.value)}; write $states.input.${String(node.value)}`;
  if (node.type === 'wildcard' || node.type === 'descendant' || node.type === 'parent')
    return 'selects from a context that does not exist';
  return undefined;
};

const problemIn = (value: unknown, top: boolean): string | undefined => {
  if (Array.isArray(value)) return firstProblem(value.map((one) => [one, top] as const));
  if (!isObject(value)) return undefined;
  if (isNode(value)) {
    if (value.type === 'variable' && value.value === '$') return 'uses $$, which has no document to name';
    if (value.type === 'variable' && value.value === 'eval')
      return 'uses $eval, which Step Functions does not have';
    const problem = top ? problemOf(value) : undefined;
    if (problem) return problem;
    if (value.type === 'path')
      return firstProblem([
        ...(value.steps ?? []).map((step, index) => [step, top && index === 0] as const),
        ...childrenOf(value, top).filter(([, , key]) => key !== 'steps'),
      ]);
  }
  return firstProblem(childrenOf(value, top));
};

type Child = readonly [value: unknown, top: boolean, key?: string];

const childrenOf = (node: object, top: boolean): Child[] =>
  Object.entries(node)
    .filter(([, child]) => typeof child === 'object')
    .map(([key, child]) => [child, top && !INNER_CONTEXT.has(key), key] as const);

const firstProblem = (children: readonly Child[]): string | undefined => {
  for (const [child, top] of children) {
    const problem = problemIn(child, top);
    if (problem) return problem;
  }
  return undefined;
};

/**
 * What Step Functions would refuse in an expression that JSONata itself accepts: `$`, `$$` and unqualified names
 * at the top (there is no document), and `$eval`. Source: developer guide, "Transforming data with JSONata".
 */
export const lintExpression = (ast: unknown): string | undefined => problemIn(ast, true);
