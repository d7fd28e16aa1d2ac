import { describe, expect, it } from 'vitest';
import type { Json } from '../../../infra/local/states/index.ts';
import { await_, executionArn, invoke, MACHINE, world } from './world.ts';

const status = (machines: { describeExecution: (r: { executionArn: string }) => object }) =>
  machines.describeExecution({ executionArn: executionArn('run') });

describe('a restarted process', () => {
  it('wakes a wait at its absolute time, without the definition being registered again', async () => {
    const { run, machines, restart, clock } = world();
    await run({ W: { Type: 'Wait', Seconds: 60, End: true } });
    machines.close();
    await clock.advance(45_000);
    const again = restart();
    await clock.advance(14_999);
    expect(status(again)).toMatchObject({ status: 'RUNNING' });
    await clock.advance(1);
    expect(status(again)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('fires at once what fell due while it was down', async () => {
    const { run, machines, restart, clock } = world({ functions: { ask: () => undefined } });
    await run({ T: await_('ask', { TimeoutSeconds: 900 }) });
    machines.close();
    await clock.advance(3_600_000);
    const again = restart();
    await clock.advance(0);
    expect(status(again)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('keeps tokens valid and does not hand a submitted one out again', async () => {
    const tokens: string[] = [];
    const ask = (payload: Json): void => void tokens.push((payload as { token: string }).token);
    const { run, machines, restart } = world({ functions: { ask } });
    await run({ T: await_('ask') });
    machines.close();
    const again = restart();
    await again.idle();
    again.sendTaskSuccess({ taskToken: tokens[0] ?? '', output: '7' });
    await again.idle();
    expect(status(again)).toMatchObject({ status: 'SUCCEEDED', output: '7' });
    expect(tokens).toHaveLength(1);
  });

  it('runs a task again whose result was not recorded, with the same token', async () => {
    const tokens: string[] = [];
    const ask = (payload: Json) => {
      tokens.push((payload as { token: string }).token);
      return new Promise(() => undefined);
    };
    const { machines, restart, register } = world({ functions: { ask } });
    register({ T: await_('ask') });
    machines.startExecution({ stateMachineArn: MACHINE, name: 'run' });
    await new Promise(setImmediate);
    restart();
    await new Promise(setImmediate);
    expect(tokens).toHaveLength(2);
    expect(tokens[1]).toBe(tokens[0]);
  });

  it('goes on with the definition the execution was started with', async () => {
    const { run, machines, restart, clock } = world();
    await run({ W: { Type: 'Wait', Seconds: 60, Output: 'old', End: true } });
    machines.close();
    const again = restart();
    again.register({
      arn: MACHINE,
      name: 'test',
      roleArn: 'r',
      definition: {
        QueryLanguage: 'JSONata',
        StartAt: 'P',
        States: { P: { Type: 'Pass', Output: 'new', End: true } },
      },
    });
    await clock.advance(60_000);
    expect(status(again)).toMatchObject({ output: '"old"' });
  });

  it('keeps an execution to its own time-out', async () => {
    const { run, machines, restart, clock } = world();
    await run({ TimeoutSeconds: 60, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 100, End: true } } });
    machines.close();
    const again = restart();
    await clock.advance(60_000);
    expect(status(again)).toMatchObject({ status: 'TIMED_OUT' });
  });

  it('a closed one records nothing more: late answers are refused, not lost', async () => {
    const tokens: string[] = [];
    const ask = (payload: Json): void => void tokens.push((payload as { token: string }).token);
    const { run, machines, clock } = world({ functions: { ask } });
    await run({ T: await_('ask', { HeartbeatSeconds: 10 }) });
    machines.close();
    expect(() => machines.sendTaskSuccess({ taskToken: tokens[0] ?? '', output: '1' })).toThrow(/Timed Out/);
    await clock.advance(60_000);
    expect(status(machines)).toMatchObject({ status: 'RUNNING' });
  });
});

describe('many executions', () => {
  it('1,000 wait side by side, and each ends at its own time', async () => {
    const { machines, register, clock } = world({ functions: { f: (n) => n } });
    register({
      T: invoke('f', { End: undefined, Next: 'W' }),
      W: { Type: 'Wait', Seconds: '{% $states.input.n %}', Next: 'S' },
      S: { Type: 'Succeed' },
    });
    for (let n = 1; n <= 1000; n++)
      machines.startExecution({ stateMachineArn: MACHINE, name: `e${n}`, input: JSON.stringify({ n }) });
    await machines.idle();
    expect(machines.pending()).toBe(1000);
    await clock.advance(400_000);
    expect(machines.pending()).toBe(600);
    await clock.advance(600_000);
    expect(machines.pending()).toBe(0);
  });
});
