import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** Who was sent the digest of which week. */
export interface DigestClaims {
  /** Takes the sole right to send it, for a while; false if somebody has it, or it was sent. */
  readonly claim: (personId: string, week: string, now: string) => Promise<boolean>;
  /** It went out: nobody may send it again. */
  readonly settle: (personId: string, week: string, now: string) => Promise<void>;
  readonly giveBack: (personId: string, week: string) => Promise<void>;
}

/** As with the mails of cases: who has not settled by now has died, and SES never said what became of it. */
const claimLasts = 15 * 60_000;
/** For how many days it is remembered that a week's digest went out. */
const rememberedDays = 60;

const item = (
  personId: string,
  week: string,
  { now, ...state }: { now: string; claimedAt?: string; sentAt?: string },
) => ({
  ...keys.digest(personId, week),
  ...state,
  expiresAt: Math.floor(Date.parse(now) / 1000) + rememberedDays * 24 * 60 * 60,
});

export function digestClaims({ client, name: TableName }: Table): DigestClaims {
  return {
    claim: async (personId, week, now) => {
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: item(personId, week, { now, claimedAt: now }),
            ConditionExpression: 'attribute_not_exists(pk) OR claimedAt < :lapsed',
            ExpressionAttributeValues: { ':lapsed': new Date(Date.parse(now) - claimLasts).toISOString() },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    settle: async (personId, week, now) => {
      await client.send(new PutCommand({ TableName, Item: item(personId, week, { now, sentAt: now }) }));
    },
    giveBack: async (personId, week) => {
      await client.send(new DeleteCommand({ TableName, Key: keys.digest(personId, week) }));
    },
  };
}
