import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

export interface SearchIndex {
  /** The newest cases that have a word beginning with the term, of one account or of all (null). */
  readonly find: (query: { scope: string | null; term: string; limit: number }) => Promise<string[]>;
  /** Writes a case's words; writing them again changes nothing. */
  readonly add: (entry: {
    caseId: string;
    accountId: string | null;
    terms: readonly string[];
  }) => Promise<void>;
}

/** What one BatchWriteItem takes. */
const batch = 25;

/** An inverted index of words in the table itself: a search is one Query, whatever the number of cases. */
export function searchIndex({ client, name: TableName }: Table): SearchIndex {
  return {
    find: async ({ scope, term, limit }) => {
      const { pk } = keys.word(scope, term, '');
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :term)',
          ExpressionAttributeValues: { ':pk': pk, ':term': term },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return [...new Set(Items.map(({ caseId }) => String(caseId)))];
    },
    add: async ({ caseId, accountId, terms }) => {
      const scopes = accountId === null ? [null] : [null, accountId];
      let pending = scopes
        .flatMap((scope) => terms.map((term) => ({ ...keys.word(scope, term, caseId), caseId })))
        .map((Item) => ({ PutRequest: { Item } }));
      while (pending.length > 0) {
        const { UnprocessedItems } = await client.send(
          new BatchWriteCommand({ RequestItems: { [TableName]: pending.slice(0, batch) } }),
        );
        pending = [...((UnprocessedItems?.[TableName] ?? []) as typeof pending), ...pending.slice(batch)];
      }
    },
  };
}
