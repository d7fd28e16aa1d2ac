import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** Objects that are written as they come: nobody knows beforehand how large they get. */
export interface Archive {
  readonly write: (key: string, body: Readable) => Promise<void>;
}

/** S3 takes parts of at least 5 MB, and 10,000 of them: 80 GB. */
const partBytes = 8 * 1024 * 1024;

export function archive(Bucket: string, client = new S3Client({})): Archive {
  const ContentType = 'application/gzip';

  const inParts = async (Key: string, parts: AsyncIterable<Uint8Array>): Promise<void> => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType }));
    const upload = { Bucket, Key, UploadId };
    try {
      const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
      for await (const Body of parts) {
        const PartNumber = Parts.length + 1;
        const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
        Parts.push({ PartNumber, ETag });
      }
      await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    } catch (error) {
      await client.send(new AbortMultipartUploadCommand(upload));
      throw error;
    }
  };

  return {
    write: async (Key, body) => {
      const parts = partsOf(body);
      const { value: Body = new Uint8Array() } = await parts.next();
      // Most accounts fit into one part, and one part is one object.
      if (Body.byteLength < partBytes) {
        await client.send(new PutObjectCommand({ Bucket, Key, ContentType, Body }));
        return;
      }
      await inParts(Key, withFirst(Body, parts));
    },
  };
}

async function* withFirst<T>(first: T, others: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* others;
}

async function* partsOf(body: Readable): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    waiting.push(chunk);
    bytes += chunk.byteLength;
    if (bytes < partBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
