import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseItem } from '../../../shared/aws/case-store.ts';
import { termsOf } from '../../../shared/domain/case/search.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, agent] = ['ana@acme.example', 'agent@guardia.example'];
let dynamodb: TestDynamoDb;
let given: TestDesk;
let caseId: string;
let units = 0;

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  const asked = { subject: 'Keys to rotate', description: 'How?' };
  caseId = (await given.call(ana, 'POST', '/cases', { body: asked })).body.caseId;
  await given.index(caseId);
  given.desk.table.client.middlewareStack.add(
    (next) => async (args) => {
      (args.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
      const answer = await next(args);
      const { ConsumedCapacity } = answer.output as {
        ConsumedCapacity?: { CapacityUnits?: number } | { CapacityUnits?: number }[];
      };
      for (const one of [ConsumedCapacity ?? []].flat()) units += one.CapacityUnits ?? 0;
      return answer;
    },
    { step: 'initialize', name: 'countUnits' },
  );
});
afterAll(() => dynamodb.stop());

/** As many more cases like the first, with their words. */
async function add(count: number, from: number): Promise<void> {
  const template = await given.desk.cases.read(caseId);
  if (template === null) throw new Error('The case is not there.');
  const { client, name } = given.desk.table;
  for (let start = 0; start < count; start += 25) {
    const Put = Array.from({ length: Math.min(25, count - start) }, (_, index) => {
      const place = String(from + start + index).padStart(8, '0');
      return { PutRequest: { Item: caseItem({ ...template, caseId: `01${place}`, number: place }) } };
    });
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: Put } }));
  }
  for (let index = 0; index < 120; index++) {
    const indexed = `01${String(from + index).padStart(8, '0')}`;
    await given.desk.searchIndex.add({ caseId: indexed, accountId: 'acme', terms: termsOf(template) });
  }
}

async function unitsOf(user: string, path: string): Promise<number> {
  units = 0;
  const { status, body } = await given.call(user, 'GET', path);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(units).toBeGreaterThan(0);
  return units;
}

it('lists, searches and reads take as many read units at two thousand cases as at two hundred', async () => {
  const paths = [
    [agent, '/cases'],
    [agent, '/cases?view=mine'],
    [ana, '/cases'],
    [agent, '/cases?q=keys'],
    [ana, `/cases/${caseId}`],
    [ana, `/cases/${caseId}/timeline`],
  ] as const;
  const measure = async () => {
    const measured: Record<string, number> = {};
    for (const [user, path] of paths) measured[`${user} ${path}`] = await unitsOf(user, path);
    return measured;
  };
  await add(200, 0);
  const few = await measure();
  await add(1_800, 200);

  for (const [call, many] of Object.entries(await measure())) {
    // Half a unit is what a page of other items may round to.
    expect(Math.abs(many - (few[call] ?? 0)), call).toBeLessThanOrEqual(0.5);
  }
});
