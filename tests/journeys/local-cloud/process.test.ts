import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureAssembly } from '../../../infra/local/synth.ts';
import {
  databasePid,
  eventually,
  isRunning,
  newDataDir,
  startLocalProcess,
} from '../../support/local-process.ts';

beforeAll(() => ensureAssembly());

const dirs: string[] = [];
const newDir = (): string => {
  dirs.push(newDataDir());
  return dirs.at(-1) ?? '';
};
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

it('stops everything it started on Ctrl-C', async () => {
  const dataDir = newDir();
  const run = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });
  await run.ready;
  const database = databasePid(dataDir);

  run.child.kill('SIGINT');

  expect(await run.ended).toBe(0);
  expect(isRunning(database)).toBe(false);
});

it('leaves no database behind when it is killed without a word', async () => {
  const dataDir = newDir();
  const run = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });
  await run.ready;
  const database = databasePid(dataDir);

  run.child.kill('SIGKILL');
  await run.ended;

  await eventually(() => !isRunning(database));
});

it('stops when the npm that started it is ended, which tells it nothing', async () => {
  const dataDir = newDir();
  const variables = { GUARDIA_DATA_DIR: dataDir, npm_lifecycle_event: 'start' };
  const run = startLocalProcess(variables, { byShell: true });
  await run.ready;
  const database = databasePid(dataDir);

  run.child.kill('SIGKILL');

  await eventually(() => !isRunning(database));
});

it('says in one sentence that a port is taken, and ends', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await eventually(() => other.listening);
  const { port } = other.address() as { port: number };

  const run = startLocalProcess({ GUARDIA_DATA_DIR: newDir(), GUARDIA_SMTP_PORT: String(port) });

  expect(await run.ended).toBe(1);
  expect(run.output().trim().split('\n').at(-1)).toBe(
    `Port ${port} is in use by another program: stop that program, or set GUARDIA_SMTP_PORT to another port.`,
  );
  other.close();
});

it.each([
  { name: 'local.db', because: 'the file of small facts is no database' },
  { name: 'dynamodb.db', because: 'the file of the table is no database' },
])('names the broken file $name and what to do', async ({ name }) => {
  const dataDir = newDir();
  writeFileSync(join(dataDir, name), 'this is not a database, whatever its name says '.repeat(200));

  const run = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });

  expect(await run.ended).toBe(1);
  expect(run.output()).toContain(join(dataDir, name));
  expect(run.output()).toContain('start with --fresh');
});

it('refuses a data directory that another local cloud is using', async () => {
  const dataDir = newDir();
  const first = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });
  await first.ready;

  const second = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });

  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Another local cloud (process ${first.child.pid}) is using`);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
});

it('refuses a data directory that is a file', async () => {
  const dataDir = join(newDir(), 'file');
  writeFileSync(dataDir, '');

  const run = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });

  expect(await run.ended).toBe(1);
  expect(run.output()).toContain(`The data directory ${dataDir} cannot be written`);
});
