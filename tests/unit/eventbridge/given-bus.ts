import {
  createEventBus,
  type DeadLetter,
  DeliveryError,
  type EventBusOptions,
  type PutEventsEntry,
  type RuleTarget,
  type TargetCall,
} from '../../../infra/local/eventbridge/index.ts';
import { manualClock, memoryStore } from './world.ts';

export const opened: PutEventsEntry = {
  Source: 'guardia',
  DetailType: 'case.opened',
  Detail: '{"caseId":"c1"}',
};
export const target: RuleTarget = { Id: 't', Arn: 'arn:fn', DeadLetterConfig: { Arn: 'arn:dlq' } };
export const HOUR = 3_600_000;

/** A bus whose targets, dead letters and losses are lists. */
export const world = (options: Partial<EventBusOptions> = {}) => {
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

/** A target that fails so. */
export const fails = (name: string, options: { retriable: boolean; retryAfterMs?: number }) => async () => {
  throw new DeliveryError(name, `${name}!`, options);
};
