import { expect, it } from 'vitest';
import { AwsError } from '../../../infra/local/aws.ts';
import { type AsyncConfig, createAsyncInvoker } from '../../../infra/local/lambda/async.ts';
import { openStore } from '../../../infra/local/store.ts';
import { functionOf, MIDNIGHT, testPlatform } from './platform.ts';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:f';

const world = (
  handler: (event: never, attempt: number) => unknown,
  config: Partial<AsyncConfig> = {},
  store = openStore(':memory:'),
) => {
  const platform = testPlatform({ store });
  const sent: { to: string; record: Record<string, unknown> }[] = [];
  const times: number[] = [];
  const target = functionOf((event, attempt) => {
    times.push((platform.clock.now() - MIDNIGHT) / 60_000);
    return handler(event as never, attempt);
  });
  const invoker = createAsyncInvoker(platform, {
    functionByArn: (arn) => (arn === ARN ? target : undefined),
    configOf: () => ({ retries: 2, maxAgeMs: 21_600_000, onFailure: 'arn:dlq', ...config }),
    sendTo: (to, _role, body) => sent.push({ to, record: JSON.parse(body) }),
  });
  return { ...platform, target, invoker, sent, times };
};

const fail = (): never => {
  throw new TypeError('no');
};

it('tries twice more, after one and after two minutes, and then tells the failure destination', async () => {
  const { invoker, clock, times, sent } = world(fail);
  invoker.accept(ARN, '{"a":1}');
  await clock.advance(600_000);
  expect(times).toEqual([0, 1, 3]);
  expect(sent).toEqual([
    {
      to: 'arn:dlq',
      record: expect.objectContaining({
        requestPayload: { a: 1 },
        requestContext: expect.objectContaining({ condition: 'RetriesExhausted', approximateInvokeCount: 3 }),
        responsePayload: expect.objectContaining({ errorType: 'TypeError' }),
      }),
    },
  ]);
});

it('stops trying at the first success', async () => {
  const { invoker, clock, times, sent } = world((_event, attempt) => (attempt < 2 ? fail() : null));
  invoker.accept(ARN, '{}');
  await clock.advance(600_000);
  expect(times).toEqual([0, 1]);
  expect(sent).toEqual([]);
});

it('gives up early an event that would be too old at its next try', async () => {
  const { invoker, clock, times, sent } = world(fail, { maxAgeMs: 60_000 });
  invoker.accept(ARN, '{}');
  await clock.advance(600_000);
  expect(times).toEqual([0, 1]);
  expect(sent).toHaveLength(1);
});

it('says that an event is lost when there is no failure destination', async () => {
  const { invoker, clock, logs } = world(fail, { onFailure: '' });
  invoker.accept(ARN, '{}');
  await clock.advance(600_000);
  expect(logs.join()).toContain('lost an event');
});

it('takes up accepted events after a killed process', async () => {
  const store = openStore(':memory:');
  const before = world(() => new Promise(() => {}), {}, store);
  before.invoker.accept(ARN, '{"a":1}');

  const after = world(() => null, {}, store);
  after.invoker.resume();
  await after.clock.advance(1);
  expect(after.target.events).toEqual([{ a: 1 }]);
});

it('waits, without counting a try, while the function is throttled', async () => {
  const { invoker, clock, target, sent } = world(() => null);
  let throttled = 3;
  const invoke = target.invoke;
  Object.assign(target, {
    invoke: (payload: string) =>
      throttled-- > 0
        ? Promise.reject(new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429))
        : invoke(payload),
  });
  invoker.accept(ARN, '{}');
  await clock.advance(60_000);
  expect(target.events).toHaveLength(1);
  expect(sent).toEqual([]);
});

it.each([
  {
    arn: ARN,
    payload: `"${'x'.repeat(1_048_576)}"`,
    error: 'RequestTooLargeException',
    because: 'it is over 1 MB',
  },
  { arn: `${ARN}x`, payload: '{}', error: 'ResourceNotFoundException', because: 'there is no such function' },
])('refuses an event because $because', ({ arn, payload, error }) => {
  expect(() => world(() => null).invoker.accept(arn, payload)).toThrow(
    expect.objectContaining({ name: error }),
  );
});
