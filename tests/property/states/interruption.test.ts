import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../infra/local/clock.ts';
import { createStateMachines, type Json, type StateMachines } from '../../../infra/local/states/index.ts';
import { openStore, type Store } from '../../../infra/local/store.ts';
import { await_, executionArn, invoke, MACHINE } from '../../unit/states/world.ts';

const inner = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } });
const counting = { Assign: { steps: '{% $steps + 1 %}' }, Output: '{% $states.input %}' };
const retry = { Retry: [{ ErrorEquals: ['Flaky'], MaxAttempts: 5 }] };
const flaky = (n: number) =>
  invoke('flaky', {
    Arguments: {
      ...invoke('flaky').Arguments,
      Payload: { n, made: '{% $states.context.State.RetryCount %}' },
    },
    ...retry,
  });

/** Steps of a random program; each leaves its mark in the variable `steps` and in the output. */
const kinds: Record<string, (name: string) => object> = {
  pass: () => ({ Type: 'Pass', ...counting }),
  wait: () => ({ Type: 'Wait', Seconds: 30, ...counting }),
  task: () => ({ ...invoke('double'), Assign: counting.Assign }),
  flaky: () => ({
    ...flaky(2),
    Assign: counting.Assign,
    Output: '{% $states.input + $states.result.Payload %}',
  }),
  token: () =>
    await_('ask', { ...counting, Output: '{% $states.input + $states.result %}', TimeoutSeconds: 900 }),
  timeout: () => await_('ignore', { ...counting, TimeoutSeconds: 5, Catch: [] }),
  parallel: (name) => ({
    Type: 'Parallel',
    Branches: [
      inner(`${name}a`, { ...invoke('double') }),
      inner(`${name}b`, { Type: 'Wait', Seconds: 7, End: true }),
      inner(`${name}c`, flaky(1)),
    ],
    Assign: counting.Assign,
    Output: '{% $sum($states.result) %}',
  }),
  map: (name) => ({
    Type: 'Map',
    Items: [1, 2, 3],
    MaxConcurrency: 2,
    ItemProcessor: inner(`${name}i`, invoke('double')),
    Assign: counting.Assign,
    Output: '{% $states.input + $sum($states.result) %}',
  }),
};

const program = (steps: readonly string[]) => {
  const states: Record<string, object> = {
    Begin: { Type: 'Pass', Assign: { steps: 0 }, Output: 1, Next: 'S0' },
  };
  steps.forEach((kind, i) => {
    const { End: _, Catch: __, ...state } = { ...kinds[kind]?.(`S${i}`) } as Record<string, unknown>;
    const next = i + 1 < steps.length ? `S${i + 1}` : 'Done';
    const caught =
      kind === 'timeout' ? { Catch: [{ ErrorEquals: ['States.Timeout'], Next: next, ...counting }] } : {};
    states[`S${i}`] = { ...state, ...caught, Next: next };
  });
  states.Done = { Type: 'Succeed', Output: '{% [$states.input, $steps] %}' };
  return { QueryLanguage: 'JSONata', StartAt: 'Begin', States: states };
};

/** A process that can be killed: from then on nothing that it writes reaches the disk. */
const mortal = (disk: Store, writesLeft: number) => {
  let left = writesLeft;
  let writes = 0;
  const alive = (): boolean => left > 0;
  const store: Store = {
    ...disk,
    put: (key, value) => alive() && disk.put(key, value),
    delete: (key) => alive() && disk.delete(key),
    transaction(work) {
      if (!alive()) return work();
      writes += 1;
      const result = disk.transaction(work);
      left -= 1;
      return result;
    },
  };
  return { store, alive, writes: () => writes };
};

const functions = (tokens: string[]) => ({
  double: (n: Json) => Number(n) * 2,
  flaky: (payload: Json) => {
    const { n, made } = payload as { n: number; made: number };
    if (made < n) throw Object.assign(new Error('again'), { name: 'Flaky' });
    return made;
  },
  ask: (payload: Json) => void tokens.push((payload as { token: string }).token),
  ignore: () => undefined,
});

/** Runs a program to its end through processes that die after so many writes each. */
const runThrough = async (steps: readonly string[], deaths: readonly number[]) => {
  const clock = createClock({ speed: 0, start: Date.parse('2026-11-24T01:00:00Z') });
  const disk = openStore(':memory:');
  const tokens: string[] = [];
  const known: Record<string, (payload: Json) => unknown> = functions(tokens);
  const boot = (writes: number) => {
    const process = mortal(disk, writes);
    const machines = createStateMachines({
      clock,
      store: process.store,
      random: () => 1,
      invokeLambda: async (arn, payload) => known[arn.split(':').at(-1) ?? '']?.(payload),
      callService: async () => ({}),
    });
    clock.settleWith(() => machines.idle());
    return { ...process, machines };
  };

  let running = boot(deaths[0] ?? Number.POSITIVE_INFINITY);
  const begin = (machines: StateMachines) => {
    machines.register({ arn: MACHINE, name: 'test', roleArn: 'r', definition: program(steps) });
    machines.startExecution({ stateMachineArn: MACHINE, name: 'run' });
  };
  begin(running.machines);
  let writes = 0;
  const later = [...deaths.slice(1), Number.POSITIVE_INFINITY];
  for (let round = 0; round < 200; round++) {
    await clock.advance(1000 * 5);
    if (!running.alive()) {
      writes += running.writes();
      running.machines.close();
      running = boot(later.shift() ?? Number.POSITIVE_INFINITY);
      await running.machines.idle();
    }
    // A dead process takes no answer: whoever gives it tries again.
    while (running.alive() && tokens.length > 0)
      try {
        running.machines.sendTaskSuccess({ taskToken: tokens.shift() ?? '', output: '10' });
      } catch {
        // The token of a call that a killed process never wrote down.
      }
    await running.machines.idle();
    if (running.alive() && running.machines.pending() === 0) break;
  }
  const request = { executionArn: executionArn('run') };
  const { status, output } = running.machines.describeExecution(request);
  const { events } = running.machines.getExecutionHistory({ ...request, maxResults: 1000 });
  return { status, output, ids: events.map(({ id }) => id), writes: writes + running.writes() };
};

const everyKind = Object.keys(kinds);

describe('an execution killed between any two writes and taken up again', () => {
  it('ends as the uninterrupted one does, wherever it was killed', async () => {
    const whole = await runThrough(everyKind, []);
    expect(whole.status).toBe('SUCCEEDED');
    for (let kill = 1; kill <= whole.writes; kill++) {
      const killed = await runThrough(everyKind, [kill]);
      expect({ kill, status: killed.status, output: killed.output }).toEqual({
        kill,
        status: whole.status,
        output: whole.output,
      });
    }
  });

  it('ends the same for any program and any kills, with a history that has no gap', async () => {
    const programs = fc.array(fc.constantFrom(...everyKind), { minLength: 1, maxLength: 5 });
    const kills = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(programs, kills, async (steps, deaths) => {
        const whole = await runThrough(steps, []);
        expect(whole.status).toBe('SUCCEEDED');
        const killed = await runThrough(steps, deaths);
        expect([killed.status, killed.output]).toEqual([whole.status, whole.output]);
        expect(killed.ids).toEqual(killed.ids.map((_, i) => i + 1));
      }),
      { numRuns: 40 },
    );
  });
});
