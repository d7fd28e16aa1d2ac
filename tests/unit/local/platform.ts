import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivity } from '../../../infra/local/activity.ts';
import { createClock } from '../../../infra/local/clock.ts';
import { createFaults, type FaultSettings } from '../../../infra/local/faults.ts';
import { createIam } from '../../../infra/local/iam/iam.ts';
import { createCrowd } from '../../../infra/local/lambda/crowd.ts';
import type { Environment, EnvironmentOptions, Outcome } from '../../../infra/local/lambda/environment.ts';
import { createFunction, type LocalFunction } from '../../../infra/local/lambda/function.ts';
import { createMeter } from '../../../infra/local/meter.ts';
import type { Platform } from '../../../infra/local/platform.ts';
import { type LocalStore, openStore } from '../../../infra/local/store.ts';

/** The midnight that tests begin at. */
export const MIDNIGHT = Date.parse('2026-11-24T00:00:00Z');

/** What local services stand on, with a clock that is moved by hand. The store may outlive it, as a file does. */
export const testPlatform = (
  options: { faults?: FaultSettings; store?: LocalStore; start?: number } = {},
): Platform & { readonly logs: string[] } => {
  const logs: string[] = [];
  const clock = createClock({
    speed: 0,
    start: options.start ?? MIDNIGHT,
    onError: (error) => logs.push(String(error)),
  });
  const activity = createActivity();
  clock.settleWith(activity.idle);
  return {
    region: 'eu-west-1',
    dataDir: mkdtempSync(join(tmpdir(), 'guardia-unit-')),
    endpointUrl: 'http://127.0.0.1:1',
    clock,
    activity,
    logs,
    store: options.store ?? openStore(':memory:'),
    iam: createIam('eu-west-1'),
    faults: createFaults(options.faults),
    meter: createMeter(),
    ready: Promise.resolve(),
    log: (source, text) => logs.push(`${source}: ${text}`),
  };
};

/** A function whose environments run `handler` right here: what feeds functions is tested without threads. */
export const functionOf = (
  handler: (event: never, attempt: number) => unknown,
  config: Partial<LocalFunction['config']> = {},
): LocalFunction & { readonly events: unknown[] } => {
  const events: unknown[] = [];
  const start = (_options: EnvironmentOptions): Environment => ({
    alive: () => true,
    stop: async () => {},
    async invoke(payload): Promise<Outcome> {
      const event: unknown = JSON.parse(payload);
      events.push(event);
      try {
        return { payload: JSON.stringify((await handler(event as never, events.length)) ?? null) };
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error;
        return { payload: JSON.stringify({ errorType, errorMessage }), functionError: 'Unhandled' };
      }
    },
  });
  const made = createFunction(
    {
      file: '',
      exported: 'handler',
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
      variables: {},
      memoryMb: 128,
      timeoutMs: 3000,
      clock: new Float64Array(2),
      onLog: () => {},
      name: 'f',
      roleArn: 'arn:aws:iam::111122223333:role/r',
      concurrency: 2,
      patienceMs: 0,
      crowd: createCrowd(),
      ...config,
    },
    start,
  );
  return { ...made, events };
};
