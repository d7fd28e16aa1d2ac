import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { within } from '../within.ts';
import type { FromWorker, WorkerSetup } from './messages.ts';

/** What an invocation ended in. `functionError` marks the payload as an error of the function's. */
export interface Outcome {
  readonly payload: string;
  readonly functionError?: 'Unhandled';
}

export interface EnvironmentOptions {
  readonly file: string;
  readonly exported: string;
  readonly functionArn: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly clock: Float64Array;
  readonly compileCache?: string;
  /** Whether it works off a queue: then the machine's processor goes to others first. */
  readonly background?: boolean;
  readonly onLog: (text: string) => void;
}

/** One execution environment of a function. */
export interface Environment {
  readonly alive: () => boolean;
  invoke(payload: string, requestId?: string): Promise<Outcome>;
  stop(): Promise<void>;
}

/** Lambda redoes an initialisation that takes longer, inside the first invocation's timeout. */
const INIT_MS = 10_000;

const failed = (errorType: string, errorMessage: string): Outcome => ({
  payload: JSON.stringify({ errorType, errorMessage }),
  functionError: 'Unhandled',
});

/** Starts an execution environment; its initialisation counts at the first invocation. */
export const startEnvironment = (options: EnvironmentOptions): Environment => {
  const { file, exported, functionArn, variables, memoryMb, timeoutMs, clock, onLog, compileCache } = options;
  const { background = false } = options;
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const setup: WorkerSetup = {
    file,
    exported,
    clock,
    gate,
    background,
    ...(compileCache ? { compileCache } : {}),
  };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: setup,
    env: { ...variables },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    name: variables.AWS_LAMBDA_FUNCTION_NAME ?? '',
  });
  let alive = true;
  let settle: ((outcome: Outcome) => void) | undefined;
  let initialised: (outcome: Outcome | undefined) => void = () => {};
  const ready = new Promise<Outcome | undefined>((resolve) => {
    initialised = resolve;
  });

  const finish = (outcome: Outcome): void => {
    settle?.(outcome);
    settle = undefined;
  };

  const broken = (outcome: Outcome): void => {
    alive = false;
    initialised(outcome);
    finish(outcome);
  };

  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'log') onLog(message.text);
    else if (message.kind === 'ready') initialised(undefined);
    else if (message.kind === 'result') finish({ payload: message.payload });
    else if (message.kind === 'error') finish({ payload: message.payload, functionError: 'Unhandled' });
    else broken({ payload: message.payload, functionError: 'Unhandled' });
  });
  worker.on('error', (error: Error & { code?: string }) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    broken(
      failed(
        outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.UnhandledError',
        outOfMemory ? `The function used more than its ${memoryMb} MB.` : error.message,
      ),
    );
  });
  worker.on('exit', (code) => broken(failed('Runtime.ExitError', `The runtime exited with status ${code}.`)));

  const stop = async (): Promise<void> => {
    alive = false;
    // A thread that waits for the gate hears of its end only once it is let through.
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    await worker.terminate();
  };

  const timesOut = (): Outcome => {
    void stop();
    return failed('Sandbox.Timedout', `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`);
  };

  return {
    alive: () => alive,
    stop,
    async invoke(payload, requestId = randomUUID()) {
      const wasReady = await within(ready, INIT_MS + timeoutMs);
      if (wasReady === 'late') return timesOut();
      if (wasReady) return wasReady;
      if (!alive) return failed('Runtime.ExitError', 'The execution environment has ended.');
      const deadline = performance.timeOrigin + performance.now() + timeoutMs;
      const outcome = new Promise<Outcome>((resolve) => {
        settle = resolve;
      });
      worker.postMessage({ requestId, functionArn, payload, deadline });
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      const result = await within(outcome, timeoutMs);
      return result === 'late' ? timesOut() : result;
    },
  };
};
