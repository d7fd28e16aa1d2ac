import type { S3Client } from '@aws-sdk/client-s3';

/** Objects of one bucket. An object that is not there, or may not be seen, is null. */
export interface Blobs {
  readonly read: (key: string) => Promise<Uint8Array | null>;
  /** Writes an object once: what is there under that key is left as it is. */
  readonly writeOnce: (key: string, body: Uint8Array, contentType: string) => Promise<void>;
}

/** The client is loaded at the first object: most mails that go out carry none, and it is heavy. */
export function blobs(bucket: string, given?: S3Client): Blobs {
  let connected: Promise<{ s3: S3Module; client: S3Client }> | null = null;
  const connect = () => {
    connected ??= import('@aws-sdk/client-s3').then((s3) => ({ s3, client: given ?? new s3.S3Client({}) }));
    return connected;
  };
  return {
    read: async (key) => {
      const { s3, client } = await connect();
      try {
        const { Body } = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key: key }));
        return Body === undefined ? null : await Body.transformToByteArray();
      } catch (error) {
        if (isAbsent(s3, error)) return null;
        throw error;
      }
    },
    writeOnce: async (key, body, contentType) => {
      const { s3, client } = await connect();
      try {
        await client.send(
          new s3.PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body,
            ContentType: contentType,
            IfNoneMatch: '*',
          }),
        );
      } catch (error) {
        if (!(error instanceof s3.S3ServiceException && error.$metadata.httpStatusCode === 412)) throw error;
      }
    },
  };
}

type S3Module = typeof import('@aws-sdk/client-s3');

/** Without `s3:ListBucket`, S3 answers 403 for a key that does not exist. */
function isAbsent(s3: S3Module, error: unknown): boolean {
  if (error instanceof s3.NoSuchKey || error instanceof s3.NotFound) return true;
  return (
    error instanceof s3.S3ServiceException &&
    error.$metadata.httpStatusCode === 403 &&
    error.name === 'AccessDenied'
  );
}
