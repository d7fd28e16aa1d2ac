import type { Clock, Timer } from '../clock.ts';
import type { Store } from '../store.ts';
import { asDeliveryError, DeliveryDeferred, type DeliveryError } from './errors.ts';

/** CloudFormation's `RetryPolicy`; AWS's defaults are 24 hours and 185 retries. */
export interface RetryPolicy {
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
}

/** What a target was decided to receive; kept until the target took it, or the dead-letter queue did. */
export interface Delivery {
  readonly id: string;
  readonly targetArn: string;
  readonly roleArn?: string;
  /** The rule or schedule on whose behalf the target is called. */
  readonly sourceArn: string;
  /** The target as configured: input shape and service parameters. */
  readonly target: object;
  /** What happened, as text; also what the dead-letter queue receives. */
  readonly event: string;
  readonly retry: RetryPolicy;
  readonly deadLetterArn?: string;
  readonly createdAt: number;
  /** Tries begun so far. */
  readonly attempts: number;
  readonly nextAt: number;
}

/** One call of a target: what to send, where, as whom, and on whose behalf. */
export interface TargetCall {
  readonly targetArn: string;
  readonly payload: string;
  readonly roleArn?: string;
  readonly sourceArn: string;
  readonly target: object;
}

export interface DeadLetter {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sourceArn: string;
}

/** What the local EventBridge and Scheduler are given. */
export interface DeliveryPorts {
  readonly clock: Pick<Clock, 'now' | 'setTimer'>;
  readonly store: Store;
  /**
   * Hands over to a target that keeps what it is given in the same store, inside the transaction that decides the
   * delivery; false leaves it to `deliver`, and so does whatever is thrown.
   */
  handOver?(call: TargetCall): boolean;
  /** Calls a target. Throw `DeliveryError` to say whether another try can help; other errors go by their name. */
  deliver(call: TargetCall): Promise<void>;
  deadLetter(letter: DeadLetter): Promise<void>;
  /** Hears of a delivery that neither the target nor a dead-letter queue took: on AWS it is gone. */
  onLost?(delivery: Delivery, error: Error): void;
}

/** The text that a target receives at one try; what it throws counts as the target's own failure. */
export type Render = (delivery: Delivery) => string;

export interface Deliveries {
  /**
   * Hands over what can be, and keeps the rest. Call it inside the store's transaction that decides the deliveries, and
   * `start` what it answers afterwards.
   */
  write(deliveries: readonly Delivery[]): readonly Delivery[];
  start(deliveries: readonly Delivery[]): void;
  /** Deliveries not yet taken, waiting ones included. */
  pending(): number;
  /** Resolves once nothing is being delivered now; those that wait for a later try stay pending. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

const DAY_SECONDS = 86_400;
const DEFAULT_RETRIES = 185;
const FIRST_DELAY_MS = 1_000;
/** 185 tries with this ceiling fill AWS's 24 hours. */
const MAX_DELAY_MS = 480_000;

/** Milliseconds before the next try after `attempts` failed ones: doubling from 1 s up to 8 minutes. */
export const backoffMs = (attempts: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), MAX_DELAY_MS);

type Verdict = { readonly retryAt: number } | { readonly exhausted: string };

const verdict = (delivery: Delivery, error: DeliveryError, now: number): Verdict => {
  const { MaximumRetryAttempts = DEFAULT_RETRIES, MaximumEventAgeInSeconds = DAY_SECONDS } = delivery.retry;
  if (!error.retriable) return { exhausted: '' };
  if (delivery.attempts > MaximumRetryAttempts) return { exhausted: 'MaximumRetryAttempts' };
  const retryAt = now + Math.max(backoffMs(delivery.attempts), error.retryAfterMs);
  return retryAt - delivery.createdAt > MaximumEventAgeInSeconds * 1000
    ? { exhausted: 'MaximumEventAgeInSeconds' }
    : { retryAt };
};

const letterFor = (
  delivery: Delivery,
  queueArn: string,
  failure: { error: Error; exhausted: string },
): DeadLetter => ({
  queueArn,
  body: delivery.event,
  sourceArn: delivery.sourceArn,
  attributes: {
    RULE_ARN: delivery.sourceArn,
    TARGET_ARN: delivery.targetArn,
    ERROR_CODE: failure.error.name,
    ERROR_MESSAGE: failure.error.message,
    RETRY_ATTEMPTS: String(delivery.attempts - 1),
    ...(failure.exhausted === '' ? {} : { EXHAUSTED_RETRY_CONDITION: failure.exhausted }),
  },
});

const callFor = (delivery: Delivery, payload: string): TargetCall => ({
  targetArn: delivery.targetArn,
  payload,
  sourceArn: delivery.sourceArn,
  target: delivery.target,
  ...(delivery.roleArn === undefined ? {} : { roleArn: delivery.roleArn }),
});

/**
 * Keeps deliveries under `prefix` in the store until they are taken, so that a killed process loses none: what
 * the store holds at construction is taken up again. A target is called at least once, in no promised order.
 *
 * Source: EventBridge user guide, "Event retry policy and using dead-letter queues".
 */
export const createDeliveries = (prefix: string, render: Render, ports: DeliveryPorts): Deliveries => {
  const { clock, store } = ports;
  const timers = new Map<string, Timer>();
  const running = new Set<Promise<void>>();
  const known = new Set<string>();
  const keyOf = ({ id }: Delivery): string => `${prefix}${id}`;

  const settle = (delivery: Delivery): void => {
    known.delete(delivery.id);
    store.delete(keyOf(delivery));
  };

  const giveUp = async (delivery: Delivery, failure: { error: Error; exhausted: string }): Promise<void> => {
    try {
      if (!delivery.deadLetterArn) throw failure.error;
      await ports.deadLetter(letterFor(delivery, delivery.deadLetterArn, failure));
    } catch (error) {
      ports.onLost?.(delivery, error instanceof Error ? error : new Error(String(error)));
    }
    settle(delivery);
  };

  const postpone = (delivery: Delivery): void => {
    store.put(keyOf(delivery), delivery);
    arm(delivery);
  };

  const handedOver = (delivery: Delivery): boolean => {
    try {
      return ports.handOver?.(callFor(delivery, render({ ...delivery, attempts: 1 }))) ?? false;
    } catch {
      // Tried again as every delivery is, where its failure is judged.
      return false;
    }
  };

  const attempt = async (before: Delivery): Promise<void> => {
    await Promise.resolve();
    const delivery = { ...before, attempts: before.attempts + 1 };
    try {
      await ports.deliver(callFor(delivery, render(delivery)));
      settle(delivery);
    } catch (failure) {
      if (failure instanceof DeliveryDeferred) return postpone({ ...before, nextAt: failure.untilMs });
      const error = asDeliveryError(failure);
      const next = verdict(delivery, error, clock.now());
      if ('retryAt' in next) postpone({ ...delivery, nextAt: next.retryAt });
      else await giveUp(delivery, { error, exhausted: next.exhausted });
    }
  };

  const run = (delivery: Delivery): void => {
    const attempted = attempt(delivery).finally(() => running.delete(attempted));
    running.add(attempted);
  };

  const arm = (delivery: Delivery): void => {
    if (closed) return;
    const timer = clock.setTimer(delivery.nextAt, () => {
      timers.delete(delivery.id);
      run(delivery);
    });
    timers.set(delivery.id, timer);
  };

  let closed = false;
  for (const [, value] of store.list(prefix)) {
    const delivery = value as Delivery;
    known.add(delivery.id);
    arm(delivery);
  }

  return {
    write(deliveries) {
      const left = deliveries.filter((delivery) => !handedOver(delivery));
      for (const delivery of left) store.put(keyOf(delivery), delivery);
      return left;
    },
    start(deliveries) {
      for (const delivery of deliveries) {
        known.add(delivery.id);
        if (!closed) run(delivery);
      }
    },
    pending: () => known.size,
    async drain() {
      while (running.size > 0) await Promise.all(running);
    },
    async close() {
      closed = true;
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
      await Promise.allSettled(running);
    },
  };
};
