import { afterAll, beforeAll } from 'vitest';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { people } from './people.ts';
import { criticalWorld, type WorldOptions } from './world.ts';

/**
 * Desks of their own, with their people, on the real workflow. Called once in each file of tests, whose database starts
 * and stops with it: files share the modules that they import, and so would share the first one's database.
 */
export function givenDesks() {
  let database: TestDynamoDb;
  beforeAll(async () => {
    database = await startDynamoDb();
  });
  afterAll(async () => await database.stop());
  return async (options?: WorldOptions) => {
    const world = await criticalWorld(await database.table(), options);
    return { ...world, ...people(world) };
  };
}
export type Given = Awaited<ReturnType<ReturnType<typeof givenDesks>>>;

export const typesOf = async (world: Given, caseId: string, type: string) =>
  (await world.timeline(caseId)).filter((entry) => entry.type === type);
