import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { createActivity } from './activity.ts';
import { LocalCloudError } from './aws.ts';
import { createClock } from './clock.ts';
import { createControl } from './control/control.ts';
import { createDynamoClient } from './dynamodb/client.ts';
import { type DynamoProcess, startDynamo } from './dynamodb/process.ts';
import { type Endpoint, startEndpoint } from './endpoint/server.ts';
import { createFaults, type FaultSettings } from './faults.ts';
import { type Front, startFront } from './front.ts';
import type { HttpAnswer } from './http-api/event.ts';
import { createIam } from './iam/iam.ts';
import { type Lock, lockDataDir } from './lock.ts';
import { createMeter } from './meter.ts';
import type { Platform } from './platform.ts';
import { createRelay } from './relay.ts';
import { seed } from './seed.ts';
import { createServices, type LocalServices } from './services.ts';
import { type SmtpFront, startSmtp } from './ses/smtp.ts';
import { type LocalStore, openStore } from './store.ts';
import { type Assembly, loadAssembly, type StackTemplate } from './template/assembly.ts';
import { type Deployed, deploy } from './template/deploy.ts';

export interface LocalCloudOptions {
  /** The folder that `npm run synth` wrote. */
  readonly assembly: string;
  readonly dataDir: string;
  /** 0 takes any free port. @default 0 */
  readonly httpPort?: number;
  readonly smtpPort?: number;
  /** @default real time */
  readonly clock?: { readonly speed?: number; readonly start?: number };
  /** Changes the templates before anything is made of them: how a test takes one grant away. */
  readonly transform?: (stack: StackTemplate) => StackTemplate;
  readonly faults?: FaultSettings;
  /** Environments that one function may have at a time. @default one more than there are processors */
  readonly concurrency?: number;
  /** How long an event or a queue waits for an environment before another is started, in milliseconds. @default 5000 */
  readonly patienceMs?: number;
  /** Whether an empty data directory gets the demonstration's people. @default true */
  readonly seed?: boolean;
  /** A DynamoDB-compatible server in place of our own. */
  readonly dynamodbEndpoint?: string;
  /** A mail server that sent mail is handed to as well. */
  readonly smtpRelay?: string;
  readonly log?: (source: string, text: string) => void;
  readonly progress?: (text: string) => void;
}

/** A running local cloud. */
export interface LocalCloud
  extends Pick<Platform, 'clock' | 'activity' | 'faults' | 'meter' | 'store' | 'iam'> {
  readonly httpUrl: string;
  /** Where SDK calls go, signed as a role of the templates. */
  readonly endpointUrl: string;
  readonly smtpPort: number;
  readonly services: LocalServices;
  readonly deployed: Deployed;
  /** Ends everything it started; the data stay. */
  stop(): Promise<void>;
}

/** The dashboard's settings here: it signs people in by `POST /_local/token`. */
const LOCAL_CONFIG: HttpAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
  body: '{"local":true}',
};
const SEED = 'local/seed';
const CLOCK = 'local/clock';
const CLOCK_EVERY_MS = 500;

/** A directory whose seeding was cut off is nobody's yet: it starts anew. */
const openData = (dataDir: string, lock: Lock): { store: LocalStore; lock: Lock } => {
  const file = join(dataDir, 'local.db');
  const store = openStore(file);
  if (store.get(SEED) !== 'begun') return { store, lock };
  store.close();
  lock.release();
  rmSync(dataDir, { recursive: true, force: true });
  return { store: openStore(file), lock: lockDataDir(dataDir) };
};

const regionOf = ({ stacks }: Assembly): string => {
  const regions = [...new Set(stacks.map(({ region }) => region))];
  if (regions.length !== 1 || !regions[0] || regions[0].startsWith('unknown'))
    throw new LocalCloudError(
      `The stacks are for ${regions.join(', ') || 'no region'}; the local cloud is one region.`,
    );
  return regions[0];
};

const firstOf = ({ resources }: Deployed, type: string): string | undefined =>
  [...resources.values()].find((one) => one.type === type)?.ref;

/**
 * Starts the synthesised templates on this machine.
 *
 * @throws LocalCloudError or StoreUnusable, in one sentence, when it cannot.
 */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const { progress = () => {}, transform = (stack) => stack, dynamodbEndpoint } = options;
  const dataDir = resolve(options.dataDir);
  const loaded = loadAssembly(options.assembly);
  const assembly = { ...loaded, stacks: loaded.stacks.map(transform) };
  const closing: (() => Promise<void> | void)[] = [];
  let stopping = false;

  const stop = async (): Promise<void> => {
    stopping = true;
    for (const close of closing.splice(0).reverse()) await close();
  };

  const log = (source: string, text: string): void => {
    if (!stopping) options.log?.(source, text);
  };

  const openDatabase = async (lock: Lock): Promise<{ url: string; prepare: () => void }> => {
    if (dynamodbEndpoint) return { url: dynamodbEndpoint, prepare: () => {} };
    const database: DynamoProcess = await startDynamo(join(dataDir, 'dynamodb.db'), {
      onStart: lock.noteChild,
      onDeath: (why) => log('dynamodb', why),
    });
    closing.push(database.stop);
    return database;
  };

  const start = async (): Promise<LocalCloud> => {
    const { store, lock } = openData(dataDir, lockDataDir(dataDir));
    closing.push(
      () => lock.release(),
      () => store.close(),
    );
    const { start: begin = Date.now(), ...speed } = options.clock ?? {};
    const last = (store.get(CLOCK) as number | undefined) ?? 0;
    const clock = createClock({
      ...speed,
      start: Math.max(begin, last),
      onError: (error) => log('clock', String(error)),
    });
    const activity = createActivity();
    clock.settleWith(activity.idle);
    const keepClock = setInterval(() => store.put(CLOCK, clock.now()), CLOCK_EVERY_MS).unref();
    closing.push(() => {
      clearInterval(keepClock);
      store.put(CLOCK, clock.now());
      clock.stop();
    });

    const region = regionOf(assembly);
    const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
    const late: { services?: LocalServices } = {};
    const platform = {
      region,
      dataDir,
      clock,
      store,
      activity,
      ready,
      log,
      iam: createIam(region),
      faults: createFaults(options.faults),
      meter: createMeter(),
      endpointUrl: '',
    };
    const endpoint: Endpoint = await startEndpoint(platform, {
      service: (name) => late.services?.api[name],
      extras: (request) =>
        late.services?.customResources.receive(request) ?? late.services?.buckets.preflight(request),
    });
    closing.push(endpoint.stop);
    platform.endpointUrl = endpoint.url;

    progress('starting the database');
    const database = await openDatabase(lock);
    const dynamodb = createDynamoClient(database.url);
    closing.push(dynamodb.close);
    const services = createServices(platform, {
      dynamodb,
      prepareTables: database.prepare,
      assetPath: (objectKey) => assembly.assets.get(objectKey),
      concurrency: options.concurrency ?? availableParallelism() + 1,
      patienceMs: options.patienceMs ?? 5_000,
      relay: createRelay(options.smtpRelay, (text) => log('relay', text)),
    });
    late.services = services;
    closing.push(
      services.distributions.close,
      services.events.close,
      services.workflows.machines.close,
      services.lambdas.stop,
    );

    progress(`making the resources of ${assembly.stacks.length} stacks`);
    const deployed = await deploy(assembly, services.handlers);
    await platform.iam.checkActions(Object.keys(services.api));
    if (options.seed !== false && store.get(SEED) !== 'done') {
      progress('seeding the demonstration');
      store.put(SEED, 'begun');
      const tableName = firstOf(deployed, 'AWS::DynamoDB::Table') ?? '';
      await seed({ cognito: services.cognito, dynamodbUrl: database.url, tableName, now: clock.now() });
      store.put(SEED, 'done');
    }
    services.lambdas.start();
    isReady();

    const control = createControl({ platform, ...services });
    const front: Front = await startFront(options.httpPort ?? 0, {
      control,
      site: async (request) =>
        request.url.pathname === '/config.json' ? LOCAL_CONFIG : services.distributions.handle(request),
      log: (text) => log('http', text),
    });
    closing.push(front.stop);
    const smtp: SmtpFront = await startSmtp(options.smtpPort ?? 0, services.ses.receiver, platform);
    closing.push(smtp.stop);
    return {
      ...platform,
      services,
      deployed,
      httpUrl: `http://127.0.0.1:${front.port}`,
      smtpPort: smtp.port,
      stop,
    };
  };

  try {
    return await start();
  } catch (error) {
    await stop();
    throw error;
  }
};
