import { describe, expect, it } from 'vitest';
import type { Json } from '../../../infra/local/states/index.ts';
import { await_, executionArn, invoke, MACHINE, world } from './world.ts';

const DAY = 86_400_000;
const start = (input = '{}', name = 'n') => ({ stateMachineArn: MACHINE, name, input });
const waiting = { W: { Type: 'Wait', Seconds: 60, End: true } };

describe('StartExecution', () => {
  it('answers the same for the same name and input while it runs', () => {
    const { machines, register } = world();
    register(waiting);
    const first = machines.startExecution(start());
    expect(machines.startExecution(start())).toEqual(first);
    expect(first).toEqual({ executionArn: executionArn('n'), startDate: '2026-11-24T01:00:00.000Z' });
  });

  it.each<[string, number]>([
    ['{"other":1}', 0],
    ['{}', 60_000],
  ])('refuses the name again with input %s after %i ms', async (input, ms) => {
    const { machines, register, clock } = world();
    register(waiting);
    machines.startExecution(start());
    await clock.advance(ms);
    expect(() => machines.startExecution(start(input))).toThrow(
      expect.objectContaining({ name: 'ExecutionAlreadyExists' }),
    );
  });

  it('frees a name 90 days after its execution closed, history and all', async () => {
    const { machines, register, clock, types } = world();
    register(waiting);
    machines.startExecution(start());
    await clock.advance(60_000);
    await clock.advance(90 * DAY - 1);
    expect(() => machines.startExecution(start())).toThrow(/Already Exists/);
    await clock.advance(1);
    machines.startExecution(start());
    await machines.idle();
    expect(types('n')).toEqual(['ExecutionStarted', 'WaitStateEntered']);
  });

  it.each<[string, object, string]>([
    ['an ISO time in the name', start('{}', 'case-2026-11-24T01:43:10Z'), 'InvalidName'],
    ['a blank', start('{}', 'a b'), 'InvalidName'],
    ['a slash', start('{}', 'a/b'), 'InvalidName'],
    ['an empty name', start('{}', ''), 'InvalidName'],
    ['81 characters', start('{}', 'x'.repeat(81)), 'InvalidName'],
    ['input that is no JSON', start('{'), 'InvalidExecutionInput'],
    ['input over 256 KiB', start(JSON.stringify('x'.repeat(262_144))), 'InvalidExecutionInput'],
    ['an unknown machine', { stateMachineArn: 'arn:none' }, 'StateMachineDoesNotExist'],
  ])('refuses %s', (_, request, name) => {
    const { machines, register } = world();
    register(waiting);
    expect(() => machines.startExecution(request as never)).toThrow(expect.objectContaining({ name }));
  });

  it('names an execution by itself when no name is given', () => {
    const { machines, register } = world();
    register(waiting);
    const arns = [1, 2].map(() => machines.startExecution({ stateMachineArn: MACHINE }).executionArn);
    expect(new Set(arns).size).toBe(2);
  });
});

describe('reading executions', () => {
  it('lists newest first, by status and page', async () => {
    const { machines, register, clock } = world();
    register(waiting);
    for (const name of ['a', 'b', 'c']) {
      machines.startExecution(start('{}', name));
      await clock.advance(25_000);
    }
    const names = (request: object) => {
      const { executions, nextToken } = machines.listExecutions({ stateMachineArn: MACHINE, ...request });
      return [executions.map(({ name }) => name).join(''), nextToken];
    };
    expect(names({})).toEqual(['cba', undefined]);
    expect(names({ statusFilter: 'RUNNING' })).toEqual(['cb', undefined]);
    expect(names({ maxResults: 2 })).toEqual(['cb', '2']);
    expect(names({ maxResults: 2, nextToken: '2' })).toEqual(['a', undefined]);
    expect(() => names({ nextToken: 'x' })).toThrow(expect.objectContaining({ name: 'InvalidToken' }));
  });

  it('tells the whole history, each event with the one before it', async () => {
    const { run, machines } = world({ functions: { f: () => 1 } });
    await run({ T: invoke('f') }, { a: 1 });
    const { events } = machines.getExecutionHistory({ executionArn: executionArn('run') });
    expect(events.map(({ id, previousEventId, type }) => `${previousEventId}>${id} ${type}`)).toEqual([
      '0>1 ExecutionStarted',
      '1>2 TaskStateEntered',
      '2>3 TaskScheduled',
      '3>4 TaskStarted',
      '4>5 TaskSucceeded',
      '5>6 TaskStateExited',
      '6>7 ExecutionSucceeded',
    ]);
    expect(events[1]).toMatchObject({ stateEnteredEventDetails: { name: 'T', input: '{"a":1}' } });
    const reversed = machines.getExecutionHistory({
      executionArn: executionArn('run'),
      reverseOrder: true,
      maxResults: 1,
    });
    expect(reversed).toMatchObject({ events: [{ id: 7 }], nextToken: '1' });
  });

  it.each(['describeExecution', 'getExecutionHistory', 'stopExecution'] as const)(
    '%s refuses an unknown execution',
    (method) => {
      const { machines } = world();
      expect(() => machines[method]({ executionArn: 'arn:none' })).toThrow(
        expect.objectContaining({ name: 'ExecutionDoesNotExist' }),
      );
    },
  );

  it('stops an execution and its timers, once', async () => {
    const { machines, run, look, clock } = world();
    await run(waiting);
    const stop = { executionArn: executionArn('run'), error: 'Enough', cause: 'asked' };
    const stopped = machines.stopExecution(stop);
    await clock.advance(120_000);
    expect(machines.stopExecution(stop)).toEqual(stopped);
    expect(await look()).toEqual({ status: 'ABORTED', error: 'Enough', cause: 'asked' });
  });

  it('stops every branch: none acts any more, not even one whose call is under way', async () => {
    const called: string[] = [];
    let answer = (): void => undefined;
    const slow = () => new Promise<void>((done) => (answer = done));
    const { machines, register, clock, types } = world({
      functions: { slow, f: () => void called.push('f') },
    });
    const later = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 5, Next: 'F' }, F: invoke('f') } };
    const busy = {
      StartAt: 'S',
      States: { S: invoke('slow', { End: undefined, Next: 'G' }), G: invoke('f') },
    };
    register(JSON.parse(JSON.stringify({ P: { Type: 'Parallel', Branches: [later, busy], End: true } })));
    machines.startExecution(start());
    await new Promise(setImmediate);
    machines.stopExecution({ executionArn: executionArn('n') });
    answer();
    await clock.advance(60_000);
    expect(called).toEqual([]);
    expect(types('n').at(-1)).toBe('ExecutionAborted');
  });

  it('counts a transition for each state entered and each retry', async () => {
    const counted: string[] = [];
    let failures = 2;
    const { run, clock } = world({
      transitionsMeter: ({ state }) => counted.push(state),
      functions: {
        f: () => {
          failures -= 1;
          if (failures >= 0) throw new Error('no');
          return 1;
        },
      },
    });
    await run({
      A: { Type: 'Pass', Next: 'T' },
      T: invoke('f', { Retry: [{ ErrorEquals: ['States.ALL'] }] }),
    });
    await clock.advance(60_000);
    expect(counted).toEqual(['A', 'T', 'T', 'T']);
  });
});

describe('task tokens', () => {
  const asking = (more: object = {}) => {
    const tokens: string[] = [];
    const ask = (payload: Json): void => void tokens.push((payload as { token: string }).token);
    const made = world({ functions: { ask } });
    const definition = { T: await_('ask', more), C: { Type: 'Pass', End: true } };
    return { ...made, definition, tokens };
  };
  const refused = (name: string) => expect.objectContaining({ name });

  it('end the wait with what was sent, however long after', async () => {
    const { run, look, clock, machines, definition, tokens, types } = asking();
    expect(await run(definition)).toEqual({ status: 'RUNNING' });
    await clock.advance(30 * DAY);
    machines.sendTaskSuccess({ taskToken: tokens[0] ?? '', output: '{"ok":true}' });
    expect(await look()).toEqual({ status: 'SUCCEEDED', output: { ok: true } });
    expect(types()).toContain('TaskSubmitted');
  });

  it('may be answered before the function that got them has returned', async () => {
    const made = world({
      functions: {
        ask: (payload) =>
          made.machines.sendTaskSuccess({ taskToken: (payload as { token: string }).token, output: '1' }),
      },
    });
    expect(await made.run({ T: await_('ask') })).toEqual({ status: 'SUCCEEDED', output: 1 });
  });

  it('carry a failure that Catch sees', async () => {
    const { run, look, machines, tokens } = asking();
    await run({
      T: await_('ask', { Catch: [{ ErrorEquals: ['Busy'], Next: 'C' }] }),
      C: { Type: 'Pass', End: true },
    });
    machines.sendTaskFailure({ taskToken: tokens[0] ?? '', error: 'Busy', cause: 'line' });
    expect(await look()).toEqual({ status: 'SUCCEEDED', output: { Error: 'Busy', Cause: 'line' } });
  });

  it('heartbeats put the heartbeat time-out off, never the whole one', async () => {
    const { run, look, clock, machines, tokens } = asking();
    await run({ T: await_('ask', { HeartbeatSeconds: 10, TimeoutSeconds: 25 }) });
    for (let beat = 0; beat < 3; beat++) {
      await clock.advance(8000);
      machines.sendTaskHeartbeat({ taskToken: tokens[0] ?? '' });
    }
    expect((await look()).status).toBe('RUNNING');
    await clock.advance(1000);
    expect(await look()).toMatchObject({ error: 'States.Timeout' });
  });

  it('are new for each retry; the old one has timed out', async () => {
    const { run, look, clock, machines, tokens } = asking();
    await run({ T: await_('ask', { TimeoutSeconds: 10, Retry: [{ ErrorEquals: ['States.Timeout'] }] }) });
    await clock.advance(11_000);
    const [first = '', second = ''] = tokens;
    expect(second).not.toBe(first);
    expect(() => machines.sendTaskSuccess({ taskToken: first, output: '1' })).toThrow(
      refused('TaskTimedOut'),
    );
    machines.sendTaskSuccess({ taskToken: second, output: '2' });
    expect(await look()).toMatchObject({ output: 2 });
  });

  it('are TaskTimedOut once answered, and after the execution closed', async () => {
    const { run, machines, definition, tokens } = asking();
    await run(definition);
    const answer = { taskToken: tokens[0] ?? '', output: '1' };
    machines.sendTaskSuccess(answer);
    expect(() => machines.sendTaskSuccess(answer)).toThrow(refused('TaskTimedOut'));
    await machines.idle();
    expect(() => machines.sendTaskFailure(answer)).toThrow(refused('TaskTimedOut'));
    expect(() => machines.sendTaskHeartbeat(answer)).toThrow(refused('TaskTimedOut'));
  });

  it.each<[string, string, string]>([
    ['', 'InvalidToken', 'no token'],
    ['made-up', 'InvalidToken', 'no token of ours'],
    [
      Buffer.from('["arn:gone","0","x"]').toString('base64url'),
      'TaskDoesNotExist',
      'an execution that never was',
    ],
  ])('%j is refused as %s (%s)', (taskToken, name) => {
    const { machines } = world();
    expect(() => machines.sendTaskSuccess({ taskToken, output: '1' })).toThrow(refused(name));
  });

  it('are refused when only the secret part is wrong', async () => {
    const { run, machines, definition } = asking();
    await run(definition);
    const taskToken = Buffer.from(JSON.stringify([executionArn('run'), '0', 'guess'])).toString('base64url');
    expect(() => machines.sendTaskSuccess({ taskToken, output: '1' })).toThrow(refused('TaskTimedOut'));
  });

  it.each(['{', JSON.stringify('x'.repeat(262_144))])(
    'refuse output that is no JSON or over 256 KiB',
    async (output) => {
      const { run, machines, definition, tokens } = asking();
      await run(definition);
      expect(() => machines.sendTaskSuccess({ taskToken: tokens[0] ?? '', output })).toThrow(
        refused('InvalidOutput'),
      );
    },
  );

  it('of a task whose function failed are over', async () => {
    const made = world({
      functions: {
        ask: () => {
          throw Object.assign(new Error('no'), { name: 'Down' });
        },
      },
    });
    expect(await made.run({ T: await_('ask') })).toMatchObject({ status: 'FAILED', error: 'Down' });
  });
});
