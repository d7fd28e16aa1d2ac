import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCrowd } from '../../../infra/local/lambda/crowd.ts';
import type { EnvironmentOptions } from '../../../infra/local/lambda/environment.ts';
import { createFunction } from '../../../infra/local/lambda/function.ts';

const patienceMs = 3_000;

/** A function whose environments answer, in the order in which they were asked, when the test lets them. */
const heldFunction = (concurrency: number) => {
  const started: EnvironmentOptions[] = [];
  const answers: (() => void)[] = [];
  const crowd = createCrowd();
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
      concurrency,
      patienceMs,
      crowd,
    },
    (options) => {
      started.push(options);
      let alive = true;
      return {
        alive: () => alive,
        stop: async () => {
          alive = false;
          for (const answer of answers.splice(0)) answer();
        },
        invoke: (payload) =>
          alive
            ? new Promise((resolve) => answers.push(() => resolve({ payload })))
            : Promise.resolve({ payload }),
      };
    },
  );
  return { ...made, crowd, started, answer: () => answers.shift()?.() };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets time pass, and all that was to happen meanwhile. */
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it.each([
  { urgency: 'request', background: false, because: 'somebody waits for the answer' },
  { urgency: 'event', background: false, because: 'a workflow or an event of the moment calls' },
  { urgency: 'queue', background: true, because: 'a queue feeds it' },
] as const)('starts one that gives way ($background) where $because', async ({ urgency, background }) => {
  const { invoke, started, answer } = heldFunction(1);
  const outcome = invoke('{}', { urgency });
  await pass(0);
  answer();
  await outcome;
  expect(started.map((one) => one.background)).toEqual([background]);
});

describe('while all its environments are busy', () => {
  it('runs what waits, however much, in its order', async () => {
    const { invoke, started, answer } = heldFunction(2);
    const done: string[] = [];
    const all = ['1', '2', '3', '4', '5'].map((payload) =>
      invoke(payload, { urgency: 'request' }).then((one) => done.push(one.payload)),
    );
    for (const _each of all) {
      await pass(0);
      answer();
    }
    await Promise.all(all);
    expect({ done, environments: started.length }).toEqual({
      done: ['1', '2', '3', '4', '5'],
      environments: 2,
    });
  });

  it('starts another at once for a request, up to its limit', async () => {
    const { invoke, started } = heldFunction(2);
    for (const payload of ['1', '2', '3']) void invoke(payload, { urgency: 'request' });
    await pass(0);
    expect(started).toHaveLength(2);
  });

  it.each(['event', 'queue'] as const)(
    'starts another for an %s only once that has waited for a while',
    async (urgency) => {
      const { invoke, started } = heldFunction(2);
      for (const payload of ['1', '2']) void invoke(payload, { urgency });
      await pass(patienceMs - 1);
      const before = started.length;
      await pass(1);
      expect([before, started.length]).toEqual([1, 2]);
    },
  );

  it('makes do with one for as long as each has its turn in time, however many come', async () => {
    const { invoke, started, answer } = heldFunction(2);
    const all = [invoke('{}')];
    for (let more = 0; more < 10; more++) {
      all.push(invoke('{}'));
      await pass(patienceMs - 1);
      answer();
    }
    await pass(0);
    answer();
    await Promise.all(all);
    expect(started).toHaveLength(1);
  });

  it('starts another where the line grows, however often the first comes free', async () => {
    const { invoke, started, answer } = heldFunction(2);
    for (let come = 0; come < 10; come++) void invoke('{}');
    await pass(0);
    const after: number[] = [];
    for (let second = 0; second < 3; second++) {
      answer();
      await pass(1_000);
      after.push(started.length);
    }
    expect(after).toEqual([1, 1, 2]);
  });

  it('starts no more than its limit, however long others wait', async () => {
    const { invoke, started } = heldFunction(2);
    for (const payload of ['1', '2', '3', '4']) void invoke(payload);
    await pass(10 * patienceMs);
    expect(started).toHaveLength(2);
  });

  it.each([
    { urgency: 'request', waits: true, because: 'somebody is kept waiting' },
    { urgency: 'event', waits: true, because: 'a promise may hang on it' },
    { urgency: 'queue', waits: false, because: 'it would wait for itself' },
  ] as const)('has others wait for a $urgency: $waits, because $because', async ({ urgency, waits }) => {
    const { invoke, crowd, answer } = heldFunction(1);
    void invoke('1');
    void invoke('2', { urgency });
    await pass(0);
    const whileWaiting = crowd.waits();
    answer();
    await pass(0);
    expect([whileWaiting, crowd.waits()]).toEqual([waits, false]);
  });

  it('leaves nobody waiting when it is stopped, and starts nothing more', async () => {
    const { invoke, stop, started, crowd } = heldFunction(2);
    const all = ['1', '2'].map((payload) => invoke(payload));
    await pass(0);
    await stop();
    await Promise.all(all);
    await pass(10 * patienceMs);
    expect({ environments: started.length, waits: crowd.waits() }).toEqual({ environments: 1, waits: false });
  });
});
