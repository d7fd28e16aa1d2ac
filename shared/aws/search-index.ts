import { BatchWriteCommand, type BatchWriteCommandInput, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** A part of the index that one search walks: the very word, or the longer words that begin with it. */
export const reaches = ['word', 'longer'] as const;
export type Reach = (typeof reaches)[number];

export interface WordQuery {
  /** The account whose cases are looked for; null for all of them. */
  readonly scope: string | null;
  readonly term: string;
  readonly reach: Reach;
  /** Where the block before ended. */
  readonly after: string | null;
  readonly limit: number;
}

export interface SearchIndex {
  /** A block of the cases that have the word, newest first; the longer words come one after the other. */
  readonly find: (query: WordQuery) => Promise<{ readonly caseIds: string[]; readonly next: string | null }>;
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

/** Sorts behind everything that a word or a case id is made of; `#` ends a word, and `$` is the sign after it. */
const last = '\u{10ffff}';

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
    find: async ({ scope, term, reach, after, limit }) => {
      const { pk } = keys.word(scope, term, '');
      const [from, to] = reach === 'word' ? [`${term}#`, `${term}#${last}`] : [`${term}$`, `${term}${last}`];
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
          ScanIndexForward: false,
          Limit: limit,
          ...(after === null ? {} : { ExclusiveStartKey: { pk, sk: after } }),
        }),
      );
      const next = LastEvaluatedKey === undefined ? null : String(LastEvaluatedKey.sk);
      return { caseIds: [...new Set(Items.map(({ caseId }) => String(caseId)))], next };
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
