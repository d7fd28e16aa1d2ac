import type { DynamoClient } from './client.ts';

/** A record as the database keeps it and as Lambda receives it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly userIdentity?: unknown;
  readonly dynamodb: {
    readonly Keys: Readonly<Record<string, unknown>>;
    readonly NewImage?: Readonly<Record<string, unknown>>;
    readonly OldImage?: Readonly<Record<string, unknown>>;
    readonly SequenceNumber: string;
    readonly SizeBytes?: number;
    readonly ApproximateCreationDateTime: number;
  };
}

export interface StreamReader {
  /** Up to `limit` records after a sequence number; `undefined` is the oldest that there is. */
  read(after: string | undefined, limit: number): Promise<readonly StreamRecord[]>;
  /** The newest sequence number; `undefined` for an empty stream. */
  newest(): Promise<string | undefined>;
}

interface Shard {
  readonly ShardId: string;
  readonly SequenceNumberRange: { readonly EndingSequenceNumber?: string };
}

/** Reads a table's stream, which the local database keeps in one shard. */
export const createStreamReader = (client: DynamoClient, table: string): StreamReader => {
  let streamArn: string | undefined;

  const shard = async (): Promise<Shard | undefined> => {
    if (!streamArn) {
      const { Table } = await client.call<{ Table: { LatestStreamArn: string } }>('DescribeTable', {
        TableName: table,
      });
      streamArn = Table.LatestStreamArn;
    }
    const { StreamDescription } = await client.call<{ StreamDescription: { Shards: Shard[] } }>(
      'DescribeStream',
      { StreamArn: streamArn },
      'streams',
    );
    return StreamDescription.Shards[0];
  };

  let position: { after: string | undefined; iterator: string } | undefined;
  let shardId: string | undefined;

  const iteratorAfter = async (after: string | undefined): Promise<string | undefined> => {
    if (position && position.after === after) return position.iterator;
    shardId ??= (await shard())?.ShardId;
    if (!shardId) return undefined;
    const where =
      after === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
    const { ShardIterator } = await client.call<{ ShardIterator: string }>(
      'GetShardIterator',
      { StreamArn: streamArn, ShardId: shardId, ...where },
      'streams',
    );
    return ShardIterator;
  };

  return {
    async read(after, limit) {
      const ShardIterator = await iteratorAfter(after);
      if (!ShardIterator) return [];
      const { Records, NextShardIterator } = await client.call<{
        Records: StreamRecord[];
        NextShardIterator?: string;
      }>('GetRecords', { ShardIterator, Limit: limit }, 'streams');
      const last = Records.at(-1)?.dynamodb.SequenceNumber ?? after;
      position = NextShardIterator ? { after: last, iterator: NextShardIterator } : undefined;
      return Records;
    },
    async newest() {
      return (await shard())?.SequenceNumberRange.EndingSequenceNumber;
    },
  };
};
