import { describe, expect, it } from 'vitest';
import { failing, invoke, world } from './world.ts';

const end = (name: string, fields: object = {}) => ({ [name]: { Type: 'Pass', End: true, ...fields } });

describe('Choice', () => {
  const definition = {
    C: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.n > 9 %}', Next: 'Big', Assign: { by: 'first' } },
        {
          Condition: '{% $states.input.n > 4 %}',
          Next: 'Mid',
          Output: { was: '{% $states.input.n %}' },
          Assign: { by: 'second' },
        },
      ],
      Default: 'Small',
      Assign: { by: 'default' },
      Output: 'small',
    },
    ...end('Big', { Output: '{% $by & $string($states.input.n) %}' }),
    ...end('Mid', { Output: '{% [$by, $states.input.was] %}' }),
    ...end('Small', { Output: '{% [$by, $states.input] %}' }),
  };

  it.each<[number, unknown, string]>([
    [10, 'first10', 'the first rule that holds wins; without Output the input passes'],
    [5, ['second', 5], 'a rule shapes its own output and variables'],
    [1, ['default', 'small'], "the state's own fields belong to its default"],
  ])('with %i gives %j (%s)', async (n, output) => {
    expect(await world().run(definition, { n })).toEqual({ status: 'SUCCEEDED', output });
  });

  it.each<[object, string, string]>([
    [
      { Choices: [{ Condition: false, Next: 'E' }] },
      'States.NoChoiceMatched',
      'nothing matched and no Default',
    ],
    [
      { Choices: [{ Condition: '{% 1 %}', Next: 'E' }] },
      'States.QueryEvaluationError',
      'a condition must be a boolean',
    ],
  ])('%j fails with %s (%s)', async (fields, error) => {
    expect(await world().run({ C: { Type: 'Choice', ...fields }, ...end('E') })).toMatchObject({
      status: 'FAILED',
      error,
    });
  });
});

describe('Wait', () => {
  it.each<[object, number, string]>([
    [{ Seconds: 90 }, 90, 'a literal'],
    [{ Seconds: '{% $states.input.s %}' }, 30, 'an expression'],
    [{ Timestamp: '2026-11-24T01:15:00Z' }, 900, 'an absolute time'],
    [{ Timestamp: '{% $states.input.at %}' }, 60, 'an absolute time with an offset, by expression'],
  ])('%j waits %i s (%s)', async (fields, seconds) => {
    const { run, look, clock } = world();
    const started = await run(
      { W: { Type: 'Wait', ...fields, End: true } },
      { s: 30, at: '2026-11-24T02:01:00+01:00' },
    );
    expect(started.status).toBe('RUNNING');
    await clock.advance(seconds * 1000 - 1);
    expect((await look()).status).toBe('RUNNING');
    await clock.advance(1);
    expect(await look()).toMatchObject({ status: 'SUCCEEDED', output: { s: 30 } });
  });

  it('does not wait for a time already past', async () => {
    const { run, look, clock } = world();
    await run({ W: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', Output: 'done', End: true } });
    await clock.advance(0);
    expect(await look()).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
  });

  it.each([[{ Seconds: '{% 1.5 %}' }], [{ Seconds: '{% -1 %}' }], [{ Timestamp: '{% "tomorrow" %}' }]])(
    '%j is an error of the query',
    async (fields) => {
      expect(await world().run({ W: { Type: 'Wait', ...fields, End: true } })).toMatchObject({
        error: 'States.QueryEvaluationError',
      });
    },
  );
});

describe('Succeed and Fail', () => {
  it('Succeed ends with its output', async () => {
    expect(await world().run({ S: { Type: 'Succeed', Output: '{% $states.input.a %}' } }, { a: 1 })).toEqual({
      status: 'SUCCEEDED',
      output: 1,
    });
  });

  it.each<[object, object]>([
    [
      { Error: 'Late', Cause: '{% "after " & $string($states.input.n) %}' },
      { error: 'Late', cause: 'after 5' },
    ],
    [{}, {}],
  ])('Fail %j ends with %j', async (fields, said) => {
    expect(await world().run({ F: { Type: 'Fail', ...fields } }, { n: 5 })).toEqual({
      status: 'FAILED',
      ...said,
    });
  });
});

const branch = (name: string, fields: object) => ({ StartAt: name, States: { [name]: fields } });

describe('Parallel', () => {
  it('gives every branch its input and collects their outputs in order', async () => {
    const { run, look, clock } = world({ functions: { f: (n) => `f${String(n)}` } });
    const slow = {
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 5, Next: 'A' }, ...end('A', { Output: 'slow' }) },
    };
    await run({
      P: { Type: 'Parallel', Arguments: 7, Branches: [slow, branch('B', invoke('f'))], End: true },
    });
    await clock.advance(5000);
    expect(await look()).toEqual({ status: 'SUCCEEDED', output: ['slow', 'f7'] });
  });

  it('fails with the error of the branch that failed, and stops the others', async () => {
    const { run, clock, machines } = world();
    const waiting = branch('W', { Type: 'Wait', Seconds: 500, End: true });
    const result = await run({
      P: {
        Type: 'Parallel',
        Branches: [waiting, branch('F', { Type: 'Fail', Error: 'Boom', Cause: 'x' })],
        Catch: [{ ErrorEquals: ['Boom'], Next: 'C', Output: '{% $states.errorOutput %}' }],
        End: true,
      },
      ...end('C'),
    });
    expect(result).toEqual({ status: 'SUCCEEDED', output: { Error: 'Boom', Cause: 'x' } });
    await clock.advance(600_000);
    expect(machines.pending()).toBe(0);
  });

  it('is retried as a whole', async () => {
    let calls = 0;
    const flaky = () => {
      calls += 1;
      if (calls < 2) throw failing('Flaky');
      return calls;
    };
    const { run, look, clock } = world({ functions: { f: flaky } });
    await run({
      P: {
        Type: 'Parallel',
        Branches: [branch('A', invoke('f'))],
        Retry: [{ ErrorEquals: ['Flaky'], IntervalSeconds: 2 }],
        End: true,
      },
    });
    await clock.advance(2000);
    expect(await look()).toEqual({ status: 'SUCCEEDED', output: [2] });
  });
});

describe('Map', () => {
  const each = (fields: object, more: object = {}) => ({
    M: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        ...branch('A', { Type: 'Pass', End: true, ...fields }),
      },
      End: true,
      ...more,
    },
  });

  it.each<[object, unknown, unknown, string]>([
    [
      each({ Output: '{% $states.input * 2 %}' }),
      [1, 2, 3],
      [2, 4, 6],
      'the input is the list unless Items says so',
    ],
    [each({}, { Items: '{% $states.input.list %}' }), { list: [1] }, [1], 'one item is still a list'],
    [each({}), [], [], 'no item, no work'],
    [
      each(
        {},
        {
          Items: [5, 6],
          ItemSelector: {
            i: '{% $states.context.Map.Item.Index %}',
            v: '{% $states.context.Map.Item.Value %}',
          },
        },
      ),
      {},
      [
        { i: 0, v: 5 },
        { i: 1, v: 6 },
      ],
      'ItemSelector sees the item',
    ],
    [
      each({ Output: '{% $states.context.Map.Item.Index %}' }),
      ['a', 'b'],
      [0, 1],
      'and so do the states inside',
    ],
  ])('%j on %j gives %j (%s)', async (definition, input, output) => {
    expect(await world().run(definition, input as never)).toEqual({ status: 'SUCCEEDED', output });
  });

  it('runs at most MaxConcurrency items at once', async () => {
    const inside = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } };
    const { run, look, clock } = world();
    await run({ M: { Type: 'Map', MaxConcurrency: 2, ItemProcessor: inside, End: true } }, [1, 2, 3, 4, 5]);
    await clock.advance(29_999);
    expect((await look()).status).toBe('RUNNING');
    await clock.advance(1);
    expect(await look()).toEqual({ status: 'SUCCEEDED', output: [1, 2, 3, 4, 5] });
  });

  it('fails with the error of the item that failed', async () => {
    const { run } = world({
      functions: {
        f: () => {
          throw failing('BadItem');
        },
      },
    });
    const definition = { M: { Type: 'Map', ItemProcessor: branch('A', invoke('f')), End: true } };
    expect(await run(definition, [1, 2])).toMatchObject({ status: 'FAILED', error: 'BadItem' });
  });

  it('refuses items that are no list', async () => {
    expect(await world().run(each({}), { a: 1 })).toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});

describe('limits', () => {
  const big = 'x'.repeat(262_144);

  it.each<[string, object]>([
    ['an output', { P: { Type: 'Pass', Output: "{% $join([1..300000].('x')) %}", End: true } }],
    ['a variable', { P: { Type: 'Pass', Assign: { v: "{% $join([1..300000].('x')) %}" }, End: true } }],
    [
      'arguments',
      { T: invoke('f', { Arguments: { FunctionName: 'f', Payload: "{% $join([1..300000].('x')) %}" } }) },
    ],
    ['a result', { T: invoke('f', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }), ...end('C') }],
  ])(
    '%s over 256 KiB fails with States.DataLimitExceeded, which States.ALL does not catch',
    async (_, definition) => {
      const { run } = world({ functions: { f: () => big } });
      expect(await run(definition)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    },
  );

  it('variables over 10 MiB in all fail likewise', async () => {
    const many = Object.fromEntries(
      [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO'].map((name) => [name, '{% $states.input %}']),
    );
    const { error } = await world().run(
      { P: { Type: 'Pass', Assign: many, End: true } },
      'x'.repeat(262_000),
    );
    expect(error).toBe('States.DataLimitExceeded');
  });

  it('ends an execution that reaches the most events it may have', async () => {
    const { run, types } = world({ maxHistoryEvents: 50 });
    const loop = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } };
    expect(await run(loop)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringMatching(/50/),
    });
    expect(types().length).toBeLessThanOrEqual(50);
  });

  it('ends an execution at its own TimeoutSeconds', async () => {
    const { run, look, clock } = world();
    await run({ TimeoutSeconds: 60, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 100, End: true } } });
    await clock.advance(60_000);
    expect(await look()).toEqual({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });
});
