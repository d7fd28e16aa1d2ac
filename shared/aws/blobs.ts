import {
  GetObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';

/** Objects of one bucket. An object that is not there, or may not be seen, is null. */
export interface Blobs {
  readonly read: (key: string) => Promise<Uint8Array | null>;
  /** Writes an object once: what is there under that key is left as it is. */
  readonly writeOnce: (key: string, body: Uint8Array, contentType: string) => Promise<void>;
}

export function blobs(bucket: string, client = new S3Client({})): Blobs {
  return {
    read: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Body === undefined ? null : await Body.transformToByteArray();
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    writeOnce: async (key, body, contentType) => {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body,
            ContentType: contentType,
            IfNoneMatch: '*',
          }),
        );
      } catch (error) {
        if (!(error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412)) throw error;
      }
    },
  };
}

/** Without `s3:ListBucket`, S3 answers 403 for a key that does not exist. */
function isAbsent(error: unknown): boolean {
  if (error instanceof NoSuchKey || error instanceof NotFound) return true;
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === 403 &&
    error.name === 'AccessDenied'
  );
}
