import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Case } from '../domain/case/case.ts';
import type { ErasedPerson } from '../domain/case/erase.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { caseItem, VersionConflict } from './case-store.ts';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** An erasure on its way; who the person was is kept until it is done, and no longer. */
export interface Erasure {
  readonly accountId: string;
  readonly contactId: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly doneAt: string | null;
  readonly person: ErasedPerson | null;
}

export interface Erasures {
  readonly read: (accountId: string, contactId: string) => Promise<Erasure | null>;
  readonly put: (erasure: Erasure) => Promise<void>;
  /** Puts an entry without its person in its own place. */
  readonly rewriteEntry: (entry: TimelineEntry) => Promise<void>;
  /** Puts a case without the person in its own place. @throws VersionConflict */
  readonly rewriteCase: (of: Case) => Promise<void>;
}

/** The one exception to a timeline that only grows: contents leave it, places and hashes stay. */
export function erasures({ client, name: TableName }: Table): Erasures {
  return {
    read: async (accountId, contactId) => {
      const Key = keys.erasure(accountId, contactId);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return (Item as Erasure | undefined) ?? null;
    },
    put: async (erasure) => {
      const Item = { ...keys.erasure(erasure.accountId, erasure.contactId), ...erasure };
      await client.send(new PutCommand({ TableName, Item }));
    },
    rewriteEntry: async (entry) => {
      await client.send(
        new PutCommand({
          TableName,
          Item: { ...keys.entry(entry.caseId, entry.seq), ...entry },
          ConditionExpression: '#hash = :hash',
          ExpressionAttributeNames: { '#hash': 'hash' },
          ExpressionAttributeValues: { ':hash': entry.hash },
        }),
      );
    },
    rewriteCase: async (of) => {
      const put = new PutCommand({
        TableName,
        Item: caseItem(of),
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': of.version },
      });
      try {
        await client.send(put);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) throw new VersionConflict();
        throw error;
      }
    },
  };
}
