import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LocalCloudError } from '../aws.ts';

export interface DynamoPorts {
  onStart(pid: number): void;
  /** Hears why it ended. */
  onDeath(why: string): void;
}

export interface DynamoProcess {
  readonly url: string;
  /** Makes writes cost the same however many stream records there are. */
  prepare(): void;
  stop(): Promise<void>;
}

/**
 * Runs the database so that it cannot outlive us: a watcher beside it waits for the end of a pipe that only
 * we hold, and the kernel closes that pipe even when we are killed. `exec` keeps the process id.
 */
const GUARDED = 'exec 3<&0; (cat <&3 >/dev/null; kill -KILL $$) & exec "$0" "$@" 3<&- </dev/null';

const START_MS = 10_000;
const STOP_MS = 3_000;

const binary = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const file = join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', 'dynoxide');
    if (existsSync(file)) return file;
  } catch {
    // Not installed on this platform: said below.
  }
  throw new LocalCloudError(
    `The local DynamoDB (dynoxide) is not there for ${process.platform}-${process.arch}: ` +
      'set GUARDIA_DYNAMODB_ENDPOINT to the address of any DynamoDB-compatible server.',
  );
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const listening = (child: ChildProcess, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let output = '';
    const fail = (): void =>
      reject(
        new LocalCloudError(
          `The local DynamoDB cannot open ${file} (${output.trim() || 'no answer'}): repair it, or start with --fresh.`,
        ),
      );
    const timer = setTimeout(fail, START_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes('listening on')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => {
      clearTimeout(timer);
      fail();
    });
  });

/**
 * dynoxide numbers each stream record by the highest number so far, found without an index: every write would
 * read all records. The index makes it one step (measured: 25 -> 790 transactions of 8 a second at 12,000 records).
 */
const addIndexes = (file: string): void => {
  const database = new DatabaseSync(file);
  try {
    database.exec(`
      PRAGMA busy_timeout = 5000;
      CREATE INDEX IF NOT EXISTS guardia_by_table ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS guardia_by_shard ON _stream_records (shard_id, CAST(sequence_number AS INTEGER));
    `);
  } finally {
    database.close();
  }
};

/** Starts the database on a file; one that dies by itself is started again. @throws LocalCloudError in one sentence. */
export const startDynamo = async (file: string, ports: DynamoPorts): Promise<DynamoProcess> => {
  const port = await freePort();
  const program = binary();
  let stopping = false;
  let child = await spawnGuarded(program, port, file);

  const watch = (): void => {
    ports.onStart(child.pid ?? 0);
    child.once('exit', (code) => {
      child.stdin.destroy();
      if (!stopping) again(code).catch((error: Error) => ports.onDeath(error.message));
    });
  };

  const again = async (code: number | null): Promise<void> => {
    ports.onDeath(`the database ended by itself (${code}) and is started again.`);
    child = await spawnGuarded(program, port, file);
    watch();
  };

  watch();
  return {
    url: `http://127.0.0.1:${port}`,
    prepare: () => addIndexes(file),
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
};

const spawnGuarded = async (program: string, port: number, file: string) => {
  const args = [
    '-c',
    GUARDED,
    program,
    'serve',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--db-path',
    file,
  ];
  // Its own process group: Ctrl-C is ours to handle, in order.
  const child = spawn('/bin/sh', args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  await listening(child, file);
  child.stdout.resume();
  child.stderr.resume();
  return child;
};
