import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** How many mails the desk writes to an address by itself. */
export interface AnswerBudget {
  /** Takes one automatic answer out of the `most` that the address gets a day (UTC); false when they are spent. */
  readonly take: (address: string, now: string, most: number) => Promise<boolean>;
}

const dayMilliseconds = 24 * 60 * 60_000;

export function answerBudget({ client, name: TableName }: Table): AnswerBudget {
  return {
    take: async (address, now, most) => {
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: keys.answers(address, now.slice(0, 10)),
            UpdateExpression: 'SET expiresAt = :expires ADD taken :one',
            ConditionExpression: 'attribute_not_exists(taken) OR taken < :most',
            ExpressionAttributeValues: {
              ':expires': Math.floor((Date.parse(now) + 2 * dayMilliseconds) / 1000),
              ':one': 1,
              ':most': most,
            },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
