import { AwsError, arnOf } from '../aws.ts';
import { jsonProtocol } from '../endpoint/protocols.ts';
import type { Service } from '../endpoint/service.ts';
import type { Platform } from '../platform.ts';
import type { Handlers, Resource } from '../template/deploy.ts';
import { type DynamoInput, dynamoAccesses, tablesWritten } from './accesses.ts';
import { batchWrite } from './batch-write.ts';
import { askCapacity, countCapacity } from './capacity.ts';
import type { DynamoClient } from './client.ts';
import { createIndexLag } from './index-lag.ts';

/** A table's stream, for those who read it. */
export interface TableStream {
  readonly table: string;
  readonly arn: string;
  /** Whether the template's view shows new and old images. */
  readonly view: string;
  /** Calls back after writes to the table. */
  onWrite(listener: () => void): void;
}

export interface Tables {
  readonly handlers: Handlers;
  readonly api: Service;
  readonly client: DynamoClient;
  stream(arn: string): TableStream | undefined;
}

interface Index {
  readonly IndexName: string;
}

const isMissing = (error: unknown): boolean =>
  error instanceof AwsError && error.code === 'ResourceNotFoundException';

/** The table as the database is asked for it. It keeps old images too, to know a write that changed nothing. */
const definition = (name: string, properties: Readonly<Record<string, unknown>>) => ({
  TableName: name,
  AttributeDefinitions: properties.AttributeDefinitions,
  KeySchema: properties.KeySchema,
  BillingMode: 'PAY_PER_REQUEST',
  ...(properties.GlobalSecondaryIndexes ? { GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes } : {}),
  ...(properties.LocalSecondaryIndexes ? { LocalSecondaryIndexes: properties.LocalSecondaryIndexes } : {}),
  ...(properties.StreamSpecification
    ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } }
    : {}),
});

export const createTables = (platform: Platform, client: DynamoClient, prepare: () => void): Tables => {
  const { region, meter, faults } = platform;
  const streams = new Map<string, TableStream>();
  const listeners = new Map<string, Set<() => void>>();
  const lag = createIndexLag();
  const arnOfTable = (name: string): string => arnOf('dynamodb', region, `table/${name}`);

  const written = (table: string): void => {
    for (const listener of listeners.get(table) ?? []) listener();
  };

  const addIndexes = async (name: string, properties: Readonly<Record<string, unknown>>): Promise<void> => {
    const { Table } = await client.call<{ Table: { GlobalSecondaryIndexes?: Index[] } }>('DescribeTable', {
      TableName: name,
    });
    const have = (Table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName);
    for (const index of (properties.GlobalSecondaryIndexes ?? []) as Index[])
      if (!have.includes(index.IndexName))
        await client.call('UpdateTable', {
          TableName: name,
          AttributeDefinitions: properties.AttributeDefinitions,
          GlobalSecondaryIndexUpdates: [{ Create: index }],
        });
  };

  const putTable = async ({ properties, physicalName }: Resource) => {
    const name = String(properties.TableName ?? physicalName({ max: 255 }));
    try {
      await addIndexes(name, properties);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await client.call('CreateTable', definition(name, properties));
    }
    prepare();
    const keys = properties.KeySchema as { AttributeName: string }[];
    lag.addTable(
      name,
      keys.map(({ AttributeName }) => AttributeName),
    );
    const arn = arnOfTable(name);
    const streamArn = `${arn}/stream/local`;
    const { StreamViewType } = (properties.StreamSpecification ?? {}) as { StreamViewType?: string };
    if (StreamViewType) streams.set(streamArn, streamOf(name, streamArn, StreamViewType));
    return { ref: name, attributes: { Arn: arn, ...(StreamViewType ? { StreamArn: streamArn } : {}) } };
  };

  const streamOf = (table: string, arn: string, view: string): TableStream => ({
    table,
    arn,
    view,
    onWrite(listener) {
      listeners.set(table, (listeners.get(table) ?? new Set()).add(listener));
    },
  });

  const handlers: Handlers = {
    'AWS::DynamoDB::Table': {
      properties: [
        'TableName',
        'AttributeDefinitions',
        'KeySchema',
        'GlobalSecondaryIndexes',
        'LocalSecondaryIndexes',
        'StreamSpecification',
      ],
      ignored: [
        'BillingMode',
        'DeletionProtectionEnabled',
        'PointInTimeRecoverySpecification',
        'SSESpecification',
        'TimeToLiveSpecification',
        'ContributorInsightsSpecification',
      ],
      put: putTable,
    },
  };

  const api: Service<DynamoInput> = {
    protocol: jsonProtocol('1.0', 'com.amazonaws.dynamodb.v20120810#'),
    accesses: ({ operation, input }) => dynamoAccesses(operation, input, arnOfTable),
    async handle({ operation, input, request }) {
      const body = meter.capacity ? askCapacity(request.body) : request.body;
      const answer =
        operation === 'BatchWriteItem'
          ? await batchWrite(client, body, input as Parameters<typeof batchWrite>[2])
          : await client.forward(`DynamoDB_20120810.${operation}`, body);
      if (answer.status !== 200) return answer;
      if (meter.capacity) countCapacity(meter, operation, answer.body);
      const lagMs = faults.settings().indexLagMs ?? 0;
      if (lagMs > 0 && input.IndexName) return lag.hide(input.TableName ?? '', answer, lagMs);
      const changed = tablesWritten(operation, input);
      if (lagMs > 0 && changed.length > 0) lag.note(input);
      for (const table of changed) written(table);
      return answer;
    },
  };

  return {
    handlers,
    api: api as Service,
    client,
    stream: (arn) => streams.get(arn),
  };
};
