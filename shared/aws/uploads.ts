import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AttachmentRef } from '../domain/case/mail.ts';
import type { Table } from './dynamodb.ts';

/** A file that somebody has been given an address to upload to. */
export interface Upload {
  readonly file: AttachmentRef;
  /** Who may send it (`principalKey`): nobody else, so that it is theirs when they are erased. */
  readonly uploader: string;
}

export interface Uploads {
  readonly read: (key: { pk: string; sk: string }) => Promise<Upload | null>;
  /** Announces an upload, unless one with this key is announced already. */
  readonly announce: (key: { pk: string; sk: string }, upload: Upload, expiresAt: number) => Promise<void>;
}

export function uploads({ client, name: TableName }: Table): Uploads {
  return {
    read: async (Key) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key }));
      return (Item as Upload | undefined) ?? null;
    },
    announce: async (key, upload, expiresAt) => {
      const ConditionExpression = 'attribute_not_exists(pk)';
      const put = new PutCommand({ TableName, Item: { ...key, ...upload, expiresAt }, ConditionExpression });
      try {
        await client.send(put);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
