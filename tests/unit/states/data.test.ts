import { describe, expect, it } from 'vitest';
import { invoke, machine, world } from './world.ts';

const pass = (fields: object) => ({ P: { Type: 'Pass', End: true, ...fields } });

describe('data in a JSONata state', () => {
  it.each<[object, unknown, string]>([
    [{}, { n: 1, list: [1, 2], one: [{ a: 1 }] }, 'the output is the input unless shaped'],
    [{ Output: { a: 1, b: 'x' } }, { a: 1, b: 'x' }, 'a literal is itself'],
    [{ Output: '{% $states.input.n + 1 %}' }, 2, 'an expression is its value'],
    [{ Output: { deep: [{ n: '{% $states.input.n %}' }] } }, { deep: [{ n: 1 }] }, 'at any depth'],
    [{ Output: 'n is {% $n %}' }, 'n is {% $n %}', 'expressions are whole texts, never parts'],
    [{ Output: '{% $states.input.one[a=1] %}' }, { a: 1 }, 'one match is not an array'],
    [{ Output: '{% [$states.input.one[a=1]] %}' }, [{ a: 1 }], 'unless it is made one'],
    [{ Output: '{% $exists($states.input.gone) %}' }, false, '$exists tells of what is not there'],
    [{ Output: "{% {'a': $states.input.gone, 'b': 1} %}" }, { b: 1 }, 'JSONata leaves undefined fields out'],
    [{ Output: '{% $states.input.list %}' }, [1, 2], 'arrays stay arrays'],
    [{ Output: '{% $states.context.State.Name %}' }, 'P', 'the context names the state'],
    [{ Output: '{% $states.context.Execution.Name %}' }, 'run', 'and the execution'],
    [
      { Output: '{% $states.context.Execution.StartTime %}' },
      '2026-11-24T01:00:00.000Z',
      'on the cloud clock',
    ],
    [{ Output: '{% $now() %}' }, '2026-11-24T01:00:00.000Z', '$now follows the cloud clock'],
    [{ Output: '{% $millis() %}' }, Date.parse('2026-11-24T01:00:00Z'), '$millis too'],
    [{ Output: "{% $now('[Y]') %}" }, '2026', '$now takes a picture'],
    [{ Output: '{% $parse(\'{"a":1}\').a %}' }, 1, '$parse reads JSON'],
    [{ Output: '{% $partition([1..5], 2) %}' }, [[1, 2], [3, 4], [5]], '$partition chunks'],
    [{ Output: '{% $range(0, 10, 5) %}' }, [0, 5, 10], '$range includes its end'],
    [{ Output: '{% $range(3, 1, -1) %}' }, [3, 2, 1], '$range goes down'],
    [
      { Output: "{% $hash('a', 'SHA-256') %}" },
      'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
      '$hash',
    ],
    [{ Output: "{% $hash('a', 'MD5') %}" }, '0cc175b9c0f1b6a831c399e269772661', '$hash by MD5'],
    [{ Output: '{% $random(7) = $random(7) %}' }, true, 'a seeded $random repeats'],
    [{ Output: '{% $length($uuid()) %}' }, 36, '$uuid'],
  ])('%j gives %j (%s)', async (fields, output) => {
    const input = { n: 1, list: [1, 2], one: [{ a: 1 }] };
    expect(await world().run(pass(fields), input)).toEqual({ status: 'SUCCEEDED', output });
  });

  it.each<[string, string]>([
    ['$states.input.gone', 'undefined is no JSON'],
    ['$states.input.n.gone', 'also deeper'],
    ["'a' + 1", 'a type error'],
    ['$sum', 'a function is no JSON'],
    ["$parse('{')", 'bad text to $parse'],
    ["$hash('a', 'CRC')", 'an unknown hash'],
    ['$partition([1], 0)', 'a size of 0'],
    ['$range(0, 2000, 1)', 'more than 1,000 numbers'],
    ['$range(0, 1, 0)', 'a step of 0'],
    ['$unknown', 'a variable nobody assigned'],
    ["$error('no')", 'an error of its own'],
  ])('fails with States.QueryEvaluationError on %s (%s)', async (expression) => {
    const result = await world().run(pass({ Output: `{% ${expression} %}` }), { n: 1 });
    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });
});

describe('variables', () => {
  it('see the values at entry in Assign and Output alike', async () => {
    const definition = {
      A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { n: '{% $n + 1 %}', before: '{% $n %}' }, Output: '{% $n %}', Next: 'C' },
      C: {
        Type: 'Pass',
        Output: { n: '{% $n %}', before: '{% $before %}', b: '{% $states.input %}' },
        End: true,
      },
    };
    expect(await world().run(definition)).toMatchObject({ output: { n: 2, before: 1, b: 1 } });
  });

  it('are assigned from the result of a task', async () => {
    const { run } = world({ functions: { f: () => ({ id: 'c1' }) } });
    const definition = {
      A: invoke('f', {
        Assign: { id: '{% $states.result.Payload.id %}' },
        Output: {},
        End: undefined,
        Next: 'B',
      }),
      B: { Type: 'Pass', Output: '{% $id %}', End: true },
    };
    expect(await run(JSON.parse(JSON.stringify(definition)))).toMatchObject({ output: 'c1' });
  });

  it('of outside are read inside a branch, and those of a branch end with it', async () => {
    const branch = (name: string) => ({
      StartAt: name,
      States: {
        [name]: {
          Type: 'Pass',
          Assign: { [`own${name}`]: 1 },
          Output: '{% $outer & $states.input %}',
          End: true,
        },
      },
    });
    const definition = {
      A: { Type: 'Pass', Assign: { outer: 'o' }, Output: 'i', Next: 'P' },
      P: { Type: 'Parallel', Branches: [branch('X'), branch('Y')], Next: 'Z' },
      Z: { Type: 'Pass', Output: '{% [$states.input, $exists($ownX)] %}', End: true },
    };
    expect(await world().run(definition)).toMatchObject({ output: [['oi', 'oi'].flat(), false].flat() });
  });
});

describe('a definition is refused by the place of its fault', () => {
  it.each<[object, RegExp]>([
    [
      { QueryLanguage: 'JSONPath', StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
      /QueryLanguage is JSONPath/,
    ],
    [pass({ InputPath: '$' }), /\$\.States\.P\.InputPath is a field of JSONPath/],
    [pass({ TimeoutSecondsPath: '$.t' }), /TimeoutSecondsPath is a field of JSONPath/],
    [pass({ Retries: [] }), /\$\.States\.P\.Retries is not a known field/],
    [{ P: { Type: 'Passs', End: true } }, /\$\.States\.P\.Type is "Passs"/],
    [{ P: { Type: 'toString', End: true } }, /\$\.States\.P\.Type is "toString"/],
    [{ P: { Type: 'Pass' } }, /P must have exactly one of Next and End/],
    [{ P: { Type: 'Pass', Next: 'Q' } }, /P goes to Q, which is no state here/],
    [{ StartAt: 'Z', States: { P: { Type: 'Pass', End: true } } }, /StartAt names Z/],
    [pass({ Output: '{% $ %}' }), /P\.Output uses \$ where there is no context/],
    [pass({ Output: '{% $$.a %}' }), /P\.Output uses \$\$/],
    [pass({ Output: { a: ['{% name %}'] } }), /P\.Output\.a\[0\] uses the unqualified name name/],
    [pass({ Output: '{% $sum(x.y) %}' }), /unqualified name x/],
    [pass({ Output: "{% $eval('1') %}" }), /uses \$eval/],
    [pass({ Output: ' {% 1 %}' }), /must begin with \{% and end with %\}/],
    [pass({ Output: '{% 1 %} ' }), /must begin with/],
    [pass({ Output: '{% 1 + %}' }), /is not JSONata/],
    [pass({ Assign: { states: 1 } }), /Assign\.states cannot be the name of a variable/],
    [pass({ Assign: { 'a.b': 1 } }), /Assign\.a\.b cannot be/],
    [{ W: { Type: 'Wait', End: true } }, /exactly one of Seconds and Timestamp/],
    [{ W: { Type: 'Wait', Seconds: -1, End: true } }, /Seconds must be a whole number from 0/],
    [
      { T: { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', End: true } },
      /\.sync, which the local/,
    ],
    [
      { T: { Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun', End: true } },
      /glue:startJobRun.*aws-sdk:glue/,
    ],
    [
      { T: { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem.waitForTaskToken', End: true } },
      /never hands one out/,
    ],
    [{ T: { Type: 'Task', Resource: 'nothing', End: true } }, /no function and no service/],
    [{ T: invoke('f', { TimeoutSeconds: 0 }) }, /TimeoutSeconds must be a whole number from 1/],
    [{ T: invoke('f', { TimeoutSeconds: 5, HeartbeatSeconds: 5 }) }, /HeartbeatSeconds must be smaller/],
    [
      { T: invoke('f', { Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }] }) },
      /States\.ALL alone and last/,
    ],
    [
      { T: invoke('f', { Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }] }) },
      /BackoffRate must be a number from 1/,
    ],
    [
      { T: invoke('f', { Retry: [{ ErrorEquals: ['X'], IntervalSeconds: 9, MaxDelaySeconds: 9 }] }) },
      /MaxDelaySeconds must be greater/,
    ],
    [{ T: invoke('f', { Catch: [{ ErrorEquals: ['X'], Next: 'Gone' }] }) }, /T goes to Gone/],
    [{ C: { Type: 'Choice', Choices: [] } }, /Choices must be an array that is not empty/],
    [
      { C: { Type: 'Choice', Choices: [{ Condition: 1, Next: 'C' }] } },
      /Condition must be a JSONata expression/,
    ],
    [
      {
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'P' },
        P: {
          Type: 'Parallel',
          End: true,
          Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Assign: { x: 2 }, End: true } } }],
        },
      },
      /assigns \$x, which belongs to an outer scope/,
    ],
    [
      {
        A: {
          Type: 'Parallel',
          End: true,
          Branches: [{ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }],
        },
      },
      /name that another state has too/,
    ],
    [
      {
        M: {
          Type: 'Map',
          End: true,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED' },
            StartAt: 'A',
            States: { A: { Type: 'Pass', End: true } },
          },
        },
      },
      /must be INLINE/,
    ],
  ])('%j', (definition, problem) => {
    const { register } = world();
    expect(() => register(machine(definition))).toThrow(problem);
  });

  it('lets expressions use names and $ below the top', async () => {
    const Output = "{% $states.input.items[price > 1].{'n': name, 'p': $.price}^(n) %}";
    const input = {
      items: [
        { name: 'b', price: 2 },
        { name: 'a', price: 3 },
        { name: 'c', price: 1 },
      ],
    };
    expect(await world().run(pass({ Output }), input)).toMatchObject({
      output: [
        { n: 'a', p: 3 },
        { n: 'b', p: 2 },
      ],
    });
  });
});
