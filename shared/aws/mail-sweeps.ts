import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** How far the look at all raw mails has come: one round a day. */
export interface MailSweep {
  /** The day of the round, as `2026-11-24`, in UTC. */
  readonly day: string;
  /** The last key that was looked at; null at the beginning. */
  readonly after: string | null;
  readonly done: boolean;
}

export interface MailSweeps {
  readonly read: () => Promise<MailSweep | null>;
  /** Goes on from what was read; false if another run has gone on from there. */
  readonly advance: (from: MailSweep | null, to: MailSweep) => Promise<boolean>;
}

export function mailSweeps({ client, name: TableName }: Table): MailSweeps {
  const Key = keys.mailSweep();
  return {
    read: async () => {
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      if (Item === undefined) return null;
      const { day, after, done } = Item as unknown as MailSweep;
      return { day, after, done };
    },
    advance: async (from, to) => {
      const unchanged =
        from === null
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#day = :day AND #after = :after AND #done = :done',
              ExpressionAttributeNames: { '#day': 'day', '#after': 'after', '#done': 'done' },
              ExpressionAttributeValues: { ':day': from.day, ':after': from.after, ':done': from.done },
            };
      try {
        await client.send(new PutCommand({ TableName, Item: { ...Key, ...to }, ...unchanged }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
