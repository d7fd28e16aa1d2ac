import { AwsError } from '../aws.ts';
import type { Environment, EnvironmentOptions, Outcome } from './environment.ts';
import { startEnvironment } from './environment.ts';

export interface FunctionConfig extends EnvironmentOptions {
  readonly name: string;
  readonly roleArn: string;
  /** Environments at one time; more invocations wait. */
  readonly concurrency: number;
  /** `ReservedConcurrentExecutions`: more invocations are throttled. */
  readonly reserved?: number;
}

export interface InvokeOptions {
  readonly requestId?: string;
  /** It waited in a queue, and can go on waiting: a request, a workflow, an event of the moment cannot. */
  readonly queued?: boolean;
}

export interface LocalFunction {
  readonly config: FunctionConfig;
  /**
   * Runs once, waiting for an environment. Those that were started for a queue let all others go before them.
   *
   * @throws AwsError `TooManyRequestsException` over the reserve.
   */
  invoke(payload: string, options?: InvokeOptions): Promise<Outcome>;
  running(): number;
  stop(): Promise<void>;
}

/** A function with its execution environments: they are started at need, up to a limit, and used again. */
export const createFunction = (
  config: FunctionConfig,
  start: (options: EnvironmentOptions) => Environment = startEnvironment,
): LocalFunction => {
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const waiting: { readonly take: (environment: Environment) => void; readonly queued: boolean }[] = [];
  let running = 0;

  const take = async (queued: boolean): Promise<Environment> => {
    for (let one = idle.pop(); one; one = idle.pop()) {
      if (one.alive()) return one;
      all.delete(one);
    }
    if (all.size < config.concurrency) return startOne(queued);
    return new Promise((resolve) => waiting.push({ take: resolve, queued }));
  };

  const startOne = (queued: boolean): Environment => {
    const environment = start({ ...config, background: queued });
    all.add(environment);
    return environment;
  };

  const giveBack = (environment: Environment): void => {
    if (!environment.alive()) all.delete(environment);
    const next = waiting.shift();
    if (next) next.take(environment.alive() ? environment : startOne(next.queued));
    else if (environment.alive()) idle.push(environment);
  };

  return {
    config,
    running: () => running,
    async invoke(payload, { requestId, queued = false } = {}) {
      if (config.reserved !== undefined && running >= config.reserved)
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
      running += 1;
      const environment = await take(queued);
      try {
        return await environment.invoke(payload, requestId);
      } finally {
        running -= 1;
        giveBack(environment);
      }
    },
    async stop() {
      await Promise.all([...all].map((environment) => environment.stop()));
      all.clear();
      idle.length = 0;
    },
  };
};
