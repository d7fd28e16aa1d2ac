import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  type AttributeDefinition,
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/aws/dynamodb.ts';
import { tableDefinition } from '../../shared/aws/table.ts';

/** A real DynamoDB API in memory, for one test file. */
export interface TestDynamoDb {
  readonly endpoint: string;
  /** A new, empty table as the data stack makes it. */
  readonly table: () => Promise<Table>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts DynamoDB: the one that `GUARDIA_DYNAMODB_ENDPOINT` names, else the emulator that npm installed.
 */
export async function startDynamoDb(): Promise<TestDynamoDb> {
  const given = process.env.GUARDIA_DYNAMODB_ENDPOINT;
  const server = given === undefined ? await startEmulator() : { endpoint: given, stop: async () => {} };
  const client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  let tables = 0;
  return {
    endpoint: server.endpoint,
    table: async () => {
      tables += 1;
      const name = `cases-${process.pid}-${Date.now()}-${tables}`;
      await client.send(createTable(name));
      return { client: documents, name };
    },
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
}

function createTable(TableName: string): CreateTableCommand {
  const { partitionKey, sortKey, indexes } = tableDefinition;
  const keyed = [{ partitionKey, sortKey }, ...Object.values(indexes)];
  return new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keyed.flatMap((of) => [text(of.partitionKey), text(of.sortKey)]),
    KeySchema: schema({ partitionKey, sortKey }),
    GlobalSecondaryIndexes: Object.values(indexes).map((index) => ({
      IndexName: index.name,
      KeySchema: schema(index),
      Projection:
        index.projection === 'keys-only'
          ? { ProjectionType: 'KEYS_ONLY' }
          : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projection] },
    })),
  });
}

const text = (AttributeName: string): AttributeDefinition => ({ AttributeName, AttributeType: 'S' });

const schema = (of: { partitionKey: string; sortKey: string }): KeySchemaElement[] => [
  { AttributeName: of.partitionKey, KeyType: 'HASH' },
  { AttributeName: of.sortKey, KeyType: 'RANGE' },
];

const startMilliseconds = 20_000;

async function startEmulator(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const home = createRequire(import.meta.url).resolve(
    `@dynoxide/${process.platform}-${process.arch}/package.json`,
  );
  const port = await freePort();
  const emulator = spawn(join(home, '..', 'dynoxide'), ['serve', '--host', '127.0.0.1', '--port', port]);
  const kill = () => emulator.kill();
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => emulator.once('exit', () => resolve()));
  await listening(emulator);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      process.off('exit', kill);
      kill();
      await ended;
    },
  };
}

function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(String(typeof address === 'object' ? address?.port : 0)));
    });
  });
}

function listening(emulator: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Error(`The DynamoDB emulator did not start: ${output}`)),
      startMilliseconds,
    );
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes('listening on')) return;
      clearTimeout(timer);
      resolve();
    };
    emulator.stdout?.on('data', read);
    emulator.stderr?.on('data', read);
    emulator.once('exit', (code) => reject(new Error(`The DynamoDB emulator ended with ${code}: ${output}`)));
  });
}
