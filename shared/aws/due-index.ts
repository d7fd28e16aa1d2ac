import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { dueShards, partitions } from './keys.ts';
import { tableDefinition } from './table.ts';

export interface DueIndex {
  /** Cases with something due by this time, the longest overdue first of each shard. */
  readonly dueBy: (now: string, limit: number) => Promise<string[]>;
}

const { byDue } = tableDefinition.indexes;

export function dueIndex({ client, name: TableName }: Table): DueIndex {
  return {
    dueBy: async (now, limit) => {
      const shards = await Promise.all(
        Array.from({ length: dueShards }, (_, shard) =>
          client.send(
            new QueryCommand({
              TableName,
              IndexName: byDue.name,
              KeyConditionExpression: '#pk = :pk AND #sk <= :now',
              ExpressionAttributeNames: { '#pk': byDue.partitionKey, '#sk': byDue.sortKey },
              ExpressionAttributeValues: { ':pk': partitions.due(shard), ':now': `${now}~` },
              Limit: limit,
            }),
          ),
        ),
      );
      return shards.flatMap(({ Items = [] }) => Items.map(({ pk }) => String(pk).slice('CASE#'.length)));
    },
  };
}
