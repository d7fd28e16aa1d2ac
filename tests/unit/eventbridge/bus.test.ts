import { describe, expect, it } from 'vitest';
import {
  createEventBus,
  type DeadLetter,
  DeliveryDeferred,
  DeliveryError,
  type EventBusOptions,
  type PutEventsEntry,
  type RuleTarget,
  type TargetCall,
} from '../../../infra/local/eventbridge/index.ts';
import { manualClock, memoryStore } from './world.ts';

const opened: PutEventsEntry = { Source: 'guardia', DetailType: 'case.opened', Detail: '{"caseId":"c1"}' };
const target: RuleTarget = { Id: 't', Arn: 'arn:fn', DeadLetterConfig: { Arn: 'arn:dlq' } };
const HOUR = 3_600_000;

const world = (options: Partial<EventBusOptions> = {}) => {
  const clock = manualClock();
  const store = memoryStore();
  const calls: TargetCall[] = [];
  const letters: DeadLetter[] = [];
  const lost: string[] = [];
  const start = (overrides: Partial<EventBusOptions> = {}) => {
    const bus = createEventBus({
      clock,
      store,
      account: '111122223333',
      region: 'eu-west-1',
      deliver: async (call) => void calls.push(call),
      deadLetter: async (letter) => void letters.push(letter),
      onLost: (_, error) => lost.push(error.message),
      ...options,
      ...overrides,
    });
    bus.addBus('desk');
    return bus;
  };
  const bus = start();
  const rule = (targets: readonly RuleTarget[] = [target], EventPattern: unknown = { source: ['guardia'] }) =>
    bus.putRule({
      arn: 'arn:aws:events:eu-west-1:111122223333:rule/opened',
      Name: 'opened',
      EventPattern,
      Targets: targets,
    });
  return { clock, store, calls, letters, lost, bus, start, rule };
};

const fails = (name: string, options: { retriable: boolean; retryAfterMs?: number }) => async () => {
  throw new DeliveryError(name, `${name}!`, options);
};

describe('PutEvents', () => {
  it('delivers an event with its envelope to every matching rule of its bus', async () => {
    const { bus, rule, calls } = world();
    rule();
    bus.putRule({
      arn: 'arn:other',
      Name: 'other',
      EventBusName: 'desk',
      EventPattern: { source: ['guardia'] },
      Targets: [target],
    });
    const { FailedEntryCount, Entries } = bus.putEvents([
      { ...opened, Time: 1_795_000_000, Resources: ['arn:r'] },
    ]);
    await bus.drain();
    expect(FailedEntryCount).toBe(0);
    expect(calls).toHaveLength(1);
    expect(JSON.parse(calls[0]?.payload ?? '')).toEqual({
      version: '0',
      id: Entries[0] && 'EventId' in Entries[0] ? Entries[0].EventId : '',
      'detail-type': 'case.opened',
      source: 'guardia',
      account: '111122223333',
      time: '2026-11-18T11:06:40Z',
      region: 'eu-west-1',
      resources: ['arn:r'],
      detail: { caseId: 'c1' },
    });
  });

  it('gives each put its own id, also for the same event put twice', () => {
    const { bus } = world();
    const [first, second] = [bus.putEvents([opened]), bus.putEvents([opened])];
    expect(first.Entries).not.toEqual(second.Entries);
  });

  it.each<[PutEventsEntry, string, string]>([
    [{ ...opened, Detail: '{' }, 'MalformedDetail', 'the detail must be JSON'],
    [{ ...opened, Detail: '[]' }, 'MalformedDetail', 'and an object'],
    [{ DetailType: 'x', Detail: '{}' }, 'InvalidArgument', 'the source is required'],
    [{ ...opened, Source: 'aws.s3' }, 'NotAuthorizedForSourceException', 'aws. belongs to AWS'],
    [{ ...opened, EventBusName: 'none' }, 'InvalidArgument', 'the bus must exist'],
  ])('names a failed entry at its own index inside the answer: %j -> %s (%s)', async (bad, ErrorCode) => {
    const { bus, rule, calls } = world();
    rule();
    const answer = bus.putEvents([opened, bad, opened]);
    await bus.drain();
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries[1]).toMatchObject({ ErrorCode });
    expect(calls).toHaveLength(2);
  });

  it('takes events of AWS services from the services of the local cloud', () => {
    const { bus } = world();
    const answer = bus.putEvents([{ ...opened, Source: 'aws.cloudwatch' }], { fromService: true });
    expect(answer.FailedEntryCount).toBe(0);
  });

  it.each<[string, PutEventsEntry[]]>([
    ['no entry', []],
    ['eleven entries', Array.from({ length: 11 }, () => opened)],
    ['1 MB in all', [{ ...opened, Detail: JSON.stringify({ x: 'x'.repeat(1024 * 1024) }) }]],
  ])('refuses a request of %s as a whole', (_, entries) => {
    expect(() => world().bus.putEvents(entries)).toThrow(
      expect.objectContaining({ name: 'ValidationException' }),
    );
  });

  it('can be told to fail one of ten, or to fire a rule twice, as AWS may', async () => {
    const failOne = (index: number) =>
      index === 3 ? { ErrorCode: 'InternalFailure', ErrorMessage: 'try again' } : undefined;
    const { bus, rule, calls } = world({ faults: { failEntry: failOne, repeat: () => true } });
    rule();
    const answer = bus.putEvents(Array.from({ length: 10 }, () => opened));
    await bus.drain();
    expect(answer.Entries.findIndex((entry) => 'ErrorCode' in entry)).toBe(3);
    expect(calls).toHaveLength(18);
  });

  it('skips a disabled rule', async () => {
    const { bus, rule, calls } = world();
    rule();
    bus.putRule({
      arn: 'arn',
      Name: 'opened',
      EventPattern: { source: ['guardia'] },
      State: 'DISABLED',
      Targets: [target],
    });
    bus.putEvents([opened]);
    await bus.drain();
    expect(calls).toEqual([]);
  });
});

describe('putRule refuses', () => {
  it.each<[string, object, RegExp]>([
    ['a bad pattern', { EventPattern: { a: 'x' } }, /a must be an object/],
    ['an unknown bus', { EventBusName: 'nowhere' }, /Event bus nowhere does not exist/],
    ['a sixth target', { Targets: Array.from({ length: 6 }, () => target) }, /more than 5 targets/],
    [
      'a target field it does not know',
      { Targets: [{ ...target, KinesisParameters: {} }] },
      /Targets\.t\.KinesisParameters/,
    ],
    ['two input shapes', { Targets: [{ ...target, Input: '1', InputPath: '$' }] }, /Only one of/],
  ])('%s', (_, change, problem) => {
    const rule = { arn: 'arn', Name: 'r', EventPattern: { source: ['x'] }, ...change };
    expect(() => world().bus.putRule(rule)).toThrow(problem);
  });
});

describe('a delivery', () => {
  it('is retried with growing pauses until the target takes it', async () => {
    const times: number[] = [];
    const { bus, rule, clock } = world({
      deliver: async () => {
        times.push(clock.now());
        if (times.length < 5) throw new Error('busy');
      },
    });
    rule();
    bus.putEvents([opened]);
    await clock.advance(HOUR, bus);
    expect(times.slice(1).map((time, i) => time - (times[i] ?? 0))).toEqual([1000, 2000, 4000, 8000]);
    expect(bus.pending()).toBe(0);
  });

  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException'])(
    'goes straight to the dead-letter queue on %s, because no retry heals it',
    async (name) => {
      const denied = Object.assign(new Error('no'), { name });
      const { bus, rule, letters } = world({ deliver: () => Promise.reject(denied) });
      rule();
      bus.putEvents([opened]);
      await bus.drain();
      expect(letters).toMatchObject([
        { queueArn: 'arn:dlq', attributes: { ERROR_CODE: name, RETRY_ATTEMPTS: '0', TARGET_ARN: 'arn:fn' } },
      ]);
      expect(JSON.parse(letters[0]?.body ?? '')).toMatchObject({ detail: { caseId: 'c1' } });
    },
  );

  it('goes straight to the dead-letter queue when the event breaks the input template', async () => {
    const { bus, rule, letters } = world();
    rule([
      {
        ...target,
        InputTransformer: { InputPathsMap: { id: '$.detail.caseId' }, InputTemplate: '{"x":"<id>"}' },
      },
    ]);
    bus.putEvents([{ ...opened, Detail: '{"caseId":"say \\"hi\\""}' }]);
    await bus.drain();
    expect(letters).toMatchObject([{ attributes: { ERROR_CODE: 'ValidationException' } }]);
  });

  it.each([
    [{ MaximumRetryAttempts: 2 }, '2', 'MaximumRetryAttempts'],
    [{ MaximumEventAgeInSeconds: 60 }, '5', 'MaximumEventAgeInSeconds'],
    [{}, '185', 'MaximumRetryAttempts'],
  ])('gives up by its retry policy %j after %s retries', async (RetryPolicy, retries, condition) => {
    const { bus, rule, letters, clock } = world({ deliver: fails('Busy', { retriable: true }) });
    rule([{ ...target, RetryPolicy }]);
    bus.putEvents([opened]);
    await clock.advance(25 * HOUR, bus);
    expect(letters).toMatchObject([
      { attributes: { RETRY_ATTEMPTS: retries, EXHAUSTED_RETRY_CONDITION: condition } },
    ]);
  });

  it('is lost, and said to be, without a dead-letter queue or when that refuses', async () => {
    const { bus, rule, lost } = world({
      deliver: fails('Denied', { retriable: false }),
      deadLetter: () => Promise.reject(new Error('no queue policy')),
    });
    rule([{ Id: 'bare', Arn: 'arn:fn' }, target]);
    bus.putEvents([opened]);
    await bus.drain();
    expect(lost).toEqual(['Denied!', 'no queue policy']);
    expect(bus.pending()).toBe(0);
  });

  it('waits at least as long as Retry-After says', async () => {
    const times: number[] = [];
    const { bus, rule, clock } = world({
      deliver: async () => {
        times.push(clock.now());
        if (times.length === 1)
          throw new DeliveryError('HTTP_429', 'slow', { retriable: true, retryAfterMs: 90_000 });
      },
    });
    rule();
    bus.putEvents([opened]);
    await clock.advance(HOUR, bus);
    expect(times[1]).toBe((times[0] ?? 0) + 90_000);
  });

  it('counts no try when the target may not be called yet', async () => {
    const { bus, rule, clock, letters } = world({
      deliver: async () => {
        if (letters.length === 0 && clock.now() < Date.parse('2026-11-24T01:00:09Z'))
          throw new DeliveryDeferred(clock.now() + 3000);
      },
    });
    rule([{ ...target, RetryPolicy: { MaximumRetryAttempts: 0 } }]);
    bus.putEvents([opened]);
    await clock.advance(HOUR, bus);
    expect([letters.length, bus.pending()]).toEqual([0, 0]);
  });

  it('survives a killed process: what was not taken is delivered after the restart', async () => {
    const { bus, rule, start, calls, clock } = world();
    rule();
    const dying = start({ deliver: () => new Promise(() => undefined) });
    dying.putRule({ arn: 'arn:rule/r', Name: 'r', EventPattern: { source: ['guardia'] }, Targets: [target] });
    dying.putEvents([opened, opened]);
    expect(dying.pending()).toBe(2);
    const restarted = start();
    await clock.advance(0, restarted);
    expect(calls).toHaveLength(2);
    expect([restarted.pending(), bus.pending()]).toEqual([0, 0]);
  });

  it('hands over what a target keeps by itself in the write that decides it, and keeps nothing beside', async () => {
    const inTheWrite: boolean[] = [];
    let writing = false;
    const store = memoryStore();
    const watched = {
      ...store,
      transaction: <T>(work: () => T): T =>
        store.transaction(() => {
          writing = true;
          const result = work();
          writing = false;
          return result;
        }),
    };
    const { bus, rule, calls } = world({ store: watched, handOver: () => inTheWrite.push(writing) > 0 });
    rule();
    bus.putEvents([opened]);
    expect([inTheWrite, bus.pending(), store.list('eventbridge/')]).toEqual([[true], 0, []]);
    await bus.drain();
    expect(calls).toEqual([]);
  });

  it.each([
    { handOver: () => false, because: 'the target keeps nothing by itself' },
    {
      handOver: () => {
        throw new DeliveryError('AccessDenied', 'no', { retriable: false });
      },
      because: 'it failed, which is judged at an ordinary try',
    },
  ])('delivers as ever what was not handed over: $because', async ({ handOver }) => {
    const { bus, rule, calls } = world({ handOver });
    rule();
    bus.putEvents([opened]);
    expect(bus.pending()).toBe(1);
    await bus.drain();
    expect([calls.length, bus.pending()]).toEqual([1, 0]);
  });

  it('leaves no timer behind when the bus is closed', async () => {
    const { bus, rule, clock } = world({ deliver: fails('Busy', { retriable: true }) });
    rule();
    bus.putEvents([opened]);
    await bus.drain();
    await bus.close();
    expect(clock.timers()).toBe(0);
  });
});
