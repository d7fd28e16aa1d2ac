import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** Somebody of the desk who has a case open. */
export interface Presence {
  readonly personId: string;
  readonly name: string;
  readonly doing: 'viewing' | 'writing';
  readonly since: string;
  /** Seconds since 1970; DynamoDB may keep the item for longer. */
  readonly expiresAt: number;
}

export interface PresenceStore {
  readonly of: (caseId: string) => Promise<Presence[]>;
  readonly say: (caseId: string, presence: Presence) => Promise<void>;
}

export function presenceStore({ client, name: TableName }: Table): PresenceStore {
  return {
    of: async (caseId) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.presence(caseId, '').pk },
          Limit: 50,
        }),
      );
      return Items as unknown as Presence[];
    },
    say: async (caseId, presence) => {
      await client.send(
        new PutCommand({ TableName, Item: { ...keys.presence(caseId, presence.personId), ...presence } }),
      );
    },
  };
}
