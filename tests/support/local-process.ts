import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const main = resolve(import.meta.dirname, '..', '..', 'infra', 'local', 'main.ts');

/** An empty folder in memory where there is such a thing: tests kill processes, not machines. */
export const newDataDir = (): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'guardia-'));

/** `npm start` in a process of its own. */
export interface LocalProcess {
  readonly child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** The addresses that its last line names; rejects when it ends before that. */
  readonly ready: Promise<{ readonly httpUrl: string; readonly smtpPort: number }>;
  /** Resolves with the exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts it on free ports unless the variables say otherwise; `byShell`, as npm does, `child` is the shell that waits for it. */
export const startLocalProcess = (
  variables: Readonly<Record<string, string>>,
  { args = ['--quiet'], byShell = false }: { args?: readonly string[]; byShell?: boolean } = {},
): LocalProcess => {
  const env = { ...process.env, GUARDIA_HTTP_PORT: '0', GUARDIA_SMTP_PORT: '0', ...variables };
  const command = [process.execPath, main, ...args];
  const [file = '', ...rest] = byShell ? ['sh', '-c', '"$@"; exit $?', 'sh', ...command] : command;
  const child = spawn(file, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const ready = new Promise<{ httpUrl: string; smtpPort: number }>((done, fail) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, httpUrl, smtpPort] =
        /guardia is ready: .*?(http:\S+?),.*smtp:\/\/127\.0\.0\.1:(\d+)/.exec(output) ?? [];
      if (httpUrl && smtpPort) done({ httpUrl, smtpPort: Number(smtpPort) });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then((code) => fail(new Error(`It ended with ${code}: ${output}`)), fail);
  });
  ready.catch(() => {});
  return { child, ready, ended, output: () => output };
};

/** The database process that runs on a data directory. */
export const databasePid = (dataDir: string): number => {
  const { child } = JSON.parse(readFileSync(join(dataDir, 'lock.json'), 'utf8')) as {
    child: { pid: number };
  };
  return child.pid;
};

/** Whether a process is there, and is not a corpse that only its parent has to bury. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Waits for something to become true, which must not take longer than a few seconds. */
export const eventually = async (check: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> => {
  for (const end = Date.now() + ms; !(await check()); )
    if (Date.now() > end) throw new Error('It did not become true in time.');
    else await new Promise((resume) => setTimeout(resume, 20));
};
