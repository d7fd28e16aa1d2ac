import { AwsError } from '../aws.ts';
import type { Access } from '../iam/policy.ts';

type Part = { readonly TableName?: string };

/** The parts of requests that say which tables and indexes they touch. */
export interface DynamoInput extends Part {
  readonly IndexName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, Part>>[];
}

/** The action that a part of a transaction is checked as. */
const PARTS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const SINGLE = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable', 'DescribeTimeToLive'];
const INDEXED = ['Query', 'Scan'];
const BATCHES = ['BatchGetItem', 'BatchWriteItem'];

export const READS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'DescribeTable',
  'DescribeTimeToLive',
];

/**
 * What a DynamoDB call needs. A transaction is no action of its own: each of its parts is (DynamoDB developer
 * guide, "Transactions and IAM"); a query of an index is checked on the index's ARN.
 *
 * @throws AwsError `UnknownOperationException`
 */
export const dynamoAccesses = (
  operation: string,
  input: DynamoInput,
  arnOfTable: (name: string) => string,
): readonly Access[] => {
  const on = (table = '', action = operation): Access => ({
    action: `dynamodb:${action}`,
    resource: arnOfTable(table),
  });
  if (SINGLE.includes(operation)) return [on(input.TableName)];
  if (INDEXED.includes(operation)) {
    const { resource, action } = on(input.TableName);
    return [{ action, resource: input.IndexName ? `${resource}/index/${input.IndexName}` : resource }];
  }
  if (BATCHES.includes(operation)) return Object.keys(input.RequestItems ?? {}).map((table) => on(table));
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems')
    return (input.TransactItems ?? []).flatMap((item) =>
      Object.entries(item).map(([kind, part]) => on(part.TableName, PARTS[kind] ?? kind)),
    );
  throw new AwsError('UnknownOperationException', `The local cloud does not know dynamodb:${operation}.`);
};

/** Tables that a call may have changed. */
export const tablesWritten = (operation: string, input: DynamoInput): readonly string[] => {
  if (READS.includes(operation)) return [];
  const parts = (input.TransactItems ?? []).flatMap((item) =>
    Object.values(item).map((part) => part.TableName),
  );
  return [...new Set([input.TableName, ...Object.keys(input.RequestItems ?? {}), ...parts])].filter(
    (name) => name !== undefined,
  );
};
