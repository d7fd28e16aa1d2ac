import { mkdirSync } from 'node:fs';
import { type FileHandle, open as openFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { createGroupSync } from './group-sync.ts';

/** Durable keys and JSON values; a write outlives a killed process once the call returns. */
export interface Store {
  /** The value of a key, parsed anew at each call; `undefined` when there is none. */
  get(key: string): unknown;
  put(key: string, value: unknown): void;
  delete(key: string): void;
  /** Entries whose key starts with `prefix`, by key; a copy, safe to change the store under. */
  list(prefix: string): readonly (readonly [string, unknown])[];
  /** Makes the writes of `work` all or nothing. Inside another transaction it is part of that one. */
  transaction<T>(work: () => T): T;
}

export interface LocalStore extends Store {
  /** How many keys start with `prefix`. */
  count(prefix: string): number;
  /** Resolves once what was written so far outlives a power cut too; many waiting callers share one file sync. */
  sync(): Promise<void>;
  close(): void;
}

/** The store's file cannot be used; the message says which and what to do. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
}

/** Above every character that a key has, so that `prefix + LAST` bounds the keys of a prefix. */
const LAST = '\u{10FFFF}';

const open = (file: string): DatabaseSync => {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file);
    // The write-ahead log survives a killed process without a sync per write; `sync` is for what was promised outside.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
    database.exec('CREATE TABLE IF NOT EXISTS kv (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreUnusable(`${file} cannot be used (${reason}): repair it, or start with --fresh.`, {
      cause,
    });
  }
};

const statements = (database: DatabaseSync) => ({
  get: database.prepare('SELECT value FROM kv WHERE key = ?'),
  put: database.prepare(
    'INSERT INTO kv (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ),
  delete: database.prepare('DELETE FROM kv WHERE key = ?'),
  count: database.prepare('SELECT count(*) AS value FROM kv WHERE key >= ? AND key < ?'),
  list: database.prepare('SELECT key, value FROM kv WHERE key >= ? AND key < ? ORDER BY key'),
});

const rows = (statement: StatementSync, ...values: string[]): { key: string; value: string }[] =>
  statement.all(...values) as unknown as { key: string; value: string }[];

/** Opens the store of a data directory, creating its file at need. @throws StoreUnusable */
export const openStore = (file: string): LocalStore => {
  const database = open(file);
  const run = statements(database);
  let depth = 0;

  let log: FileHandle | undefined;

  /** Commits are in the write-ahead log before they are in the file: its sync is theirs. */
  const sync = createGroupSync(async () => {
    if (file === ':memory:') return;
    log ??= await openFile(`${file}-wal`, 'r+');
    await log.datasync();
  });

  const outermost = <T>(work: () => T): T => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    get(key) {
      const [row] = rows(run.get, key);
      return row === undefined ? undefined : JSON.parse(row.value);
    },
    put(key, value) {
      run.put.run(key, JSON.stringify(value));
    },
    delete(key) {
      run.delete.run(key);
    },
    count: (prefix) => Number(rows(run.count, prefix, prefix + LAST)[0]?.value),
    list: (prefix) =>
      rows(run.list, prefix, prefix + LAST).map(({ key, value }) => [key, JSON.parse(value)] as const),
    transaction(work) {
      depth += 1;
      try {
        return depth === 1 ? outermost(work) : work();
      } finally {
        depth -= 1;
      }
    },
    sync,
    close() {
      database.close();
      void log?.close();
    },
  };
};
