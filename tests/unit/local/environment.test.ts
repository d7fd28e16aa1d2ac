import { resolve } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createClock } from '../../../infra/local/clock.ts';
import { type Environment, startEnvironment } from '../../../infra/local/lambda/environment.ts';

const file = resolve(import.meta.dirname, '../../fixtures/local-cloud/bundle/index.mjs');
const clock = createClock({ speed: 0, start: Date.parse('2026-11-24T01:00:00Z') });
const started: Environment[] = [];
const logs: string[] = [];

const start = (more: Partial<Parameters<typeof startEnvironment>[0]> = {}): Environment => {
  const environment = startEnvironment({
    file,
    exported: 'handler',
    functionArn: 'arn:f',
    variables: { AWS_LAMBDA_FUNCTION_NAME: 'f' },
    memoryMb: 64,
    timeoutMs: 5000,
    clock: clock.shared,
    onLog: (text) => logs.push(text),
    ...more,
  });
  started.push(environment);
  return environment;
};

afterEach(() => Promise.all(started.splice(0).map((one) => one.stop())));

const ask = async (environment: Environment, what: string): Promise<Record<string, unknown>> => {
  const { payload, functionError } = await environment.invoke(JSON.stringify({ do: what }), 'request-1');
  return { ...(JSON.parse(payload) as Record<string, unknown>), functionError };
};

it('runs the bundle with its own variables and nothing of ours', async () => {
  expect(await ask(start(), 'report')).toMatchObject({ name: 'f', home: null, requestId: 'request-1' });
});

it('initialises once, and keeps what the module remembers', async () => {
  const environment = start();
  await ask(environment, 'report');
  expect(await ask(environment, 'report')).toMatchObject({ invocations: 2 });
});

it('lets every Date of the function follow the one clock', async () => {
  const environment = start();
  expect(await ask(environment, 'report')).toMatchObject({
    now: '2026-11-24T01:00:00.000Z',
    dateIsDate: true,
    epoch: '1970-01-01T00:00:00.000Z',
  });
  await clock.advance(900_000);
  expect(await ask(environment, 'report')).toMatchObject({ now: '2026-11-24T01:15:00.000Z' });
});

it('stands still between invocations, so that work that nobody awaited is not done', async () => {
  const environment = start();
  const { ticks: before } = await ask(environment, 'report');
  // Real time passes outside; a thread that ran would have counted hundreds of it.
  await new Promise((passed) => setTimeout(passed, 300));
  const { ticks: after } = await ask(environment, 'report');
  expect(Number(after) - Number(before)).toBeLessThan(100);
});

it('hands log lines over at once', async () => {
  await ask(start(), 'log');
  expect(logs.join('')).toContain('a line\n');
});

it.each([
  { what: 'throw', errorType: 'TypeError', alive: true, because: 'the function threw' },
  { what: 'wait', errorType: 'Sandbox.Timedout', alive: false, because: 'it took longer than its timeout' },
  { what: 'loop', errorType: 'Sandbox.Timedout', alive: false, because: 'a busy loop is ended too' },
  { what: 'exit', errorType: 'Runtime.ExitError', alive: false, because: 'the function ended its process' },
  { what: 'fill', errorType: 'Runtime.OutOfMemory', alive: false, because: 'it used more than its memory' },
])('answers $errorType because $because', async ({ what, errorType, alive }) => {
  const environment = start({ timeoutMs: what === 'fill' ? 30_000 : 500 });
  expect(await ask(environment, what)).toMatchObject({ errorType, functionError: 'Unhandled' });
  expect(environment.alive()).toBe(alive);
});

it('says what is wrong with a bundle that has no such handler', async () => {
  expect(await ask(start({ exported: 'nothing' }), 'report')).toMatchObject({
    errorMessage: expect.stringContaining('nothing is undefined or not exported'),
    functionError: 'Unhandled',
  });
});
