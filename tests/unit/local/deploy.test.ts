import { expect, it } from 'vitest';
import type { Assembly, Template } from '../../../infra/local/template/assembly.ts';
import { deploy, type Handlers } from '../../../infra/local/template/deploy.ts';

const assemblyOf = (...templates: Template[]): Assembly => ({
  stacks: templates.map((template, index) => ({
    id: `Stack${index}`,
    stackName: `stack-${index}`,
    region: 'eu-west-1',
    template,
  })),
  assets: new Map(),
});

const recorder = () => {
  const made: string[] = [];
  const handlers: Handlers = {
    'Test::Thing': {
      properties: ['Needs'],
      put({ logicalId, properties }) {
        made.push(`${logicalId}(${properties.Needs ?? ''})`);
        return { ref: `ref-${logicalId}`, attributes: { Arn: `arn-${logicalId}` } };
      },
    },
  };
  return { made, handlers };
};

it('makes what is referred to first, whatever the order in the template', async () => {
  const { made, handlers } = recorder();
  await deploy(
    assemblyOf({
      Resources: {
        Last: { Type: 'Test::Thing', Properties: { Needs: { Ref: 'Middle' } } },
        Middle: { Type: 'Test::Thing', DependsOn: ['First'] },
        First: { Type: 'Test::Thing' },
      },
    }),
    handlers,
  );
  expect(made).toEqual(['First()', 'Middle()', 'Last(ref-Middle)']);
});

it('hands outputs of one stack to the next', async () => {
  const { made, handlers } = recorder();
  const first: Template = {
    Resources: { A: { Type: 'Test::Thing' } },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['A', 'Arn'] } } },
  };
  const Needs = { 'Fn::GetStackOutput': { StackName: 'stack-0', OutputName: 'Arn' } };
  await deploy(
    assemblyOf(first, { Resources: { B: { Type: 'Test::Thing', Properties: { Needs } } } }),
    handlers,
  );
  expect(made).toEqual(['A()', 'B(arn-A)']);
});

it('leaves out a resource whose condition does not hold', async () => {
  const { made, handlers } = recorder();
  await deploy(
    assemblyOf({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { A: { Type: 'Test::Thing', Condition: 'Never' } },
    }),
    handlers,
  );
  expect(made).toEqual([]);
});

it.each([
  {
    Resources: { Odd: { Type: 'AWS::Unheard::Of' } },
    message: /Stack0.template.json: Odd is of type AWS::Unheard::Of/,
    because: 'a type that is not known cannot be imitated',
  },
  {
    Resources: { Odd: { Type: 'Test::Thing', Properties: { Colour: 'red' } } },
    message: /Test::Thing does not know Colour \(Odd\)/,
    because: 'a property that is not obeyed would be a lie',
  },
  {
    Resources: { A: { Type: 'Test::Thing', DependsOn: 'B' }, B: { Type: 'Test::Thing', DependsOn: 'A' } },
    message: /depends on itself/,
    because: 'a circle has no beginning',
  },
])('refuses a template because $because', async ({ Resources, message }) => {
  const { made, handlers } = recorder();
  await expect(deploy(assemblyOf({ Resources } as Template), handlers)).rejects.toThrow(message);
  expect(made).toEqual([]);
});
