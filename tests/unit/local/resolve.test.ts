import { expect, it } from 'vitest';
import type { Template } from '../../../infra/local/template/assembly.ts';
import { referencesIn, resolveIn, type Scope } from '../../../infra/local/template/resolve.ts';

const template: Template = {
  Resources: {},
  Parameters: {
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
    Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/somebody/s' },
    Stage: { Type: 'String', Default: 'prod' },
  },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
  },
  Mappings: { Sizes: { prod: { memory: 512 } } },
};

const scope: Scope = {
  stackName: 'desk',
  region: 'eu-west-1',
  template,
  created: new Map([['Queue', { ref: 'https://queue', attributes: { Arn: 'arn:queue' } }]]),
  outputs: new Map<string, unknown>([['data/Table', 'cases']]),
  exports: new Map<string, unknown>([['Shared', 'shared']]),
};
const resolve = resolveIn(scope);

it.each([
  [{ Ref: 'Queue' }, 'https://queue'],
  [{ Ref: 'AWS::AccountId' }, '111122223333'],
  [{ Ref: 'AWS::Region' }, 'eu-west-1'],
  [{ Ref: 'Stage' }, 'prod'],
  [{ Ref: 'BootstrapVersion' }, '30'],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
  [{ 'Fn::GetAtt': 'Queue.Arn' }, 'arn:queue'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-prod'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is CloudFormation's own syntax.
  [{ 'Fn::Sub': 'x-${AWS::Region}-${Queue.Arn}-${!Kept}' }, 'x-eu-west-1-arn:queue-${Kept}'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is CloudFormation's own syntax.
  [{ 'Fn::Sub': ['${Name}', { Name: { Ref: 'Stage' } }] }, 'prod'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
  [{ 'Fn::Base64': 'a' }, 'YQ=='],
  [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 512],
  [{ 'Fn::ImportValue': 'Shared' }, 'shared'],
  [{ 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Table' } }, 'cases'],
  [{ 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
  [{ 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] }, false],
  [{ 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] }, true],
])('resolves %j', (value, resolved) => {
  expect(resolve(value)).toEqual(resolved);
});

it('leaves out what has no value, in objects and in lists', () => {
  const gone = { Ref: 'AWS::NoValue' };
  expect(resolve({ kept: 1, gone, list: [gone, 2] })).toEqual({ kept: 1, list: [2] });
});

it('takes the Condition of a policy statement for what it is', () => {
  const statement = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  expect(resolve(statement)).toEqual(statement);
});

it.each([
  [{ Ref: 'Nothing' }, /Stack desk: Ref Nothing names nothing/],
  [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, /no attribute Colour of Queue/],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, /does not know Fn::Cidr/],
  [{ 'Fn::ImportValue': 'Nothing' }, /no stack exports Nothing/],
  [{ 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'X' } }, /stack data has no output X/],
  [{ Ref: 'Secret' }, /SSM parameter \/somebody\/s has no value/],
])('refuses %j and says why', (value, message) => {
  expect(() => resolve(value)).toThrow(message);
});

it('finds every logical id that a value refers to', () => {
  const value = {
    a: { Ref: 'One' },
    b: [{ 'Fn::GetAtt': ['Two', 'Arn'] }, { 'Fn::GetAtt': 'Three.Arn' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is CloudFormation's own syntax.
    c: { 'Fn::Sub': ['${Four.Arn} ${Five} ${Name}', { Name: { Ref: 'Six' } }] },
  };
  expect(referencesIn(value)).toEqual(expect.arrayContaining(['One', 'Two', 'Three', 'Four', 'Five', 'Six']));
});
