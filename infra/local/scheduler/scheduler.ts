import { randomUUID } from 'node:crypto';
import type { Timer } from '../clock.ts';
import {
  createDeliveries,
  type Delivery,
  type DeliveryPorts,
  type RetryPolicy,
} from '../eventbridge/deliveries.ts';
import { invalid } from './errors.ts';
import { parseSchedule, type ScheduleExpression } from './expression.ts';

/** A schedule as `AWS::Scheduler::Schedule` declares it, intrinsics resolved. */
export interface Schedule {
  readonly arn: string;
  readonly Name: string;
  readonly ScheduleExpression: string;
  /** @default UTC */
  readonly ScheduleExpressionTimezone?: string;
  readonly State?: string;
  readonly StartDate?: string;
  readonly EndDate?: string;
  readonly FlexibleTimeWindow: { readonly Mode: string; readonly MaximumWindowInMinutes?: number };
  readonly Target: ScheduleTarget;
}

export interface ScheduleTarget {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly RetryPolicy?: RetryPolicy;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly SqsParameters?: Readonly<Record<string, unknown>>;
  readonly EventBridgeParameters?: { readonly DetailType: string; readonly Source: string };
}

export interface SchedulerOptions extends DeliveryPorts {
  /** How late within its minute a schedule fires, in milliseconds; AWS takes 0 to 59 s. @default never late */
  readonly jitterMs?: () => number;
}

export interface Scheduler {
  /** Adds or replaces a schedule. @throws SchedulerError `ValidationException` naming what is wrong. */
  put(schedule: Schedule): void;
  pending(): number;
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** What is kept of a schedule between runs: a rate counts from `start`, and no occurrence fires twice. */
interface Progress {
  readonly expression: string;
  readonly start: number;
  readonly firedAt: number;
}

const check = (schedule: Schedule): void => {
  const { Mode, MaximumWindowInMinutes } = schedule.FlexibleTimeWindow ?? {};
  if (Mode !== 'OFF' && Mode !== 'FLEXIBLE')
    throw invalid(`Schedule ${schedule.Name} must state FlexibleTimeWindow.Mode: OFF or FLEXIBLE.`);
  if (Mode === 'FLEXIBLE' && !MaximumWindowInMinutes)
    throw invalid(`Schedule ${schedule.Name} is FLEXIBLE and must state MaximumWindowInMinutes.`);
  const { MaximumRetryAttempts = 0, MaximumEventAgeInSeconds = 60 } = schedule.Target.RetryPolicy ?? {};
  if (MaximumRetryAttempts < 0 || MaximumRetryAttempts > 185)
    throw invalid(`Schedule ${schedule.Name}: MaximumRetryAttempts must be from 0 to 185.`);
  if (MaximumEventAgeInSeconds < 60 || MaximumEventAgeInSeconds > 86_400)
    throw invalid(`Schedule ${schedule.Name}: MaximumEventAgeInSeconds must be from 60 to 86400.`);
};

/** Fills the context attributes of a schedule's input (user guide, "Adding context attributes"). */
const render = ({ id, event, attempts, sourceArn, target }: Delivery): string => {
  const { Input = event } = target as ScheduleTarget;
  const { time } = JSON.parse(event) as { time: string };
  return Input.replaceAll('<aws.scheduler.schedule-arn>', sourceArn)
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempts));
};

const occurrenceEvent = (schedule: Schedule, at: number): string =>
  JSON.stringify({ scheduleArn: schedule.arn, time: `${new Date(at).toISOString().slice(0, 19)}Z` });

/**
 * The local EventBridge Scheduler. Each occurrence becomes a kept delivery in the same write that marks it as
 * fired; occurrences missed while the process was down are caught up by firing once.
 */
export const createScheduler = (options: SchedulerOptions): Scheduler => {
  const { clock, store, jitterMs = () => 0 } = options;
  const deliveries = createDeliveries('scheduler/deliveries/', render, options);
  const timers = new Map<string, Timer>();

  const progressKey = (schedule: Schedule): string => `scheduler/progress/${schedule.arn}`;

  const progressOf = (schedule: Schedule): Progress => {
    const expression = `${schedule.ScheduleExpression} ${schedule.ScheduleExpressionTimezone ?? 'UTC'}`;
    const kept = store.get(progressKey(schedule)) as Progress | undefined;
    if (kept?.expression === expression) return kept;
    const start = schedule.StartDate === undefined ? clock.now() : Date.parse(schedule.StartDate);
    // One millisecond before, so that a rate's start is itself an occurrence.
    const fresh = { expression, start, firedAt: start - 1 };
    store.put(progressKey(schedule), fresh);
    return fresh;
  };

  const fire = (schedule: Schedule, progress: Progress, at: number): void => {
    const { Target } = schedule;
    const delivery: Delivery = {
      id: randomUUID(),
      targetArn: Target.Arn,
      roleArn: Target.RoleArn,
      sourceArn: schedule.arn,
      target: Target,
      event: occurrenceEvent(schedule, at),
      retry: Target.RetryPolicy ?? {},
      createdAt: clock.now(),
      attempts: 0,
      nextAt: clock.now(),
      ...(Target.DeadLetterConfig?.Arn === undefined ? {} : { deadLetterArn: Target.DeadLetterConfig.Arn }),
    };
    const left = store.transaction(() => {
      store.put(progressKey(schedule), { ...progress, firedAt: Math.max(at, clock.now()) });
      return deliveries.write([delivery]);
    });
    deliveries.start(left);
  };

  const arm = (schedule: Schedule, expression: ScheduleExpression): void => {
    const progress = progressOf(schedule);
    const at = expression.next(progress.firedAt, progress.start);
    if (at === undefined || (schedule.EndDate !== undefined && at > Date.parse(schedule.EndDate))) return;
    const timer = clock.setTimer(at + jitterMs(), () => {
      fire(schedule, progress, at);
      arm(schedule, expression);
    });
    timers.set(schedule.arn, timer);
  };

  return {
    put(schedule) {
      check(schedule);
      const expression = parseSchedule(schedule.ScheduleExpression, schedule.ScheduleExpressionTimezone);
      timers.get(schedule.arn)?.cancel();
      timers.delete(schedule.arn);
      if (schedule.State !== 'DISABLED') arm(schedule, expression);
    },
    pending: deliveries.pending,
    drain: deliveries.drain,
    async close() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
      await deliveries.close();
    },
  };
};
