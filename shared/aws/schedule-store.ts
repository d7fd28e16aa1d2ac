import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ChangeAuthor } from '../domain/audit/change.ts';
import type { Schedule } from '../domain/oncall/index.ts';
import type { ChannelProof } from '../domain/paging/index.ts';
import { auditLine } from './audit-trail.ts';
import { ConditionFailed, type Table, transact } from './dynamodb.ts';
import { keys } from './keys.ts';

type Stored<T> = T & { readonly version: number };
export type StoredSchedule = Stored<Schedule>;
export type StoredProof = Stored<ChannelProof>;

/** Somebody saved it since it was read: read it again and decide again. */
export class ScheduleConflict extends Error {
  override readonly name = 'ScheduleConflict';
}

const theSchedule = { kind: 'schedule', id: 'schedule', accountId: null } as const;

type ChannelId = { readonly personId: string; readonly channelId: string };

/** Who is on call, and the proofs that their channels reach them. */
export interface ScheduleStore {
  readonly schedule: () => Promise<StoredSchedule | null>;
  /** Saves over what was read, null for the first. @throws ScheduleConflict */
  readonly save: (
    schedule: Schedule,
    before: StoredSchedule | null,
    by: ChangeAuthor,
  ) => Promise<StoredSchedule>;
  readonly proof: (of: ChannelId) => Promise<StoredProof | null>;
  /** Saves over what was read: a code is sent once, and each answer counts. @throws ScheduleConflict */
  readonly saveProof: (of: ChannelId, proof: ChannelProof, before: StoredProof | null) => Promise<void>;
  readonly forgetProof: (of: ChannelId) => Promise<void>;
}

export function scheduleStore(table: Table): ScheduleStore {
  const { client, name: TableName } = table;
  const get = async <T>(Key: { pk: string; sk: string }): Promise<Stored<T> | null> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    if (Item === undefined) return null;
    const { pk, sk, ...value } = Item;
    return value as Stored<T>;
  };
  const put = async (
    key: { pk: string; sk: string },
    { value, before, by }: { value: object; before: Stored<object> | null; by?: ChangeAuthor },
  ) => {
    const guard =
      before === null
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':before': before.version },
          };
    const version = (before?.version ?? 0) + 1;
    try {
      await transact(table, [
        { Put: { TableName, Item: { ...value, ...key, version }, ...guard } },
        ...(by === undefined
          ? []
          : auditLine(table, theSchedule, { before, after: { ...value, version }, by })),
      ]);
    } catch (error) {
      if (error instanceof ConditionFailed) throw new ScheduleConflict();
      throw error;
    }
    return version;
  };
  return {
    schedule: () => get<Schedule>(keys.schedule),
    save: async (schedule, before, by) => ({
      ...schedule,
      version: await put(keys.schedule, { value: schedule, before, by }),
    }),
    proof: ({ personId, channelId }) => get<ChannelProof>(keys.channelProof(personId, channelId)),
    saveProof: async ({ personId, channelId }, proof, before) => {
      await put(keys.channelProof(personId, channelId), { value: proof, before });
    },
    forgetProof: async ({ personId, channelId }) => {
      await client.send(new DeleteCommand({ TableName, Key: keys.channelProof(personId, channelId) }));
    },
  };
}
