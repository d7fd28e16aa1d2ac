import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LocalCloudError } from './aws.ts';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import { StoreUnusable } from './store.ts';
import { ensureAssembly } from './synth.ts';

/** How `npm start` is configured. */
interface Settings {
  readonly httpPort: number;
  readonly smtpPort: number;
  readonly dataDir: string;
  readonly fresh: boolean;
  readonly speed: number;
  readonly quiet: boolean;
}

const USAGE = `npm start -- [--fresh] [--speed N] [--quiet]
  --fresh     begins with an empty data directory
  --speed N   lets N seconds pass each second
  --quiet     shows no logs of the functions
  --help      shows this

Ports and directories: GUARDIA_HTTP_PORT, GUARDIA_SMTP_PORT, GUARDIA_DATA_DIR (docs/local-cloud.md).`;

const port = (name: string, fallback: number): number => {
  const value = Number(process.env[name] ?? fallback);
  if (Number.isInteger(value) && value >= 0 && value < 65_536) return value;
  throw new LocalCloudError(`${name} is "${process.env[name]}": use a port number from 0 to 65535.`);
};

/** Undefined when only help was asked for. */
const readSettings = (): Settings | undefined => {
  try {
    const { values } = parseArgs({
      options: {
        fresh: { type: 'boolean' },
        speed: { type: 'string' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) return undefined;
    const speed = Number(values.speed ?? 1);
    if (!(speed > 0)) throw new Error('--speed takes a number above 0.');
    return {
      httpPort: port('GUARDIA_HTTP_PORT', 8080),
      smtpPort: port('GUARDIA_SMTP_PORT', 2525),
      dataDir: process.env.GUARDIA_DATA_DIR ?? '.guardia',
      fresh: values.fresh ?? false,
      quiet: values.quiet ?? false,
      speed,
    };
  } catch (error) {
    throw new LocalCloudError(`${(error as Error).message}\n${USAGE}`);
  }
};

// As on Lambda, before any thread begins.
process.env.TZ = 'UTC';

const begun = performance.now();
const say = (text: string): void => {
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${text}`);
};

/** Metrics in logs are for CloudWatch, not for whoever watches the terminal. */
const show = (source: string, text: string): void => {
  if (!text.startsWith('{"_aws":')) console.log(`${source}: ${text}`);
};

/** One sentence for a failure that people can do something about; undefined for any other. */
const sentence = (error: unknown, { httpPort, smtpPort }: Settings): string | undefined => {
  if (error instanceof LocalCloudError || error instanceof StoreUnusable) return error.message;
  const { code, port: taken } = error as { code?: string; port?: number };
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return undefined;
  const name = taken === smtpPort && taken !== httpPort ? 'GUARDIA_SMTP_PORT' : 'GUARDIA_HTTP_PORT';
  const why = code === 'EACCES' ? 'may not be used' : 'is in use by another program';
  return `Port ${taken} ${why}: stop that program, or set ${name} to another port.`;
};

const stopWith = (cloud: LocalCloud): void => {
  let asked = 0;
  const stop = (): void => {
    asked += 1;
    if (asked > 1) process.exit(1);
    say('stopping');
    cloud.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  stopWithParent(stop);
};

/** npm dies of a SIGTERM without passing it on: a local cloud that it started would keep the ports for ever. */
const stopWithParent = (stop: () => void): void => {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
};

const start = async (settings: Settings): Promise<void> => {
  const { dataDir, fresh, quiet, speed, httpPort, smtpPort } = settings;
  if (fresh) rmSync(dataDir, { recursive: true, force: true });
  const assembly = await ensureAssembly(say);
  const { GUARDIA_DYNAMODB_ENDPOINT: dynamodbEndpoint, GUARDIA_SMTP_RELAY: smtpRelay } = process.env;
  const cloud = await startLocalCloud({
    assembly,
    dataDir,
    httpPort,
    smtpPort,
    clock: { speed },
    progress: say,
    ...(dynamodbEndpoint ? { dynamodbEndpoint } : {}),
    ...(smtpRelay ? { smtpRelay } : {}),
    ...(quiet ? {} : { log: show }),
  });
  stopWith(cloud);
  say(`data in ${dataDir}${speed === 1 ? '' : `, ${speed} times as fast`}`);
  console.log(
    `guardia is ready: dashboard and API ${cloud.httpUrl}, mail smtp://127.0.0.1:${cloud.smtpPort}`,
  );
};

const main = async (): Promise<void> => {
  const settings = readSettings();
  if (!settings) {
    console.log(USAGE);
    return;
  }
  try {
    await start(settings);
  } catch (error) {
    throw new LocalCloudError(sentence(error, settings) ?? String((error as Error).stack), { cause: error });
  }
};

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
