import { account, arnOf, serviceOf as serviceOfArn } from '../aws.ts';
import { jsonProtocol, serviceOf } from '../endpoint/protocols.ts';
import type { Operations, Service } from '../endpoint/service.ts';
import {
  createEventBus,
  type DeadLetter,
  DeliveryError,
  type EventBus,
  type PutEventsEntry,
  type Rule,
  type TargetCall,
} from '../eventbridge/index.ts';
import type { Role } from '../iam/iam.ts';
import type { Lambdas } from '../lambda/service.ts';
import type { Platform } from '../platform.ts';
import { createScheduler, type Schedule, type Scheduler } from '../scheduler/index.ts';
import type { Queues } from '../sqs/service.ts';
import type { Handlers } from '../template/deploy.ts';
import { createApiDestinations } from './api-destinations.ts';

export interface Events {
  readonly handlers: Handlers;
  readonly api: Service;
  readonly bus: EventBus;
  close(): Promise<void>;
}

/** What rules and schedules may call. */
export interface TargetPorts {
  readonly queues: Queues;
  readonly lambdas: () => Lambdas;
  publish(service: string, topicArn: string, sourceArn: string, body: string): void;
  startExecution(role: Role, stateMachineArn: string, input: string): void;
  secretOf(name: string): string;
}

interface Input {
  readonly Entries?: readonly PutEventsEntry[];
}

const keeps = ({ targetArn }: TargetCall): boolean => ['lambda', 'sqs'].includes(serviceOfArn(targetArn));

const busName = (nameOrArn = 'default'): string => nameOrArn.split('/').at(-1) ?? nameOrArn;

export const createEvents = (platform: Platform, ports: TargetPorts): Events => {
  const { region, iam, clock, store, log, meter, faults, activity } = platform;

  const apiDestinations = createApiDestinations(platform, ports);

  const assumed = (service: string, { roleArn }: TargetCall): Role | undefined =>
    roleArn === undefined ? undefined : iam.assume(service, roleArn);

  /**
   * Gives to a target that has it on disk when the call returns: a queue, or a function's asynchronous events. A target
   * with a role is called as that role, one without as the service itself.
   */
  const give = (service: string, to: TargetCall): void => {
    const { targetArn, payload, sourceArn } = to;
    const role = assumed(service, to);
    meter.count(`${service.split('.')[0]}/deliveries`);
    if (serviceOfArn(targetArn) === 'lambda') {
      if (role) ports.lambdas().accept(role, targetArn, payload);
      else ports.lambdas().acceptAs(service, { functionArn: targetArn, sourceArn }, payload);
    } else if (role) {
      iam.authorise(role, { action: 'sqs:SendMessage', resource: targetArn });
      ports.queues.byArn(targetArn)?.send({ body: payload });
    } else ports.queues.sendAs(service, { queueArn: targetArn, sourceArn }, { body: payload });
  };

  const call =
    (service: string) =>
    async (to: TargetCall): Promise<void> => {
      const { targetArn, payload, sourceArn, target } = to;
      if (keeps(to)) return give(service, to);
      const role = assumed(service, to);
      meter.count(`${service.split('.')[0]}/deliveries`);
      switch (serviceOfArn(targetArn)) {
        case 'sns':
          ports.publish(service, targetArn, sourceArn, payload);
          return;
        case 'events':
          return await apiDestinations.invoke(role, targetArn, payload, target);
        case 'states':
          if (!role)
            throw new DeliveryError('NO_PERMISSIONS', `The target ${targetArn} needs a role.`, {
              retriable: false,
            });
          ports.startExecution(role, targetArn, payload);
          return;
        default:
          throw new DeliveryError('InvalidTarget', `The local cloud cannot call ${targetArn}.`, {
            retriable: false,
          });
      }
    };

  let isReady = false;
  void platform.ready.then(() => {
    isReady = true;
  });

  /** What a target keeps by itself need not be kept beside it as a delivery. */
  const handOverWith =
    (service: string) =>
    (to: TargetCall): boolean => {
      if (!isReady || !keeps(to)) return false;
      give(service, to);
      return true;
    };

  /** Deliveries that a stopped process left wait until their targets are there again. */
  const deliverWith =
    (service: string) =>
    async (target: TargetCall): Promise<void> => {
      await platform.ready;
      await activity.during(() => call(service)(target));
    };

  const deadLetterWith =
    (service: string) =>
    async (letter: DeadLetter): Promise<void> => {
      const attributes = Object.fromEntries(
        Object.entries(letter.attributes).map(([name, StringValue]) => [
          name,
          { DataType: 'String', StringValue },
        ]),
      );
      const to = { queueArn: letter.queueArn, sourceArn: letter.sourceArn };
      ports.queues.sendAs(service, to, { body: letter.body, attributes });
    };

  /** Scheduler writes to a dead-letter queue as the schedule's role. */
  const scheduleLetter = async ({ queueArn, body }: DeadLetter): Promise<void> => {
    ports.queues.byArn(queueArn)?.send({ body });
  };

  const shared = {
    clock,
    store,
    onLost: (one: { targetArn: string }, error: Error) =>
      log('events', `lost for ${one.targetArn}: ${error.message}`),
  };
  const bus = createEventBus({
    ...shared,
    account,
    region,
    handOver: handOverWith('events.amazonaws.com'),
    deliver: deliverWith('events.amazonaws.com'),
    deadLetter: deadLetterWith('events.amazonaws.com'),
    faults: { repeat: () => faults.happens(faults.settings().repeatEvents), failEntry: faults.failEntry },
  });
  const scheduler: Scheduler = createScheduler({
    ...shared,
    handOver: handOverWith('scheduler.amazonaws.com'),
    deliver: deliverWith('scheduler.amazonaws.com'),
    deadLetter: scheduleLetter,
  });
  activity.watch(bus.drain);
  activity.watch(scheduler.drain);

  const operations: Operations<Input> = {
    PutEvents: {
      needs: ({ Entries = [] }) =>
        Entries.map(({ EventBusName, Source = '', DetailType = '' }) => ({
          action: 'events:PutEvents',
          resource: arnOf('events', region, `event-bus/${busName(EventBusName)}`),
          context: { 'events:source': Source, 'events:detail-type': DetailType },
        })),
      run: ({ Entries = [] }) => {
        meter.count('events/entries', Entries.length);
        return bus.putEvents(Entries);
      },
    },
  };

  const handlers: Handlers = {
    ...apiDestinations.handlers,
    'AWS::Events::EventBus': {
      properties: ['Name'],
      ignored: ['DeadLetterConfig'],
      put({ properties, physicalName }) {
        const name = String(properties.Name ?? physicalName({ max: 256 }));
        bus.addBus(name);
        return { ref: name, attributes: { Arn: arnOf('events', region, `event-bus/${name}`), Name: name } };
      },
    },
    'AWS::Events::Rule': {
      properties: ['Name', 'EventBusName', 'EventPattern', 'State', 'Targets'],
      put({ properties, physicalName }) {
        const name = String(properties.Name ?? physicalName({ max: 64 }));
        const owner =
          properties.EventBusName === undefined ? '' : `${busName(String(properties.EventBusName))}/`;
        const arn = arnOf('events', region, `rule/${owner}${name}`);
        bus.putRule({ ...(properties as unknown as Rule), Name: name, arn });
        return { ref: name, attributes: { Arn: arn } };
      },
    },
    'AWS::Scheduler::Schedule': {
      properties: [
        'Name',
        'ScheduleExpression',
        'ScheduleExpressionTimezone',
        'State',
        'StartDate',
        'EndDate',
        'FlexibleTimeWindow',
        'Target',
      ],
      ignored: ['GroupName'],
      put({ properties, physicalName }) {
        const name = String(properties.Name ?? physicalName({ max: 64 }));
        const arn = arnOf(
          'scheduler',
          region,
          `schedule/${String(properties.GroupName ?? 'default')}/${name}`,
        );
        scheduler.put({ ...(properties as unknown as Schedule), Name: name, arn });
        return { ref: name, attributes: { Arn: arn } };
      },
    },
  };

  return {
    handlers,
    bus,
    api: serviceOf(jsonProtocol('1.1'), operations) as Service,
    async close() {
      await Promise.all([bus.close(), scheduler.close()]);
    },
  };
};
