import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';

export interface ObjectRemover {
  /** Takes an object away; its bytes go with the bucket's rule for versions that are no longer current. */
  readonly remove: (key: string) => Promise<void>;
}

export function objectRemover(Bucket: string, client = new S3Client({})): ObjectRemover {
  return {
    remove: async (Key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
}
