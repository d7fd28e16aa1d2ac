import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** Who was sent the digest of which week. */
export interface DigestClaims {
  /** Takes the sole right to send it; false if it was taken before. */
  readonly claim: (personId: string, week: string, expiresAt: number) => Promise<boolean>;
  readonly giveBack: (personId: string, week: string) => Promise<void>;
}

export function digestClaims({ client, name: TableName }: Table): DigestClaims {
  return {
    claim: async (personId, week, expiresAt) => {
      const Item = { ...keys.digest(personId, week), expiresAt };
      try {
        await client.send(
          new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    giveBack: async (personId, week) => {
      await client.send(new DeleteCommand({ TableName, Key: keys.digest(personId, week) }));
    },
  };
}
