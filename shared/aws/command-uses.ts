import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** What each command's key was first used for, so that a key is not used for something else. */
export interface CommandUses {
  /** `fresh`: the first use; `same`: used before, for the same; `other`: used before, for something else. */
  readonly begin: (
    commandKey: string,
    use: { readonly fingerprint: string; readonly now: string },
  ) => Promise<'fresh' | 'same' | 'other'>;
  /** Gives a key back that was refused: nothing was done with it. */
  readonly giveBack: (commandKey: string) => Promise<void>;
}

/** As long as a repeated command is recognised. */
const rememberedSeconds = 24 * 60 * 60;

export function commandUses({ client, name: TableName }: Table): CommandUses {
  return {
    begin: async (commandKey, { fingerprint, now }) => {
      const seconds = Math.floor(Date.parse(now) / 1000);
      try {
        const { Attributes } = await client.send(
          new PutCommand({
            TableName,
            Item: { ...keys.commandUse(commandKey), fingerprint, expiresAt: seconds + rememberedSeconds },
            // DynamoDB keeps what has expired for a while.
            ConditionExpression: 'attribute_not_exists(pk) OR fingerprint = :fingerprint OR expiresAt < :now',
            ExpressionAttributeValues: { ':fingerprint': fingerprint, ':now': seconds },
            ReturnValues: 'ALL_OLD',
          }),
        );
        return Attributes === undefined ? 'fresh' : 'same';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'other';
        throw error;
      }
    },
    giveBack: async (commandKey) => {
      await client.send(new DeleteCommand({ TableName, Key: keys.commandUse(commandKey) }));
    },
  };
}
