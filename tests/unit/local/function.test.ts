import { expect, it } from 'vitest';
import type { EnvironmentOptions } from '../../../infra/local/lambda/environment.ts';
import { createFunction } from '../../../infra/local/lambda/function.ts';

/** A function whose environments answer when the test lets them. */
const heldFunction = (concurrency: number) => {
  const started: EnvironmentOptions[] = [];
  const answers: (() => void)[] = [];
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
    },
    (options) => {
      started.push(options);
      return {
        alive: () => true,
        stop: async () => {},
        invoke: (payload) => new Promise((resolve) => answers.push(() => resolve({ payload }))),
      };
    },
  );
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { ...made, started, answers, turn };
};

it.each([
  { queued: false, background: false, because: 'a browser, a workflow or a page waits for it' },
  { queued: true, background: true, because: 'a queue feeds it' },
])('starts an environment that gives way ($background) as $because', async ({ queued, background }) => {
  const { invoke, started, answers, turn } = heldFunction(1);
  const outcome = invoke('{}', { queued });
  await turn();
  answers[0]?.();
  await outcome;
  expect(started.map((one) => one.background)).toEqual([background]);
});

it('lets more invocations wait, however many, and runs them in their order', async () => {
  const { invoke, started, answers, turn } = heldFunction(2);
  const done: string[] = [];
  const all = ['1', '2', '3', '4', '5'].map((payload) =>
    invoke(payload).then((one) => done.push(one.payload)),
  );
  for (let index = 0; index < all.length; index++) {
    await turn();
    answers[index]?.();
  }
  await Promise.all(all);
  expect({ done, environments: started.length }).toEqual({
    done: ['1', '2', '3', '4', '5'],
    environments: 2,
  });
});
