import { describe, expect, it } from 'vitest';
import { await_, invoke, world } from './world.ts';

const caught = { C: { Type: 'Pass', End: true } };
const catching = (...errors: string[]) => ({ Catch: [{ ErrorEquals: errors, Next: 'C' }] });

describe('time-outs', () => {
  const silent = { functions: { f: () => new Promise(() => undefined) } };

  it('a task that takes longer than TimeoutSeconds is a States.Timeout, counted from its start', async () => {
    const { run, look, clock } = world({ functions: { ask: () => undefined } });
    await run({ T: await_('ask', { TimeoutSeconds: 900 }) });
    await clock.advance(899_999);
    expect((await look()).status).toBe('RUNNING');
    await clock.advance(1);
    expect(await look()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it.each<[string, string]>([
    ['0', 'a deadline that is now'],
    ['-5', 'a deadline already past'],
    ['2.5', 'a fraction'],
    ["'9'", 'text'],
  ])('TimeoutSeconds of %s is an error of the query, not a time-out (%s)', async (seconds) => {
    const { run } = world(silent);
    expect(
      await run({
        T: invoke('f', { TimeoutSeconds: `{% ${seconds} %}`, ...catching('States.Timeout') }),
        ...caught,
      }),
    ).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });

  it('at least one second, rounded up, is what a deadline must become', async () => {
    const { run, look, clock } = world({ functions: { ask: () => undefined } });
    const TimeoutSeconds =
      '{% $max([1, $ceil(($toMillis($states.input.dueAt) - $toMillis($states.context.State.EnteredTime)) / 1000)]) %}';
    await run({ T: await_('ask', { TimeoutSeconds }) }, { dueAt: '2026-11-24T00:59:00.500Z' });
    await clock.advance(1000);
    expect(await look()).toMatchObject({ error: 'States.Timeout' });
  });

  it.each(['States.HeartbeatTimeout', 'States.Timeout'])(
    'a missed heartbeat is caught as %s',
    async (name) => {
      const { run, look, clock } = world({ functions: { ask: () => undefined } });
      await run({
        T: await_('ask', { HeartbeatSeconds: 10, TimeoutSeconds: 900, ...catching(name) }),
        ...caught,
      });
      await clock.advance(10_000);
      expect(await look()).toMatchObject({
        status: 'SUCCEEDED',
        output: { Error: 'States.HeartbeatTimeout' },
      });
    },
  );

  it('refuses a heartbeat that is not shorter than the time-out', async () => {
    const { run } = world(silent);
    expect(
      await run({ T: invoke('f', { HeartbeatSeconds: '{% 9 %}', TimeoutSeconds: '{% 9 %}' }) }),
    ).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});
