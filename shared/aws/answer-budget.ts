import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** How many mails the desk writes to an address by itself. */
export interface AnswerBudget {
  /** Takes one automatic answer out of the address's budget of a day (UTC); false when it is spent. */
  readonly take: (address: string, now: string) => Promise<boolean>;
}

/**
 * Automatic answers to one address a day. More than a customer's own monitoring causes on a bad day, each with
 * its receipt, and an end to a loop with a machine that hides what it is: no mark of RFC 3834, no reference, a
 * new subject each time.
 */
export const automaticAnswersADay = 10_000;

const dayMilliseconds = 24 * 60 * 60_000;

export function answerBudget(
  { client, name: TableName }: Table,
  most: number = automaticAnswersADay,
): AnswerBudget {
  return {
    take: async (address, now) => {
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
