import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Place } from './case-store.ts';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

export interface Pins {
  /** The cases that were given this PIN, at most a few: nobody types in more than one. */
  readonly casesOf: (pin: string) => Promise<readonly string[]>;
}

export function pins({ client, name: TableName }: Table): Pins {
  return {
    casesOf: async (pin) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.pin(pin, '').pk },
          Limit: 10,
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => (item.place as Place).caseId);
    },
  };
}
