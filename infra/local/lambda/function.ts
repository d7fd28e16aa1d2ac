import { AwsError } from '../aws.ts';
import type { Crowd } from './crowd.ts';
import type { Environment, EnvironmentOptions, Outcome } from './environment.ts';
import { startEnvironment } from './environment.ts';

/**
 * Who waits for an invocation: somebody for the answer, a workflow or an event of the moment, or a queue, which can
 * wait on.
 */
export type Urgency = 'request' | 'event' | 'queue';

export interface FunctionConfig extends EnvironmentOptions {
  readonly name: string;
  readonly roleArn: string;
  /** Environments at one time; more invocations wait. */
  readonly concurrency: number;
  /** How long an event or a queue waits before another environment is started for it; in milliseconds of real time. */
  readonly patienceMs: number;
  /** Joined by who waits for an environment and is no queue. */
  readonly crowd: Crowd;
  /** `ReservedConcurrentExecutions`: more invocations are throttled. */
  readonly reserved?: number;
}

export interface InvokeOptions {
  readonly requestId?: string;
  /** @default event */
  readonly urgency?: Urgency;
}

export interface LocalFunction {
  readonly config: FunctionConfig;
  /**
   * Runs once, waiting for an environment.
   *
   * @throws AwsError `TooManyRequestsException` over the reserve.
   */
  invoke(payload: string, options?: InvokeOptions): Promise<Outcome>;
  running(): number;
  stop(): Promise<void>;
}

interface Waiting {
  readonly take: (environment: Environment) => void;
  readonly urgency: Urgency;
  /** When it began, in milliseconds. */
  readonly since: number;
}

/**
 * A function with its execution environments: they are started at need, up to a limit, and used again.
 *
 * A second environment is no second processor here: it compiles the same code once more and gets its share of what
 * there is. So only a request gets one at once; the others get one where their line grows long.
 */
export const createFunction = (
  config: FunctionConfig,
  start: (options: EnvironmentOptions) => Environment = startEnvironment,
): LocalFunction => {
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const waiting: Waiting[] = [];
  let running = 0;
  let impatient: NodeJS.Timeout | undefined;
  let stopped = false;

  const take = async (urgency: Urgency): Promise<Environment> => {
    for (let one = idle.pop(); one; one = idle.pop()) {
      if (one.alive()) return one;
      all.delete(one);
    }
    if (all.size === 0 || (urgency === 'request' && mayStart())) return startOne(urgency);
    const leave = urgency === 'queue' ? () => {} : config.crowd.join();
    const since = performance.now();
    const taken = new Promise<Environment>((resolve) => waiting.push({ take: resolve, urgency, since }));
    bePatient();
    return taken.finally(leave);
  };

  const startOne = (urgency: Urgency): Environment => {
    const environment = start({ ...config, background: urgency === 'queue' });
    all.add(environment);
    return environment;
  };

  const mayStart = (): boolean => !stopped && all.size < config.concurrency;

  const bePatient = (): void => {
    const [longest] = waiting;
    if (impatient || longest === undefined || !mayStart()) return;
    const waited = performance.now() - longest.since;
    impatient = setTimeout(startNext, Math.max(0, config.patienceMs - waited));
  };

  const startNext = (): void => {
    impatient = undefined;
    const next = mayStart() ? waiting.shift() : undefined;
    next?.take(startOne(next.urgency));
    bePatient();
  };

  const giveBack = (environment: Environment): void => {
    clearTimeout(impatient);
    impatient = undefined;
    if (!environment.alive()) all.delete(environment);
    const next = waiting.shift();
    if (next) next.take(environment.alive() || stopped ? environment : startOne(next.urgency));
    else if (environment.alive()) idle.push(environment);
    bePatient();
  };

  return {
    config,
    running: () => running,
    async invoke(payload, { requestId, urgency = 'event' } = {}) {
      if (config.reserved !== undefined && running >= config.reserved)
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
      running += 1;
      const environment = await take(urgency);
      try {
        return await environment.invoke(payload, requestId);
      } finally {
        running -= 1;
        giveBack(environment);
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(impatient);
      await Promise.all([...all].map((environment) => environment.stop()));
      all.clear();
      idle.length = 0;
    },
  };
};
