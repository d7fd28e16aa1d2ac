import { AwsError } from './aws.ts';

/** Misbehaviour that AWS allows itself, switched on for a test or a demonstration. */
export interface FaultSettings {
  /** Makes every random choice repeatable. @default 1 */
  readonly seed?: number;
  /** The share of queue messages that come twice, 0 to 1. @default 0 */
  readonly repeat?: number;
  /** Takes queue messages in no order. @default false */
  readonly shuffle?: boolean;
  /** The share of events for which a rule fires twice, 0 to 1. @default 0 */
  readonly repeatEvents?: number;
  /** How long an index lags behind its table, in milliseconds. @default 0 */
  readonly indexLagMs?: number;
  /** The entry of `PutEvents` that fails inside a 200, so many times. @default none */
  readonly failedEntry?: { readonly index: number; readonly times: number };
  /** The share of `PutEvents` entries that fail inside a 200, 0 to 1. @default 0 */
  readonly failedEntries?: number;
  readonly calls?: readonly CallFault[];
}

/** Fails or slows calls of one kind. */
export interface CallFault {
  /** Such as `ses:SendRawEmail` or `dynamodb:*`. */
  readonly call: string;
  /** Which calls since it was set, from 1. @default every */
  readonly nth?: number;
  /** The share of the calls that it meets, 0 to 1. @default all */
  readonly share?: number;
  /** The call takes effect first, and then its answer is lost behind the error. @default false */
  readonly answerLost?: boolean;
  /** Answered instead, such as `Throttling`. */
  readonly error?: string;
  readonly message?: string;
  /** @default 400 */
  readonly status?: number;
  readonly delayMs?: number;
  /** More of the error's body, such as `CancellationReasons`. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface Faults {
  set(settings: FaultSettings): void;
  readonly settings: () => FaultSettings;
  /**
   * Slows or fails a call before it is carried out.
   *
   * @returns what loses the call's answer once it has taken effect
   * @throws AwsError when this call is to fail
   */
  meet(call: string): Promise<() => void>;
  /** Why this entry of a `PutEvents` fails, if it is to. */
  failEntry(index: number): { ErrorCode: string; ErrorMessage: string } | undefined;
  /** Whether something of this share happens now. */
  happens(share: number | undefined): boolean;
  /** A number below `count`. */
  pick(count: number): number;
}

/** The mulberry32 generator: small, and the same everywhere. */
const generator = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const concerns = ({ call }: CallFault, name: string): boolean =>
  call === name || (call.endsWith('*') && name.startsWith(call.slice(0, -1)));

export const createFaults = (initial: FaultSettings = {}): Faults => {
  let settings = initial;
  let random = generator(initial.seed ?? 1);
  let seen = new Map<CallFault, number>();
  let failedEntries = 0;

  const isDue = (fault: CallFault): boolean => {
    const count = (seen.get(fault) ?? 0) + 1;
    seen.set(fault, count);
    const counted = fault.nth === undefined || fault.nth === count;
    return counted && (fault.share === undefined || random() < fault.share);
  };

  const failure = ({ error = 'InternalServerError', message, status = 400, fields }: CallFault): AwsError =>
    new AwsError(error, message ?? `Injected: ${error}.`, status, fields);

  return {
    settings: () => settings,
    set(next) {
      settings = next;
      random = generator(next.seed ?? 1);
      seen = new Map();
      failedEntries = 0;
    },
    async meet(call) {
      let lost: CallFault | undefined;
      for (const fault of settings.calls ?? []) {
        if (!concerns(fault, call) || !isDue(fault)) continue;
        if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
        if (fault.answerLost) lost ??= fault;
        else if (fault.error) throw failure(fault);
      }
      return () => {
        if (lost) throw failure(lost);
      };
    },
    failEntry(index) {
      const { failedEntry, failedEntries: share = 0 } = settings;
      const chosen = failedEntry?.index === index && failedEntries < failedEntry.times;
      if (chosen) failedEntries += 1;
      if (!chosen && !(share > 0 && random() < share)) return undefined;
      return { ErrorCode: 'InternalFailure', ErrorMessage: 'Injected.' };
    },
    happens: (share = 0) => share > 0 && random() < share,
    pick: (count) => Math.floor(random() * count),
  };
};
