import { BatchWriteCommand, type BatchWriteCommandInput, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

export interface SearchIndex {
  /** The newest cases that have a word beginning with the term, of one account or of all (null). */
  readonly find: (query: { scope: string | null; term: string; limit: number }) => Promise<string[]>;
  /** Writes a case's words; writing them again changes nothing. */
  readonly add: (entry: IndexedCase) => Promise<void>;
  /** Takes words of a case away: it is found by them no more. */
  readonly remove: (entry: IndexedCase) => Promise<void>;
}

interface IndexedCase {
  readonly caseId: string;
  readonly accountId: string | null;
  readonly terms: readonly string[];
}

/** What one BatchWriteItem takes. */
const batch = 25;

/** An inverted index of words in the table itself: a search is one Query, whatever the number of cases. */
export function searchIndex({ client, name: TableName }: Table): SearchIndex {
  const write = async (requests: NonNullable<BatchWriteCommandInput['RequestItems']>[string]) => {
    let pending = requests;
    while (pending.length > 0) {
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [TableName]: pending.slice(0, batch) } }),
      );
      pending = [...(UnprocessedItems?.[TableName] ?? []), ...pending.slice(batch)];
    }
  };
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
    add: async (of) => {
      const { caseId } = of;
      await write(wordsOf(of).map((key) => ({ PutRequest: { Item: { ...key, caseId } } })));
    },
    remove: async (of) => {
      await write(wordsOf(of).map((Key) => ({ DeleteRequest: { Key } })));
    },
  };
}

/** The keys of a case's words: for the desk, and for its account. */
function wordsOf({ caseId, accountId, terms }: IndexedCase) {
  const scopes = accountId === null ? [null] : [null, accountId];
  return scopes.flatMap((scope) => terms.map((term) => keys.word(scope, term, caseId)));
}
