import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** When an alarm changed last, as far as we have heard: EventBridge delivers in any order. */
export interface AlarmMemory {
  /** Notes a change; false if a later one is known. */
  readonly note: (alarm: string, at: string) => Promise<boolean>;
}

export function alarmMemory({ client, name: TableName }: Table): AlarmMemory {
  return {
    note: async (alarm, at) => {
      const put = new PutCommand({
        TableName,
        Item: { ...keys.alarm(alarm), at },
        ConditionExpression: 'attribute_not_exists(pk) OR #at <= :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': at },
      });
      try {
        await client.send(put);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
