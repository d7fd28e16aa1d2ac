import { afterAll, beforeAll } from 'vitest';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { people } from './people.ts';
import { criticalWorld, type WorldOptions } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

/** A desk of its own, with its people, on the real workflow; the database starts and stops with the tests that import this. */
export const given = async (options?: WorldOptions) => {
  const world = await criticalWorld(await database.table(), options);
  return { ...world, ...people(world) };
};
export type Given = Awaited<ReturnType<typeof given>>;

export const typesOf = async (world: Given, caseId: string, type: string) =>
  (await world.timeline(caseId)).filter((entry) => entry.type === type);
