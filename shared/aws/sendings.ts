import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionFailed, type Table, transact } from './dynamodb.ts';
import { keys } from './keys.ts';

/** How the mail of a timeline entry is doing. `claimed` is the window that SES leaves; `released` may be tried again. */
export interface Sending {
  readonly seq: number;
  readonly state: 'claimed' | 'released' | 'accepted' | 'refused';
  readonly attempt: number;
  readonly claimedAt: string;
  readonly acceptedAt?: string;
  /** SES's own id: the Message-ID that the recipient sees, before the @. */
  readonly sesMessageId?: string;
  readonly refusal?: string;
}

export interface Sendings {
  /**
   * Takes the sole right to send this entry's mail. A claim younger than `staleBefore` that was neither
   * accepted nor refused is somebody else's: the answer is that sending, untouched. So is one after the second
   * time that nobody knows of whether SES took the mail: it never goes out three times.
   */
  readonly claim: (
    place: { caseId: string; seq: number },
    times: { now: string; staleBefore: string },
  ) => Promise<
    { readonly won: true; readonly attempt: number } | { readonly won: false; readonly sending: Sending }
  >;
  /** SES took it: also the way back from SES's id. False when that was known, or nothing is being sent there. */
  readonly accepted: (
    place: { caseId: string; seq: number },
    outcome: { at: string; sesMessageId: string },
  ) => Promise<boolean>;
  /** SES refused for certain: the claim is given back, or closed for good. */
  readonly refused: (
    place: { caseId: string; seq: number },
    outcome: { refusal: string; final: boolean; attempt: number },
  ) => Promise<void>;
  readonly ofCase: (caseId: string, seqs: { from: number; to: number }) => Promise<Sending[]>;
}

/** How often a mail is handed to SES without knowing what became of it. */
const copiesAtMost = 2;

/** The record of every sending, beside the entry it sends: a claim before, a confirmation after. */
export function sendings(table: Table): Sendings {
  const { client, name: TableName } = table;
  return {
    claim: async ({ caseId, seq }, { now, staleBefore }) => {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName,
            Key: keys.sending(caseId, seq),
            UpdateExpression:
              'SET #state = :claimed, claimedAt = :now, seq = :seq ADD attempt :one, unsettled :one',
            ConditionExpression:
              'attribute_not_exists(#state) OR #state = :released OR (#state = :claimed AND claimedAt < :staleBefore AND (attribute_not_exists(unsettled) OR unsettled < :most))',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: {
              ':claimed': 'claimed',
              ':released': 'released',
              ':now': now,
              ':staleBefore': staleBefore,
              ':seq': seq,
              ':one': 1,
              ':most': copiesAtMost,
            },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { won: true, attempt: (Attributes as Sending).attempt };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const { Responses } = await client.send(
          new BatchGetCommand({
            RequestItems: { [TableName]: { Keys: [keys.sending(caseId, seq)], ConsistentRead: true } },
          }),
        );
        return { won: false, sending: Responses?.[TableName]?.[0] as unknown as Sending };
      }
    },

    accepted: async ({ caseId, seq }, { at, sesMessageId }) => {
      try {
        await transact(table, [
          {
            Update: {
              TableName,
              Key: keys.sending(caseId, seq),
              UpdateExpression: 'SET #state = :accepted, acceptedAt = :at, sesMessageId = :id',
              ConditionExpression: '#state = :claimed OR #state = :released',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: {
                ':accepted': 'accepted',
                ':claimed': 'claimed',
                ':released': 'released',
                ':at': at,
                ':id': sesMessageId,
              },
            },
          },
          {
            Put: {
              TableName,
              Item: { ...keys.taken(sesMessageId), place: { caseId, seq } },
            },
          },
        ]);
        return true;
      } catch (error) {
        if (error instanceof ConditionFailed) return false;
        throw error;
      }
    },

    refused: async ({ caseId, seq }, { refusal, final, attempt }) => {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: keys.sending(caseId, seq),
          UpdateExpression: 'SET #state = :state, refusal = :refusal ADD unsettled :less',
          ConditionExpression: '#state = :claimed AND attempt = :attempt',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':state': final ? 'refused' : 'released',
            ':refusal': refusal,
            ':less': -1,
            ':claimed': 'claimed',
            ':attempt': attempt,
          },
        }),
      );
    },

    ofCase: async (caseId, { from, to }) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': keys.sending(caseId, 0).pk,
            ':from': keys.sending(caseId, from).sk,
            ':to': keys.sending(caseId, to).sk,
          },
        }),
      );
      return Items as unknown as Sending[];
    },
  };
}
