import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import type { SiteFile } from './site-files.ts';

/** The bucket that the distribution serves. */
export interface SiteBucket {
  readonly put: (file: SiteFile) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** The text of a file; null when there is none. */
  readonly read: (key: string) => Promise<string | null>;
  /** Every key that it holds. */
  readonly keys: () => Promise<readonly string[]>;
}

export function siteBucket(Bucket: string, client = new S3Client({})): SiteBucket {
  return {
    put: async ({ key, body, contentType, cacheControl }) => {
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key: key,
          Body: body,
          ContentType: contentType,
          CacheControl: cacheControl,
        }),
      );
    },
    remove: async (key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },
    read: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
        return (await Body?.transformToString()) ?? null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    keys: async () => {
      const keys: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
        keys.push(...Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      }
      return keys;
    },
  };
}
