import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { partitions } from './keys.ts';
import { tableDefinition } from './table.ts';

const { indexes } = tableDefinition;

/** One sorted run of cases in an index: a partition, and the part of it that is wanted. */
export interface Run {
  readonly index: keyof typeof indexes;
  readonly partition: string;
  readonly descending: boolean;
  /** Only sort keys below this. */
  readonly below?: string;
}

/** Beyond this many open cases, one more makes no difference to who gets the next. */
const countedUpTo = 100;

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** The sort key of the last item per run that has more; absent runs are at their end. */
  readonly next: Readonly<Record<string, string>> | null;
}

export const runs = {
  /** The cases of an account, the last changed first; an open one that 0.1.0 wrote last is among the closed. */
  account: (accountId: string): readonly [open: Run, closed: Run] => {
    const run = (closed: boolean): Run => ({
      index: 'byAccount',
      partition: partitions.account(accountId, closed),
      descending: true,
    });
    return [run(false), run(true)];
  },
  status: (status: string, below?: string): Run => ({
    index: 'byStatus',
    partition: partitions.status(status),
    descending: status === 'closed',
    ...(below === undefined ? {} : { below }),
  }),
  owner: (
    ownerId: string | null,
    { closed = false, below }: { closed?: boolean; below?: string } = {},
  ): Run => ({
    index: 'byOwner',
    partition: partitions.owner(ownerId, closed),
    descending: closed,
    ...(below === undefined ? {} : { below }),
  }),
} as const;

export interface CaseLists {
  /** How many open cases somebody owns, counted up to a bound that is enough to compare people. */
  readonly countOpen: (ownerId: string) => Promise<number>;
  /**
   * A page of several runs merged in their order. Reads at most `limit` items of each run, however many
   * there are: a page costs the same at a thousand cases and at a million.
   */
  readonly page: <Item extends { readonly caseId: string }>(
    from: readonly Run[],
    options: { readonly limit: number; readonly after: Readonly<Record<string, string>> | null },
  ) => Promise<ListPage<Item>>;
}

export function caseLists({ client, name: TableName }: Table): CaseLists {
  const read = async (run: Run, limit: number, after: string | undefined) => {
    const { name, partitionKey, sortKey } = indexes[run.index];
    const bound = run.descending ? after : run.below;
    const beyond = run.descending ? undefined : after;
    const conditions = ['#pk = :pk'];
    if (bound !== undefined)
      conditions.push(beyond === undefined ? '#sk < :bound' : '#sk BETWEEN :beyond AND :bound');
    else if (beyond !== undefined) conditions.push('#sk > :beyond');
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: name,
        KeyConditionExpression: conditions.join(' AND '),
        ExpressionAttributeNames: {
          '#pk': partitionKey,
          ...(conditions.length > 1 ? { '#sk': sortKey } : {}),
        },
        ExpressionAttributeValues: {
          ':pk': run.partition,
          ...(bound === undefined ? {} : { ':bound': bound }),
          // BETWEEN includes its ends: the smallest longer text is the first one beyond.
          ...(beyond === undefined ? {} : { ':beyond': `${beyond}!` }),
        },
        ScanIndexForward: !run.descending,
        Limit: limit,
      }),
    );
    return { items: Items, more: LastEvaluatedKey !== undefined, sortKey };
  };

  return {
    countOpen: async (ownerId) => {
      const { index, partition } = runs.owner(ownerId);
      const { name, partitionKey } = indexes[index];
      const { Count = 0 } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: name,
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': partitionKey },
          ExpressionAttributeValues: { ':pk': partition },
          Select: 'COUNT',
          Limit: countedUpTo,
        }),
      );
      return Count;
    },
    page: async <Item extends { readonly caseId: string }>(
      from: readonly Run[],
      { limit, after }: { limit: number; after: Readonly<Record<string, string>> | null },
    ): Promise<ListPage<Item>> => {
      const open = from.filter(({ partition }) => after === null || after[partition] !== undefined);
      const pages = await Promise.all(
        open.map(async (run) => {
          const from = after?.[run.partition];
          return { run, ...(await read(run, limit, from === '' ? undefined : from)) };
        }),
      );
      const descending = open[0]?.descending ?? false;
      const merged = pages
        .flatMap(({ run, items, sortKey }) =>
          items.map((item) => ({ run, item, key: String(item[sortKey]) })),
        )
        .sort((a, b) => (a.key < b.key ? -1 : 1) * (descending ? -1 : 1));
      const taken = merged.slice(0, limit);
      const next: Record<string, string> = {};
      for (const { run, more } of pages) {
        const own = taken.filter((one) => one.run === run);
        const left = merged.some((one) => one.run === run && !taken.includes(one));
        if (more || left) next[run.partition] = own.at(-1)?.key ?? after?.[run.partition] ?? '';
      }
      return {
        items: taken.map(({ item }) => item as unknown as Item),
        next: Object.keys(next).length === 0 ? null : next,
      };
    },
  };
}
