import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { batchWrite } from '../../../infra/local/dynamodb/batch-write.ts';
import { createDynamoClient, type DynamoClient } from '../../../infra/local/dynamodb/client.ts';
import { type DynamoProcess, startDynamo } from '../../../infra/local/dynamodb/process.ts';

let database: DynamoProcess;
let client: DynamoClient;

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'guardia-batch-')), 'dynamodb.db');
  database = await startDynamo(file, { onStart: () => {}, onDeath: () => {} });
  client = createDynamoClient(database.url);
  await client.call('CreateTable', {
    TableName: 'words',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  });
});
afterAll(async () => {
  client.close();
  await database.stop();
});

const put = (pk: string) => ({ PutRequest: { Item: { pk: { S: pk } } } });
const remove = (pk: string) => ({ DeleteRequest: { Key: { pk: { S: pk } } } });

const write = async (words: object[], more: object = {}) => {
  const batch = { RequestItems: { words }, ...more };
  const { status, body } = await batchWrite(client, Buffer.from(JSON.stringify(batch)), batch as never);
  return { status, answer: JSON.parse(body.toString('utf8')) };
};
const stored = async (pk: string) =>
  (await client.call<{ Item?: object }>('GetItem', { TableName: 'words', Key: { pk: { S: pk } } })).Item;

it('writes and deletes all parts of a batch', async () => {
  await write([put('old')]);
  const { status, answer } = await write([put('new'), remove('old')]);
  expect({ status, answer }).toEqual({ status: 200, answer: { UnprocessedItems: {} } });
  expect([await stored('new'), await stored('old')]).toEqual([{ pk: { S: 'new' } }, undefined]);
});

it('costs what a batch costs, not what a transaction does', async () => {
  const { answer } = await write([put('a'), put('b')], { ReturnConsumedCapacity: 'TOTAL' });
  expect(answer.ConsumedCapacity).toEqual([
    expect.objectContaining({ TableName: 'words', CapacityUnits: 2 }),
  ]);
});

it.each([
  {
    parts: [put('same'), put('same')],
    error: 'ValidationException',
    because: 'one item comes once in a batch',
  },
  {
    parts: Array.from({ length: 26 }, (_, index) => put(`p${index}`)),
    error: 'ValidationException',
    because: 'a batch takes 25 parts, a transaction more',
  },
])('refuses in the words of a batch: $because', async ({ parts, error }) => {
  const { status, answer } = await write(parts);
  expect({ status, type: answer.__type }).toEqual({ status: 400, type: expect.stringContaining(error) });
});
