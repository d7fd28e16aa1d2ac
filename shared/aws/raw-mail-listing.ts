import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

export interface StoredMail {
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
}

/** The raw mails that there are, whoever was told of them. */
export interface RawMailListing {
  /** The next thousand by key, at most; fewer than that, or none, at the end. */
  readonly page: (
    after: string | null,
  ) => Promise<{ readonly mails: readonly StoredMail[]; readonly last: boolean }>;
}

export function rawMailListing(Bucket: string, client = new S3Client({})): RawMailListing {
  return {
    page: async (after) => {
      const { Contents = [], IsTruncated = false } = await client.send(
        new ListObjectsV2Command({ Bucket, ...(after !== null && { StartAfter: after }) }),
      );
      const mails = Contents.flatMap(({ Key, LastModified }) =>
        Key === undefined || LastModified === undefined
          ? []
          : [{ key: Key, storedAt: LastModified.getTime() }],
      );
      return { mails, last: !IsTruncated };
    },
  };
}
