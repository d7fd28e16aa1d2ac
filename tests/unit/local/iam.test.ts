import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIam } from '../../../infra/local/iam/iam.ts';
import {
  type Access,
  checkPolicy,
  identityEffect,
  type PolicyDocument,
  resourceEffect,
  type Statement,
} from '../../../infra/local/iam/policy.ts';
import { wildcardMatches } from '../../../infra/local/iam/wildcard.ts';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/cases';
const put: Access = { action: 'dynamodb:PutItem', resource: table };
const policy = (...Statement: Statement[]): PolicyDocument => ({ Statement });
const allow = (more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action: 'dynamodb:PutItem',
  Resource: table,
  ...more,
});

it.each([
  { statements: [allow()], effect: 'Allow', because: 'action and resource are named' },
  { statements: [], effect: 'none', because: 'nothing is granted by default' },
  { statements: [allow({ Action: 'DynamoDB:putitem' })], effect: 'Allow', because: 'actions ignore case' },
  {
    statements: [allow({ Action: 'dynamodb:Put*' })],
    effect: 'Allow',
    because: 'an action may have a wildcard',
  },
  { statements: [allow({ Resource: `${table}/*` })], effect: 'none', because: 'an index is not the table' },
  {
    statements: [allow({ Resource: table.toUpperCase() })],
    effect: 'none',
    because: 'resources keep their case',
  },
  { statements: [allow(), allow({ Effect: 'Deny' })], effect: 'Deny', because: 'an explicit deny wins' },
  {
    statements: [{ Effect: 'Allow', NotAction: 'dynamodb:DeleteItem', Resource: '*' } as const],
    effect: 'Allow',
    because: 'NotAction is everything else',
  },
  {
    statements: [{ Effect: 'Allow', Action: '*', NotResource: table } as const],
    effect: 'none',
    because: 'NotResource leaves this one out',
  },
])('answers $effect because $because', ({ statements, effect }) => {
  expect(identityEffect([policy(...statements)], put)).toBe(effect);
});

it.each([
  {
    operator: 'StringEquals',
    wanted: 'desk',
    actual: 'desk',
    holds: true,
    because: 'the texts are the same',
  },
  { operator: 'StringEquals', wanted: 'desk', actual: undefined, holds: false, because: 'the key is absent' },
  {
    operator: 'StringEqualsIfExists',
    wanted: 'desk',
    actual: undefined,
    holds: true,
    because: 'IfExists forgives',
  },
  { operator: 'StringNotEquals', wanted: 'desk', actual: 'other', holds: true, because: 'the texts differ' },
  { operator: 'StringLike', wanted: 'd*k', actual: 'desk', holds: true, because: 'a wildcard matches' },
  {
    operator: 'ArnLike',
    wanted: 'arn:aws:sns:*:t',
    actual: 'arn:aws:sns:eu:1:t',
    holds: true,
    because: 'so in ARNs',
  },
  { operator: 'Bool', wanted: 'false', actual: 'true', holds: false, because: 'the request was secure' },
  { operator: 'Null', wanted: 'true', actual: undefined, holds: true, because: 'Null asks for absence' },
  {
    operator: 'NumericLessThan',
    wanted: '10',
    actual: '9',
    holds: true,
    because: 'numbers are compared as such',
  },
  {
    operator: 'ForAllValues:StringLike',
    wanted: ['*@acme.example'],
    actual: ['a@acme.example', 'b@globex.example'],
    holds: false,
    because: 'one value is outside the set',
  },
  {
    operator: 'ForAnyValue:StringEquals',
    wanted: ['b'],
    actual: ['a', 'b'],
    holds: true,
    because: 'one value is enough',
  },
])('$operator of $wanted and $actual is $holds because $because', ({ operator, wanted, actual, holds }) => {
  const conditional = policy(allow({ Condition: { [operator]: { 'aws:Key': wanted } } }));
  const access = { ...put, context: actual === undefined ? {} : { 'AWS:key': actual } };
  expect(identityEffect([conditional], access)).toBe(holds ? 'Allow' : 'none');
});

it.each([
  { Principal: { Service: 'ses.amazonaws.com' }, effect: 'Allow', because: 'the service is named' },
  { Principal: '*', effect: 'Allow', because: 'everybody is' },
  { Principal: { AWS: '*' }, effect: 'Allow', because: 'this is another way to say everybody' },
  { Principal: { AWS: '111122223333' }, effect: 'none', because: 'a service is nobody of the account' },
  { Principal: undefined, effect: 'none', because: 'a resource policy names somebody' },
] as const)('lets a service in: $effect because $because', ({ Principal, effect }) => {
  const statement = allow(Principal === undefined ? {} : { Principal });
  expect(resourceEffect([policy(statement)], { service: 'ses.amazonaws.com' }, put)).toBe(effect);
});

it('refuses a policy with a condition that it would misunderstand', () => {
  const odd = policy(allow({ Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026' } } }));
  expect(() => checkPolicy(odd, 'Role r')).toThrow(/Role r: .*DateGreaterThan/);
});

it('answers an access whose action AWS does not have as its own mistake', async () => {
  const iam = createIam('eu-west-1');
  const role = iam.addRole({
    name: 'r',
    trust: policy(),
    policies: [policy(allow({ Action: '*', Resource: '*' }))],
  });
  await iam.checkActions(['dynamodb']);
  iam.authorise(role, put);
  expect(() => iam.authorise(role, { ...put, action: 'dynamodb:TransactWriteItems' })).toThrow(
    /AWS has no action/,
  );
});

it('refuses a policy that grants an action that AWS does not have', async () => {
  const iam = createIam('eu-west-1');
  iam.addRole({ name: 'r', trust: policy(), policies: [policy(allow({ Action: 'dynamodb:PutItems' }))] });
  await expect(iam.checkActions([])).rejects.toThrow(/Role r is granted dynamodb:PutItems/);
});

it('holds what it allowed once against the policies of today', () => {
  const iam = createIam('eu-west-1');
  const role = iam.addRole({ name: 'r', trust: policy(), policies: [policy(allow())] });
  iam.authorise(role, put);
  iam.putResourcePolicy(table, 'p', policy(allow({ Effect: 'Deny', Principal: '*' })));
  expect(() => iam.authorise(role, put)).toThrow(/explicit deny/);
});

const statements = fc.array(
  fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.constantFrom('dynamodb:PutItem', 'dynamodb:*', 's3:GetObject', '*'),
    Resource: fc.constantFrom(table, '*', `${table}/index/byDue`),
  }),
);

it('law: another Deny never lets more in, another Allow never less', () => {
  fc.assert(
    fc.property(statements, statements, (before, more) => {
      const effectOf = (all: Statement[]) => identityEffect([policy(...all)], put);
      const denied = more.map((one) => ({ ...one, Effect: 'Deny' as const }));
      const allowed = more.map((one) => ({ ...one, Effect: 'Allow' as const }));
      if (effectOf(before) !== 'Allow') expect(effectOf([...before, ...denied])).not.toBe('Allow');
      if (effectOf(before) === 'Allow') expect(effectOf([...before, ...allowed])).toBe('Allow');
    }),
  );
});

it('law: a pattern without wildcards matches itself only', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[^*?]*$/), fc.string(), (pattern, text) => {
      expect(wildcardMatches(pattern, text)).toBe(pattern === text);
    }),
  );
});
