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

export interface LocalFunction {
  readonly config: FunctionConfig;
  /** Runs once, waiting for an environment. @throws AwsError `TooManyRequestsException` over the reserve. */
  invoke(payload: string, requestId?: string): Promise<Outcome>;
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
  const waiting: ((environment: Environment) => void)[] = [];
  let running = 0;

  const take = async (): Promise<Environment> => {
    for (let one = idle.pop(); one; one = idle.pop()) {
      if (one.alive()) return one;
      all.delete(one);
    }
    if (all.size < config.concurrency) return startOne();
    return new Promise((resolve) => waiting.push(resolve));
  };

  const startOne = (): Environment => {
    const environment = start(config);
    all.add(environment);
    return environment;
  };

  const giveBack = (environment: Environment): void => {
    if (!environment.alive()) all.delete(environment);
    const next = waiting.shift();
    if (next) next(environment.alive() ? environment : startOne());
    else if (environment.alive()) idle.push(environment);
  };

  return {
    config,
    running: () => running,
    async invoke(payload, requestId) {
      if (config.reserved !== undefined && running >= config.reserved)
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
      running += 1;
      const environment = await take();
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
