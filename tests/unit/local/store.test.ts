import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore, StoreUnusable } from '../../../infra/local/store.ts';

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'guardia-store-')), 'local.db');

it('keeps what was written when it is opened again without having been closed', () => {
  const file = newFile();
  openStore(file).put('a', { n: 1 });
  expect(openStore(file).get('a')).toEqual({ n: 1 });
});

it('lists the entries of a prefix by key, and nothing beside it', () => {
  const store = openStore(':memory:');
  for (const key of ['b/2', 'b/1', 'ba', 'c', 'b/é']) store.put(key, key);
  expect(store.list('b/').map(([key]) => key)).toEqual(['b/1', 'b/2', 'b/é']);
});

it('takes back every write of a transaction that fails, an inner one included', () => {
  const store = openStore(':memory:');
  store.put('kept', 1);
  expect(() =>
    store.transaction(() => {
      store.delete('kept');
      store.transaction(() => store.put('inner', 1));
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(store.list('')).toEqual([['kept', 1]]);
});

it('names a file that is no database', () => {
  const file = newFile();
  writeFileSync(file, 'no database '.repeat(100));
  expect(() => openStore(file)).toThrow(StoreUnusable);
  expect(() => openStore(file)).toThrow(file);
});
