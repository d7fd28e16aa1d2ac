import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCloudError } from './aws.ts';

export interface Lock {
  /** Names a child process, so that a later start can end it if it was left behind. */
  noteChild(pid: number): void;
  release(): void;
}

interface Held {
  readonly pid: number;
  readonly identity: string;
  readonly child?: { readonly pid: number; readonly identity: string };
}

const here = new Set<string>();

/** What tells a process from a later one of the same id: when it began. Empty when it is not running. */
const identityOf = (pid: number): string => {
  try {
    process.kill(pid, 0);
  } catch {
    return '';
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
  } catch {
    return 'running';
  }
};

const read = (file: string): Held | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Held;
  } catch {
    return undefined;
  }
};

const runs = ({ pid, identity }: { pid: number; identity: string }): boolean =>
  identity !== '' && identityOf(pid) === identity;

/**
 * Takes a data directory for this process, and ends what a killed one left running on it.
 *
 * @throws LocalCloudError when a running process has it, or it cannot be written.
 */
export const lockDataDir = (dataDir: string): Lock => {
  const file = join(dataDir, 'lock.json');
  try {
    mkdirSync(dataDir, { recursive: true });
    const before = read(file);
    if (before && (before.pid === process.pid ? here.has(dataDir) : runs(before)))
      throw new LocalCloudError(
        `Another local cloud (process ${before.pid}) is using ${dataDir}: stop it first.`,
      );
    if (before?.child && runs(before.child)) process.kill(before.child.pid, 'SIGKILL');
    writeFileSync(
      file,
      JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) } satisfies Held),
    );
  } catch (error) {
    if (error instanceof LocalCloudError) throw error;
    throw new LocalCloudError(
      `The data directory ${dataDir} cannot be written (${String((error as Error).message)}).`,
    );
  }
  here.add(dataDir);
  return {
    noteChild(pid) {
      const held: Held = {
        pid: process.pid,
        identity: identityOf(process.pid),
        child: { pid, identity: identityOf(pid) },
      };
      writeFileSync(file, JSON.stringify(held));
    },
    release() {
      here.delete(dataDir);
      rmSync(file, { force: true });
    },
  };
};
