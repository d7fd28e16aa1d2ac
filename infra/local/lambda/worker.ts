/**
 * One execution environment of a function, in a thread of its own: imports the bundle, then runs one
 * invocation at a time and stands still between them, as Lambda freezes an environment.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { setPriority } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { timeOf } from '../clock.ts';
import type { FromWorker, Invocation, WorkerSetup } from './messages.ts';

const { file, exported, clock, gate, background, compileCache } = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('infra/local/lambda/worker.ts runs as a worker thread only.');

const send = (message: FromWorker): void => port.postMessage(message);

/** Every `Date` of the function reads the local cloud's one clock. */
const followClock = (): void => {
  const real = globalThis.Date;
  const now = (): number => timeOf(clock, real.now());
  globalThis.Date = new Proxy(real, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    apply: () => new real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
};

/** Log lines leave at once: a thread that stands still would keep them. */
const sendLogs = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      send({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
      const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
      done?.();
      return true;
    }) as typeof process.stdout.write;
};

const describe = (error: unknown): string => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return JSON.stringify({ errorType: name, errorMessage: message, trace: stack?.split('\n') ?? [] });
};

const contextOf = (invocation: Invocation) => {
  const { env } = process;
  return {
    awsRequestId: invocation.requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: invocation.functionArn,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () =>
      Math.max(0, invocation.deadline - performance.timeOrigin - performance.now()),
  };
};

type Handler = (event: unknown, context: unknown) => unknown;

const load = async (): Promise<Handler> => {
  if (compileCache) enableCompileCache(compileCache);
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const handler = module[exported] ?? (module.default as Record<string, unknown> | undefined)?.[exported];
  // A thread that is ended keeps nothing by itself.
  flushCompileCache();
  if (typeof handler !== 'function') throw new Error(`${exported} is undefined or not exported`);
  return handler as Handler;
};

const run = async (handler: Handler, invocation: Invocation): Promise<void> => {
  if (invocation.traceId) process.env._X_AMZN_TRACE_ID = invocation.traceId;
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    Atomics.store(gate, 0, 0);
    send({ kind: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    Atomics.store(gate, 0, 0);
    send({ kind: 'error', payload: describe(error) });
  }
};

/**
 * A function lets the services go first that all functions wait for; one that works off a queue lets everybody, and has
 * a tenth of a service's share where the processors are wanted (sched(7), "The nice value"). Less, and on a machine with
 * other work to do it would not end within its timeout.
 */
const NICE = background ? 10 : 4;

/** On Linux a nice value is a thread's, and 0 names the thread that asks; elsewhere it would be the whole process's. */
const giveWay = (): void => {
  if (process.platform === 'linux') setPriority(0, NICE);
};

const serve = async (): Promise<never> => {
  giveWay();
  followClock();
  sendLogs();
  const handler = await load();
  send({ kind: 'ready' });
  for (;;) {
    Atomics.wait(gate, 0, 0);
    const received = receiveMessageOnPort(port);
    if (received) await run(handler, received.message as Invocation);
  }
};

serve().catch((error: unknown) => {
  send({ kind: 'broken', payload: describe(error) });
  // Left by itself the thread would end before the message does.
  setTimeout(() => process.exit(1), 20);
});
