import { randomUUID } from 'node:crypto';
import { createDeliveries, type Delivery, type DeliveryPorts, type RetryPolicy } from './deliveries.ts';
import { EventBridgeError } from './errors.ts';
import { type Pattern, parsePattern, readEvent } from './pattern.ts';
import {
  checkRequest,
  entryFailure,
  eventText,
  type PutEventsEntry,
  type PutEventsResult,
  type PutEventsResultEntry,
  wholeSeconds,
} from './put-events.ts';
import { checkInput, type InputShape, renderInput } from './render-input.ts';

/** A target of a rule, in CloudFormation's words. */
export interface RuleTarget extends InputShape {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly RetryPolicy?: RetryPolicy;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly SqsParameters?: Readonly<Record<string, unknown>>;
  readonly HttpParameters?: Readonly<Record<string, unknown>>;
}

/** A rule as `AWS::Events::Rule` declares it, intrinsics resolved. */
export interface Rule {
  readonly arn: string;
  readonly Name: string;
  readonly EventBusName?: string;
  readonly EventPattern: unknown;
  readonly State?: string;
  readonly Targets?: readonly RuleTarget[];
}

/** Misbehaviour that AWS allows itself, to be switched on in tests. */
export interface BusFaults {
  /** Makes one entry fail inside the 200 answer. */
  failEntry?(index: number): { ErrorCode: string; ErrorMessage: string } | undefined;
  /** Makes a rule fire twice for one event. */
  repeat?(delivery: Delivery): boolean;
}

export interface EventBusOptions extends DeliveryPorts {
  readonly account: string;
  readonly region: string;
  readonly faults?: BusFaults;
}

export interface EventBus {
  /** Names of buses beside `default`, before their rules are put. */
  addBus(name: string): void;
  /** @throws EventBridgeError for a bad pattern, a bad or unknown field of a target, or an unknown bus. */
  putRule(rule: Rule): void;
  /**
   * Takes up to 10 events, under 1 MB in all; failed ones are named in the answer, at their own index. The
   * answer comes once every matching target's call is on disk. `fromService` lets AWS's own sources pass.
   *
   * @throws EventBridgeError `ValidationException` when the request as a whole is over a limit.
   */
  putEvents(entries: readonly PutEventsEntry[], options?: { fromService?: boolean }): PutEventsResult;
  pending(): number;
  drain(): Promise<void>;
  close(): Promise<void>;
}

interface LoadedRule extends Rule {
  readonly bus: string;
  readonly pattern: Pattern;
}

const MAX_TARGETS = 5;
const TARGET_FIELDS = new Set([
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'DeadLetterConfig',
  'SqsParameters',
  'HttpParameters',
]);

const busNameOf = (nameOrArn = 'default'): string => nameOrArn.split('/').at(-1) ?? nameOrArn;

const checkTargets = (rule: Rule): void => {
  const targets = rule.Targets ?? [];
  if (targets.length > MAX_TARGETS)
    throw new EventBridgeError(
      'LimitExceededException',
      `Rule ${rule.Name} has more than ${MAX_TARGETS} targets.`,
    );
  for (const target of targets) {
    const unknown = Object.keys(target).find((field) => !TARGET_FIELDS.has(field));
    if (unknown)
      throw new EventBridgeError(
        'ValidationException',
        `Rule ${rule.Name}: the local EventBridge does not know Targets.${target.Id}.${unknown}.`,
      );
    checkInput(target);
  }
};

const render = ({ target, event, sourceArn, createdAt }: Delivery): string =>
  renderInput(target, JSON.parse(event) as Record<string, unknown>, {
    ruleArn: sourceArn,
    ruleName: sourceArn.split('/').at(-1) ?? '',
    ingestionTime: wholeSeconds(createdAt),
  });

/**
 * The local EventBridge: buses, rules, and deliveries that survive a killed process. Rules are put anew at each
 * start; deliveries that the store still holds are taken up again at construction, with the target they were
 * decided for.
 */
export const createEventBus = (options: EventBusOptions): EventBus => {
  const { clock, store, account, region, faults = {} } = options;
  const deliveries = createDeliveries('eventbridge/deliveries/', render, options);
  const buses = new Set(['default']);
  const rules = new Map<string, LoadedRule>();

  const decide = (rule: LoadedRule, event: string): Delivery[] =>
    (rule.Targets ?? []).map((target) => ({
      id: randomUUID(),
      targetArn: target.Arn,
      sourceArn: rule.arn,
      target,
      event,
      retry: target.RetryPolicy ?? {},
      createdAt: clock.now(),
      attempts: 0,
      nextAt: clock.now(),
      ...(target.RoleArn === undefined ? {} : { roleArn: target.RoleArn }),
      ...(target.DeadLetterConfig?.Arn === undefined ? {} : { deadLetterArn: target.DeadLetterConfig.Arn }),
    }));

  const accept = (entry: PutEventsEntry): { result: PutEventsResultEntry; decided: Delivery[] } => {
    const id = randomUUID();
    const event = eventText(entry, { id, account, region, now: clock.now() });
    const bus = busNameOf(entry.EventBusName);
    const fields = readEvent(event);
    const matching = [...rules.values()].filter(
      (rule) => rule.bus === bus && rule.pattern.matchesFields(fields),
    );
    const decided = matching.flatMap((rule) => decide(rule, event));
    const repeated = decided
      .filter((one) => faults.repeat?.(one))
      .map((one) => ({ ...one, id: randomUUID() }));
    return { result: { EventId: id }, decided: [...decided, ...repeated] };
  };

  const take = (entry: PutEventsEntry, index: number, fromService: boolean) => {
    const refused = faults.failEntry?.(index) ?? entryFailure(entry, { fromService }) ?? unknownBus(entry);
    return refused ? { result: refused, decided: [] } : accept(entry);
  };

  const unknownBus = ({ EventBusName }: PutEventsEntry) =>
    buses.has(busNameOf(EventBusName))
      ? undefined
      : { ErrorCode: 'InvalidArgument', ErrorMessage: `Event bus ${EventBusName} does not exist.` };

  return {
    addBus(name) {
      buses.add(name);
    },
    putRule(rule) {
      const bus = busNameOf(rule.EventBusName);
      if (!buses.has(bus))
        throw new EventBridgeError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
      checkTargets(rule);
      rules.set(`${bus}/${rule.Name}`, { ...rule, bus, pattern: parsePattern(rule.EventPattern) });
      if (rule.State === 'DISABLED') rules.delete(`${bus}/${rule.Name}`);
    },
    putEvents(entries, { fromService = false } = {}) {
      checkRequest(entries);
      const taken = entries.map((entry, index) => take(entry, index, fromService));
      const decided = taken.flatMap((one) => one.decided);
      if (decided.length > 0) deliveries.start(store.transaction(() => deliveries.write(decided)));
      const results = taken.map((one) => one.result);
      return { FailedEntryCount: results.filter((one) => 'ErrorCode' in one).length, Entries: results };
    },
    pending: deliveries.pending,
    drain: deliveries.drain,
    close: deliveries.close,
  };
};
