import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { Timer } from '../clock.ts';
import type { Platform } from '../platform.ts';

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** A message as it is kept. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly sentAt: number;
  readonly traceHeader?: string;
  /** Not to be seen before, in clock milliseconds. */
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
}

/** A message in a consumer's hands. */
export interface Received {
  readonly receiptHandle: string;
  readonly message: Message;
}

export interface QueueConfig {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutMs: number;
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly maxBytes: number;
  readonly redrive?: { readonly to: string; readonly maxReceiveCount: number };
}

export interface NewMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly senderId?: string;
  readonly delayMs?: number;
  readonly traceHeader?: string;
  /** The age that a message brings along into a dead-letter queue. */
  readonly sentAt?: number;
}

export interface Queue {
  readonly config: QueueConfig;
  /** Keeps a message; it is on disk when the call returns. @throws AwsError when it is not acceptable. */
  send(message: NewMessage): Message;
  /** Takes up to `max` messages that nobody has. */
  receive(max: number, visibilityTimeoutMs?: number): readonly Received[];
  remove(receiptHandle: string): void;
  /** @throws AwsError when nobody has it. */
  changeVisibility(receiptHandle: string, timeoutMs: number): void;
  /** Calls back whenever messages may have become visible. Answers how to stop it. */
  onVisible(listener: () => void): () => void;
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  purge(): void;
}

const MAX_IN_FLIGHT = 120_000;
/** What SQS refuses (API SendMessage): everything outside `#x9 | #xA | #xD | #x20-#xD7FF | #xE000-#xFFFD | #x10000-`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that SQS refuses.
const REFUSED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

export const md5 = (text: string | Buffer): string => createHash('md5').update(text).digest('hex');

const sizeOf = ({ body, attributes = {} }: NewMessage): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, 'base64'),
    Buffer.byteLength(body),
  );

/**
 * A standard queue: at least once, in no promised order. After a killed process every message is there again,
 * those that somebody had included.
 */
export const createQueue = (
  config: QueueConfig,
  platform: Pick<Platform, 'clock' | 'store' | 'faults'>,
  queueByArn: (arn: string) => Queue | undefined,
): Queue => {
  const { clock, store, faults } = platform;
  const prefix = `sqs/${config.name}/`;
  const waiting = new Map<string, Message>();
  const delayed = new Map<string, Message>();
  const inFlight = new Map<string, { message: Message; until: number }>();
  const listeners = new Set<() => void>();
  let wakeUp: { at: number; timer: Timer } | undefined;

  const keyOf = ({ id }: Message): string => prefix + id;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  const place = (message: Message, copy = message.id): void => {
    if (message.visibleAt > clock.now()) {
      delayed.set(copy, message);
      wakeAt(message.visibleAt);
    } else waiting.set(copy, message);
  };

  const wakeAt = (at: number): void => {
    if (wakeUp && wakeUp.at <= at) return;
    wakeUp?.timer.cancel();
    wakeUp = { at, timer: clock.setTimer(at, release) };
  };

  /** Gives back what a consumer kept too long, and lets delayed messages be seen. */
  const release = (): void => {
    wakeUp = undefined;
    const now = clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [handle, { message, until }] of inFlight)
      if (until <= now) {
        inFlight.delete(handle);
        giveBack(message);
      } else next = Math.min(next, until);
    for (const [copy, message] of delayed)
      if (message.visibleAt <= now) {
        delayed.delete(copy);
        waiting.set(copy, message);
      } else next = Math.min(next, message.visibleAt);
    if (next < Number.POSITIVE_INFINITY) wakeAt(next);
    if (waiting.size > 0) tell();
  };

  const giveBack = (message: Message): void => {
    store.put(keyOf(message), message);
    waiting.set(message.id, message);
  };

  const expired = ({ sentAt }: Message): boolean => sentAt + config.retentionMs <= clock.now();

  /** A message received too often leaves for the dead-letter queue, its age with it. */
  const redriven = (message: Message): boolean => {
    const { redrive } = config;
    if (!redrive || message.receiveCount < redrive.maxReceiveCount) return false;
    const deadLetters = queueByArn(redrive.to);
    if (!deadLetters) return false;
    const { body, attributes, senderId, sentAt } = message;
    store.transaction(() => {
      deadLetters.send({ body, attributes, senderId, sentAt });
      store.delete(keyOf(message));
    });
    return true;
  };

  const next = (): Message | undefined => {
    const skip = faults.settings().shuffle ? faults.pick(waiting.size) : 0;
    let index = 0;
    for (const [key, message] of waiting)
      if (index++ === skip) {
        waiting.delete(key);
        return message;
      }
    return undefined;
  };

  const takeOne = (visibilityMs: number): Received | undefined => {
    for (let message = next(); message; message = next()) {
      if (expired(message)) store.delete(keyOf(message));
      else if (!redriven(message)) return take(message, visibilityMs);
    }
    return undefined;
  };

  const take = (message: Message, visibilityMs: number): Received => {
    const now = clock.now();
    const received = {
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
    };
    const receiptHandle = randomUUID();
    inFlight.set(receiptHandle, { message: received, until: now + visibilityMs });
    wakeAt(now + visibilityMs);
    return { receiptHandle, message: received };
  };

  for (const [, kept] of store.list(prefix)) place(kept as Message);

  return {
    config,
    send(message) {
      const {
        body,
        attributes = {},
        senderId = 'local',
        delayMs = config.delayMs,
        sentAt = clock.now(),
      } = message;
      if (body === '')
        throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
      if (REFUSED.test(body))
        throw new AwsError(
          'InvalidMessageContents',
          'The message contains characters outside the allowed set.',
        );
      if (sizeOf(message) > config.maxBytes)
        throw new AwsError(
          'InvalidParameterValue',
          `One or more parameters are invalid. Reason: Message must be shorter than ${config.maxBytes} bytes.`,
        );
      const one: Message = {
        id: randomUUID(),
        body,
        attributes,
        senderId,
        sentAt,
        visibleAt: clock.now() + delayMs,
        receiveCount: 0,
        ...(message.traceHeader ? { traceHeader: message.traceHeader } : {}),
      };
      store.put(keyOf(one), one);
      place(one);
      // A repeated delivery is the same message once more, as SQS allows itself.
      if (faults.happens(faults.settings().repeat)) place(one, `${one.id}#again`);
      queueMicrotask(tell);
      return one;
    },
    receive(max, visibilityTimeoutMs = config.visibilityTimeoutMs) {
      const taken: Received[] = [];
      while (taken.length < max && inFlight.size < MAX_IN_FLIGHT) {
        const one = takeOne(visibilityTimeoutMs);
        if (!one) break;
        taken.push(one);
      }
      return taken;
    },
    remove(receiptHandle) {
      const held = inFlight.get(receiptHandle);
      if (!held) return;
      inFlight.delete(receiptHandle);
      store.delete(keyOf(held.message));
    },
    changeVisibility(receiptHandle, timeoutMs) {
      const held = inFlight.get(receiptHandle);
      if (!held) throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
      held.until = clock.now() + timeoutMs;
      if (timeoutMs === 0) release();
      else wakeAt(held.until);
    },
    onVisible(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    counts: () => ({ visible: waiting.size, inFlight: inFlight.size, delayed: delayed.size }),
    purge() {
      for (const [key] of store.list(prefix)) store.delete(key);
      waiting.clear();
      delayed.clear();
      inFlight.clear();
    },
  };
};
