import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConditionFailed, type Table, transact } from '../../../shared/aws/dynamodb.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let table: Table;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  table = await dynamodb.table();
});
afterAll(() => dynamodb.stop());

const create = (pk: string) => ({
  Put: { TableName: table.name, Item: { pk, sk: 'x' }, ConditionExpression: 'attribute_not_exists(pk)' },
});

/** The table, but the first answer comes as that of a transaction in another one's way. */
function firstAnswer(when: 'lost' | 'in the way'): Table {
  let calls = 0;
  const client = new Proxy(table.client, {
    get: (target, name) =>
      name !== 'send'
        ? Reflect.get(target, name)
        : async (command: Parameters<typeof target.send>[0]) => {
            calls += 1;
            if (calls === 1 && when === 'in the way') throw conflict();
            const answer = await target.send(command);
            if (calls === 1) throw conflict();
            return answer;
          },
  });
  return { ...table, client };
}
const conflict = () =>
  new TransactionCanceledException({
    message: 'Transaction cancelled.',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });

it.each([
  { when: 'lost' as const, because: 'the write is its own, whose answer was lost' },
  { when: 'in the way' as const, because: 'nothing was written the first time' },
])('a transaction whose first answer is $when is carried out once: $because', async ({ when }) => {
  await transact(firstAnswer(when), [create(when)]);

  expect(
    (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: when, sk: 'x' } }))).Item,
  ).toBeDefined();
});

it('a condition that does not hold is told, with the item that stood in the way', async () => {
  await transact(table, [create('taken')]);

  await expect(transact(table, [create('free'), create('taken')])).rejects.toThrow(ConditionFailed);
});
