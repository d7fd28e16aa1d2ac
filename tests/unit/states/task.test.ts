import { describe, expect, it } from 'vitest';
import { FunctionError, type Json, type ServiceCall } from '../../../infra/local/states/index.ts';
import { executionArn, failing, invoke, MACHINE, world } from './world.ts';

const caught = { C: { Type: 'Pass', End: true } };
const catching = (...errors: string[]) => ({ Catch: [{ ErrorEquals: errors, Next: 'C' }] });

const throwing = (error: Error) => () => {
  throw error;
};

describe('calls of functions', () => {
  it('lambda:invoke wraps the answer and passes the role on', async () => {
    const roles: string[] = [];
    const { run } = world({
      functions: {
        f: (payload, { roleArn, executionArn: arn }) => {
          roles.push(roleArn, arn);
          return { got: payload };
        },
      },
    });
    expect(await run({ T: invoke('f', { Output: '{% $states.result %}' }) }, { a: 1 })).toMatchObject({
      output: { Payload: { got: { a: 1 } }, StatusCode: 200, ExecutedVersion: '$LATEST' },
    });
    expect(roles).toEqual(['arn:role', executionArn('run')]);
  });

  it('a function named by its ARN gives its answer as it is', async () => {
    const { run } = world({ functions: { f: (n) => n } });
    const Resource = 'arn:aws:lambda:eu-west-1:111122223333:function:f';
    expect(await run({ T: { Type: 'Task', Resource, Arguments: 5, End: true } })).toMatchObject({
      output: 5,
    });
  });

  it.each<[Error, string, RegExp, string]>([
    [failing('CaseGone', 'no such case'), 'CaseGone', /no such case/, 'the error type is the error'],
    [
      new FunctionError('CaseGone', '{"errorType":"CaseGone"}'),
      'CaseGone',
      /^\{"errorType/,
      'its answer is the cause',
    ],
    [
      failing('TooManyRequestsException'),
      'Lambda.TooManyRequestsException',
      /./,
      "Lambda's own errors carry its name",
    ],
    [failing('Lambda.Unknown'), 'Lambda.Unknown', /./, 'once'],
  ])('%s fails the task as %s (%s)', async (error, name, cause) => {
    const result = await world({ functions: { f: throwing(error) } }).run({ T: invoke('f') });
    expect(result).toMatchObject({ status: 'FAILED', error: name, cause: expect.stringMatching(cause) });
  });
});

describe('calls of services', () => {
  const task = (resource: string, Arguments: object) => ({
    T: { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments, End: true },
  });

  it.each<[string, object, Partial<ServiceCall>, string]>([
    [
      'dynamodb:updateItem',
      { TableName: 't' },
      { service: 'dynamodb', action: 'updateItem', arguments: { TableName: 't' } },
      'optimized',
    ],
    [
      'aws-sdk:dynamodb:query',
      { TableName: 't' },
      { service: 'dynamodb', action: 'query' },
      'any action by the SDK',
    ],
    [
      'sqs:sendMessage',
      { MessageBody: { a: 1 } },
      { arguments: { MessageBody: '{"a":1}' } },
      'JSON bodies become text',
    ],
    ['sns:publish', { Message: 'hi' }, { arguments: { Message: 'hi' } }, 'text stays text'],
    [
      'events:putEvents',
      { Entries: [{ Detail: { a: 1 }, Source: 's' }] },
      {
        arguments: {
          Entries: [{ Detail: '{"a":1}', Source: 's', Resources: [executionArn('run'), MACHINE] }],
        },
      },
      'events name the execution among their resources',
    ],
  ])('%s %j (%s)', async (resource, args, expected) => {
    const seen: ServiceCall[] = [];
    const services = (call: ServiceCall): object => {
      seen.push(call);
      return { Done: true, $metadata: {} };
    };
    const { run } = world({ services });
    expect(await run(task(resource, args))).toEqual({ status: 'SUCCEEDED', output: { Done: true } });
    expect(seen).toMatchObject([{ ...expected, roleArn: 'arn:role' }]);
  });

  it.each([
    ['dynamodb:updateItem', 'ConditionalCheckFailedException', 'DynamoDB.ConditionalCheckFailedException'],
    [
      'aws-sdk:dynamodb:updateItem',
      'ConditionalCheckFailedException',
      'DynamoDb.ConditionalCheckFailedException',
    ],
    ['aws-sdk:sesv2:sendEmail', 'AccessDeniedException', 'Sesv2.AccessDeniedException'],
  ])('%s reports %s as %s', async (resource, thrown, error) => {
    const { run } = world({ services: throwing(failing(thrown)) });
    expect(await run(task(resource, {}))).toMatchObject({ status: 'FAILED', error });
  });

  it('a put that failed inside its 200 answer fails the task', async () => {
    const { run } = world({ services: () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'X' }] }) });
    expect(await run(task('events:putEvents', { Entries: [] }))).toMatchObject({
      error: 'EventBridge.FailedEntry',
    });
  });
});

describe('Retry', () => {
  const counted = (fields: object, error: () => Error) => {
    const times: number[] = [];
    const made = world({
      random: () => 0.5,
      functions: {
        f: () => {
          times.push(made.clock.now());
          throw error();
        },
      },
    });
    const definition = { T: invoke('f', fields) };
    return {
      ...made,
      definition,
      gaps: () => times.slice(1).map((time, i) => (time - (times[i] ?? 0)) / 1000),
    };
  };

  it.each<[object, number[], string]>([
    [{ ErrorEquals: ['E'] }, [1, 2, 4], 'the default is 1 s, three times, doubling'],
    [
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 3, MaxAttempts: 2, BackoffRate: 1 },
      [3, 3],
      'a rate of 1 is constant',
    ],
    [{ ErrorEquals: ['E'], MaxAttempts: 5, MaxDelaySeconds: 5 }, [1, 2, 4, 5, 5], 'capped'],
    [{ ErrorEquals: ['E'], JitterStrategy: 'FULL' }, [0.5, 1, 2], 'full jitter draws from 0 to the delay'],
    [{ ErrorEquals: ['E'], MaxAttempts: 0 }, [], 'no attempts, no retry'],
    [{ ErrorEquals: ['Other'] }, [], 'another error is not retried'],
  ])('%j waits %j s (%s)', async (retrier, gaps) => {
    const { run, look, clock, definition, gaps: seen } = counted({ Retry: [retrier] }, () => failing('E'));
    await run({ T: { ...definition.T, Retry: [retrier] } });
    await clock.advance(3_600_000);
    expect(seen()).toEqual(gaps);
    expect(await look()).toMatchObject({ status: 'FAILED', error: 'E' });
  });

  it('counts each retrier by itself, and shows the retries in the context', async () => {
    const errors = ['A', 'B', 'A', 'B', 'A'];
    const counts: Json[] = [];
    const { run, look, clock } = world({
      functions: {
        f: (n) => {
          counts.push(n);
          const error = errors.shift();
          if (error) throw failing(error);
          return 'ok';
        },
      },
    });
    const Arguments = { ...invoke('f').Arguments, Payload: '{% $states.context.State.RetryCount %}' };
    const Retry = [
      { ErrorEquals: ['A'], MaxAttempts: 3 },
      { ErrorEquals: ['B'], MaxAttempts: 2 },
    ];
    await run({ T: invoke('f', { Arguments, Retry }) });
    await clock.advance(60_000);
    expect(await look()).toMatchObject({ output: 'ok' });
    expect(counts).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('Catch', () => {
  it('runs after the retries are spent, with the error as output', async () => {
    const { run } = world({ functions: { f: throwing(new FunctionError('E', 'why')) } });
    expect(await run({ T: invoke('f', catching('E')), ...caught })).toEqual({
      status: 'SUCCEEDED',
      output: { Error: 'E', Cause: 'why' },
    });
  });

  it("skips the state's own Assign and runs its own, on the values at entry", async () => {
    const { run } = world({ functions: { f: throwing(failing('E')) } });
    const Catch = [
      {
        ErrorEquals: ['E'],
        Next: 'C',
        Assign: { by: '{% $states.errorOutput.Error %}' },
        Output: '{% $states.input %}',
      },
    ];
    const definition = {
      T: invoke('f', { Assign: { by: 'state', other: 1 }, Catch }),
      C: { Type: 'Pass', Output: '{% [$by, $exists($other), $states.input.a] %}', End: true },
    };
    expect(await run(definition, { a: 1 })).toMatchObject({ output: ['E', false, 1] });
  });

  it.each<[string, string, boolean, string]>([
    ['States.ALL', 'E', true, 'the wildcard'],
    ['States.TaskFailed', 'E', true, 'the wildcard of failed tasks'],
    ['States.TaskFailed', 'States.Timeout', false, 'a time-out is no failed task'],
    ['States.ALL', 'States.Runtime', false, 'runtime errors are terminal'],
    ['States.ALL', 'States.DataLimitExceeded', false, 'so are data limits'],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true, 'unless named'],
    ['e', 'E', false, 'names mind the case'],
  ])('%s catches %s: %s (%s)', async (wildcard, error, catches) => {
    const { run } = world({ functions: { f: throwing(new FunctionError(error, '')) } });
    const result = await run({ T: invoke('f', catching(wildcard)), ...caught });
    expect(result.status).toBe(catches ? 'SUCCEEDED' : 'FAILED');
  });

  it('takes an error of the query in Output as the failure of the state', async () => {
    const { run } = world({ functions: { f: () => 1 } });
    const T = invoke('f', {
      Output: '{% $states.result.gone %}',
      ...catching('States.QueryEvaluationError'),
    });
    expect(await run({ T, ...caught })).toMatchObject({
      status: 'SUCCEEDED',
      output: { Error: 'States.QueryEvaluationError' },
    });
  });
});
