import { randomUUID } from 'node:crypto';
import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';

/** The table and the client that reaches it; one per container. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

export function connectTable(name: string): Table {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, name };
}

export type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A condition of a transaction did not hold: which parts, and the items that stood in the way. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
  readonly failed: readonly { readonly index: number; readonly item: Record<string, unknown> | null }[];

  constructor(failed: ConditionFailed['failed'], cause: unknown) {
    super(`Conditions failed at ${failed.map(({ index }) => index).join(', ')}.`, { cause });
    this.failed = failed;
  }
}

const attempts = 6;
const transient = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * Writes all items or none. Conflicts with another transaction and throttling are tried again with
 * jitter, because the SDK does not retry a cancelled transaction; a failed condition is the caller's.
 *
 * @throws ConditionFailed
 */
export async function transact({ client }: Table, items: WriteItem[]): Promise<void> {
  // One token for all tries: a try whose answer was lost must not meet its own write as somebody else's.
  const token = randomUUID();
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: items, ClientRequestToken: token }));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const failed = reasons.flatMap((reason, index) =>
        reason.Code === 'ConditionalCheckFailed'
          ? [{ index, item: (reason.Item as Record<string, unknown>) ?? null }]
          : [],
      );
      if (failed.length > 0) throw new ConditionFailed(failed, error);
      if (attempt === attempts || !reasons.some(({ Code }) => transient.has(Code ?? ''))) throw error;
      await pause(Math.random() * 25 * 2 ** attempt);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
