import { createRequire } from 'node:module';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  DefinitionBody,
  IntegrationPattern,
  Map as MapState,
  Parallel,
  Pass,
  ProvideItems,
  QueryLanguage,
  StateMachine,
  Succeed,
  TaskInput,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../infra/local/states/index.ts';
import { executionArn, MACHINE, machine, world } from './world.ts';

type Validate = (definition: unknown) => { isValid: boolean; errorsText(): string };
const validate = createRequire(import.meta.url)('asl-validator') as Validate;

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:f';

/** The text of a synthesised DefinitionString, its intrinsics replaced as a deployment would. */
const resolved = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const node = value as Record<string, unknown>;
  if (node['Fn::Join']) return (node['Fn::Join'] as [string, unknown[]])[1].map(resolved).join('');
  return node.Ref === 'AWS::Partition' ? 'aws' : FUNCTION_ARN;
};

const synthesised = (timeout: Timeout): string => {
  const stack = new Stack(new App(), 'test');
  const code = Code.fromInline('exports.handler = async () => 1');
  const lambdaFunction = new LambdaFunction(stack, 'f', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code,
  });
  const page = LambdaInvoke.jsonata(stack, 'Page', {
    lambdaFunction,
    payload: TaskInput.fromObject({ act: 'page' }),
    outputs: '{% $states.input %}',
  });
  const callback = LambdaInvoke.jsonata(stack, 'Await callback', {
    lambdaFunction,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({ token: '{% $states.context.Task.Token %}' }),
    taskTimeout: timeout,
    assign: { outcome: '{% $states.result.outcome %}' },
  });
  const both = Parallel.jsonata(stack, 'Both')
    .branch(Wait.jsonata(stack, 'Pause', { time: WaitTime.duration(Duration.seconds(5)) }))
    .branch(
      MapState.jsonata(stack, 'Each', {
        items: ProvideItems.jsonArray([1, 2]),
        maxConcurrency: 2,
      }).itemProcessor(Pass.jsonata(stack, 'Item', { outputs: '{% $states.input * 2 %}' })),
    );
  const done = Succeed.jsonata(stack, 'Done', { outputs: '{% [$outcome, $states.input[1][1]] %}' });
  const decide = Choice.jsonata(stack, 'Reached?')
    .when(Condition.jsonata("{% $outcome = 'reached' %}"), both.next(done))
    .otherwise(Pass.jsonata(stack, 'Not reached'));
  page.next(
    callback.addCatch(Pass.jsonata(stack, 'Breach', { outputs: { late: true } }), {
      errors: ['States.Timeout'],
    }),
  );
  callback.next(decide);
  new StateMachine(stack, 'machine', {
    definitionBody: DefinitionBody.fromChainable(page),
    queryLanguage: QueryLanguage.JSONATA,
  });
  const [found] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));
  return resolved((found as { Properties: Record<string, unknown> }).Properties.DefinitionString);
};

describe('a definition synthesised by CDK', () => {
  const definition = synthesised(Timeout.jsonata('{% $max([1, $states.input.seconds]) %}'));

  const running = async () => {
    const tokens: string[] = [];
    const f = (payload: Json): void => {
      const { token } = payload as { token?: string };
      if (token) tokens.push(token);
    };
    const made = world({ functions: { f } });
    made.machines.register({ arn: MACHINE, name: 'test', roleArn: 'r', definition });
    made.machines.startExecution({ stateMachineArn: MACHINE, name: 'run', input: '{"seconds":900}' });
    await made.machines.idle();
    return { ...made, token: tokens[0] ?? '' };
  };

  it('passes asl-validator as well', () => {
    const { isValid, errorsText } = validate(JSON.parse(definition));
    expect(isValid, errorsText()).toBe(true);
  });

  it('runs to its end when the token is answered', async () => {
    const { machines, clock, look, token } = await running();
    machines.sendTaskSuccess({ taskToken: token, output: '{"outcome":"reached"}' });
    await clock.advance(5000);
    expect(await look()).toEqual({ status: 'SUCCEEDED', output: ['reached', 4] });
  });

  it('takes its catch when the deadline passes', async () => {
    const { clock, look } = await running();
    await clock.advance(900_000);
    expect(await look()).toEqual({ status: 'SUCCEEDED', output: { late: true } });
  });

  it('with Timeout.at is refused: CDK writes a field of JSONPath there', () => {
    const { machines } = world();
    const at = synthesised(Timeout.at('$.seconds'));
    const register = () => machines.register({ arn: MACHINE, name: 'test', roleArn: 'r', definition: at });
    expect(register).toThrow(/Await callback\.TimeoutSecondsPath is a field of JSONPath/);
  });
});

describe('a definition given as text', () => {
  it('has its substitutions filled in', async () => {
    const { machines } = world();
    const slot = (name: string) => `\${${name}}`;
    const text = JSON.stringify(
      machine({ P: { Type: 'Pass', Output: [slot('Table'), `{% "${slot('Quoted')}" %}`], End: true } }),
    );
    machines.register({
      arn: MACHINE,
      name: 'test',
      roleArn: 'r',
      definition: text,
      substitutions: { Table: 'cases', Quoted: 'a/b' },
    });
    machines.startExecution({ stateMachineArn: MACHINE, name: 'run' });
    await machines.idle();
    expect(machines.describeExecution({ executionArn: executionArn('run') }).output).toBe('["cases","a/b"]');
  });

  it('that is no JSON is refused', () => {
    const { machines } = world();
    expect(() => machines.register({ arn: MACHINE, name: 'test', roleArn: 'r', definition: '{' })).toThrow(
      /is not JSON/,
    );
  });
});
