import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** An account's data on its way out. */
export interface AccountExport {
  readonly exportId: string;
  readonly accountId: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly requestedAt: string;
  readonly requestedBy: string;
  /** Where the file is, once it is done. */
  readonly objectKey: string | null;
}

export interface ExportStore {
  readonly read: (accountId: string, exportId: string) => Promise<AccountExport | null>;
  readonly put: (of: AccountExport, expiresAt: number) => Promise<void>;
}

export function exportStore({ client, name: TableName }: Table): ExportStore {
  return {
    read: async (accountId, exportId) => {
      const Key = keys.export(accountId, exportId);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      if (Item === undefined) return null;
      const { pk, sk, expiresAt, ...of } = Item;
      return of as unknown as AccountExport;
    },
    put: async (of, expiresAt) => {
      const Item = { ...keys.export(of.accountId, of.exportId), ...of, expiresAt };
      await client.send(new PutCommand({ TableName, Item }));
    },
  };
}
