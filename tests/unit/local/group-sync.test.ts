import { expect, it } from 'vitest';
import { createGroupSync } from '../../../infra/local/group-sync.ts';

const heldSync = () => {
  const held: PromiseWithResolvers<void>[] = [];
  const sync = createGroupSync(() => {
    const one = Promise.withResolvers<void>();
    held.push(one);
    return one.promise;
  });
  return { held, sync };
};
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

it('serves all who ask during a sync by the one after it', async () => {
  const { held, sync } = heldSync();
  const done: string[] = [];
  const ask = (name: string) => sync().then(() => done.push(name));
  const all = [ask('first'), ask('second'), ask('third')];
  held[0]?.resolve();
  await turn();
  expect({ done, syncs: held.length }).toEqual({ done: ['first'], syncs: 2 });
  held[1]?.resolve();
  await Promise.all(all);
  expect({ done, syncs: held.length }).toEqual({ done: ['first', 'second', 'third'], syncs: 2 });
});

it('tells those whose sync failed, and syncs again for the others', async () => {
  const { held, sync } = heldSync();
  const first = sync();
  const second = sync();
  held[0]?.reject(new Error('The disk is full.'));
  await expect(first).rejects.toThrow('The disk is full.');
  await turn();
  held[1]?.resolve();
  await expect(second).resolves.toBeUndefined();
});
