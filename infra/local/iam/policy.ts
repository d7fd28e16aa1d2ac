import { LocalCloudError } from '../aws.ts';
import { type Conditions, type ContextValue, conditionsHold, unknownOperator } from './conditions.ts';
import { wildcardMatches } from './wildcard.ts';

/** A statement of an IAM policy, intrinsics resolved. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: Principal;
  readonly Condition?: Conditions;
}

export type Principal = '*' | Readonly<Record<string, string | readonly string[]>>;

export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** What a caller wants to do. */
export interface Access {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** Who a resource policy may name. */
export type Who = { readonly service: string } | { readonly roleArn: string; readonly account: string };

export type Effect = 'Allow' | 'Deny' | 'none';

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

const names = (statement: Statement, action: string): boolean =>
  statement.NotAction === undefined
    ? list(statement.Action).some((pattern) => wildcardMatches(pattern, action, 'i'))
    : !list(statement.NotAction).some((pattern) => wildcardMatches(pattern, action, 'i'));

const covers = (statement: Statement, resource: string): boolean =>
  statement.NotResource === undefined
    ? list(statement.Resource).some((pattern) => wildcardMatches(pattern, resource))
    : !list(statement.NotResource).some((pattern) => wildcardMatches(pattern, resource));

const namesPrincipal = (principal: Principal | undefined, who: Who): boolean => {
  if (principal === undefined) return false;
  // Both forms mean everybody (IAM user guide, "AWS JSON policy elements: Principal").
  if (principal === '*' || list(principal.AWS).includes('*')) return true;
  if ('service' in who) return list(principal.Service).some((name) => name === '*' || name === who.service);
  const root = `arn:aws:iam::${who.account}:root`;
  return list(principal.AWS).some((name) => [who.account, root, who.roleArn].includes(name));
};

const verdict = (effects: readonly Statement['Effect'][]): Effect =>
  effects.includes('Deny') ? 'Deny' : effects.includes('Allow') ? 'Allow' : 'none';

/** What identity policies say about an access. An explicit Deny wins. */
export const identityEffect = (policies: readonly PolicyDocument[], access: Access): Effect =>
  verdict(
    policies
      .flatMap(({ Statement }) => list(Statement))
      .filter((one) => names(one, access.action) && covers(one, access.resource))
      .filter((one) => conditionsHold(one.Condition, access.context ?? {}))
      .map(({ Effect }) => Effect),
  );

/** What a resource's own policies say about an access by someone. */
export const resourceEffect = (policies: readonly PolicyDocument[], who: Who, access: Access): Effect =>
  verdict(
    policies
      .flatMap(({ Statement }) => list(Statement))
      .filter((one) => namesPrincipal(one.Principal, who))
      .filter((one) => names(one, access.action) && covers(one, access.resource))
      .filter((one) => conditionsHold(one.Condition, access.context ?? {}))
      .map(({ Effect }) => Effect),
  );

const KNOWN = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition'];

/** Actions that a policy names without wildcards. */
export const actionsOf = (policy: PolicyDocument): readonly string[] =>
  list(policy.Statement)
    .flatMap(({ Action, NotAction }) => [...list(Action), ...list(NotAction)])
    .filter((action) => !/[*?]/.test(action));

/** @throws LocalCloudError when a policy says something that the local cloud would misunderstand. */
export const checkPolicy = (policy: PolicyDocument, where: string): void => {
  for (const statement of list(policy.Statement)) {
    const unknown = Object.keys(statement).find((field) => !KNOWN.includes(field));
    if (unknown)
      throw new LocalCloudError(`${where}: the local IAM does not know the policy field ${unknown}.`);
    const operator = unknownOperator(statement.Condition);
    if (operator)
      throw new LocalCloudError(`${where}: the local IAM does not know the condition ${operator}.`);
  }
};
