import { describe, expect, it } from 'vitest';
import type { PutEventsEntry } from '../../../infra/local/eventbridge/index.ts';
import { opened, target, world } from './given-bus.ts';

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
