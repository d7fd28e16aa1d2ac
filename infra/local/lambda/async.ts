import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { Platform } from '../platform.ts';
import type { Outcome } from './environment.ts';
import type { LocalFunction } from './function.ts';

/** How a function's asynchronous invocations are tried, as `AWS::Lambda::EventInvokeConfig` says. */
export interface AsyncConfig {
  /** @default 2 */
  readonly retries: number;
  /** @default 6 hours */
  readonly maxAgeMs: number;
  readonly onFailure?: string;
  readonly onSuccess?: string;
}

export interface AsyncPorts {
  functionByArn(arn: string): LocalFunction | undefined;
  configOf(arn: string): AsyncConfig;
  /** Hands a record to a destination as the function's role. */
  sendTo(destinationArn: string, roleArn: string, body: string): void;
}

export interface AsyncInvoker {
  /** Accepts an event; it is on disk when the call returns, and what then becomes of it is Lambda's. */
  accept(functionArn: string, payload: string): string;
  /** Takes up what a stopped process left. Call it once the functions are there. */
  resume(): void;
  close(): void;
}

interface Accepted {
  readonly id: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly acceptedAt: number;
  readonly attempts: number;
  readonly throttles: number;
  readonly nextAt: number;
}

const MAX_BYTES = 1024 * 1024;
const MINUTE = 60_000;
const MAX_THROTTLE_DELAY = 5 * MINUTE;
const PREFIX = 'lambda/async/';

const destinationRecord = (event: Accepted, outcome: Outcome, now: number): string =>
  JSON.stringify({
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: `${event.functionArn}:$LATEST`,
      condition: outcome.functionError ? 'RetriesExhausted' : 'Success',
      approximateInvokeCount: event.attempts,
    },
    requestPayload: JSON.parse(event.payload),
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(outcome.functionError ? { functionError: outcome.functionError } : {}),
    },
    responsePayload: JSON.parse(outcome.payload),
  });

/**
 * Lambda's own queue of asynchronous events: two more tries, 1 and then 2 minutes later, then the on-failure
 * destination, or the event is gone (Lambda developer guide, "Asynchronous invocation").
 */
export const createAsyncInvoker = (platform: Platform, ports: AsyncPorts): AsyncInvoker => {
  const { clock, store, activity, log } = platform;
  let closed = false;

  const settle = ({ id }: Accepted): void => store.delete(PREFIX + id);

  const postpone = (event: Accepted): void => {
    store.put(PREFIX + event.id, event);
    arm(event);
  };

  const destination = (arn: string | undefined, event: Accepted, outcome: Outcome): void => {
    const role = ports.functionByArn(event.functionArn)?.config.roleArn;
    try {
      if (arn && role) ports.sendTo(arn, role, destinationRecord(event, outcome, clock.now()));
      else if (outcome.functionError) log('lambda', `${event.functionArn} lost an event: ${outcome.payload}`);
    } catch (error) {
      log('lambda', `${event.functionArn} could not reach ${arn}: ${String(error)}`);
    }
  };

  const throttled = (event: Accepted): void => {
    const delay = Math.min(1000 * 2 ** event.throttles, MAX_THROTTLE_DELAY);
    postpone({ ...event, throttles: event.throttles + 1, nextAt: clock.now() + delay });
  };

  const concluded = (event: Accepted, outcome: Outcome): void => {
    const { retries, maxAgeMs, onFailure, onSuccess } = ports.configOf(event.functionArn);
    const nextAt = clock.now() + event.attempts * MINUTE;
    const mayRetry = event.attempts <= retries && nextAt - event.acceptedAt <= maxAgeMs;
    if (outcome.functionError && mayRetry) {
      postpone({ ...event, nextAt });
      return;
    }
    const end = outcome.functionError ? onFailure : onSuccess;
    if (end || outcome.functionError) destination(end, event, outcome);
    settle(event);
  };

  const attempt = async (before: Accepted): Promise<void> => {
    const event = { ...before, attempts: before.attempts + 1 };
    try {
      const target = ports.functionByArn(event.functionArn);
      if (target) concluded(event, await target.invoke(event.payload, { requestId: event.id }));
      else settle(event);
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'TooManyRequestsException')) throw error;
      throttled(before);
    }
  };

  const run = (event: Accepted): void => {
    if (closed) return;
    activity
      .during(() => attempt(event))
      .catch((error: unknown) => {
        if (!closed) log('lambda', `${event.functionArn}: ${String(error)}`);
      });
  };

  const arm = (event: Accepted): void => {
    clock.setTimer(event.nextAt, () => run(event));
  };

  return {
    accept(functionArn, payload) {
      if (Buffer.byteLength(payload) > MAX_BYTES)
        throw new AwsError(
          'RequestTooLargeException',
          `${Buffer.byteLength(payload)} byte payload is too large for the Event invocation type`,
          413,
        );
      if (!ports.functionByArn(functionArn))
        throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, 404);
      const now = clock.now();
      const event: Accepted = {
        id: randomUUID(),
        functionArn,
        payload,
        acceptedAt: now,
        attempts: 0,
        throttles: 0,
        nextAt: now,
      };
      store.put(PREFIX + event.id, event);
      run(event);
      return event.id;
    },
    resume() {
      for (const [, event] of store.list(PREFIX)) arm(event as Accepted);
    },
    close() {
      closed = true;
    },
  };
};
