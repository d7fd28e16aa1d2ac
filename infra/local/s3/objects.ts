import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from '../platform.ts';

/** An object's entry; its bytes are a file. */
export interface StoredObject {
  readonly key: string;
  readonly file: string;
  readonly size: number;
  readonly etag: string;
  readonly contentType: string;
  readonly lastModified: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly versionId?: string;
}

export interface Objects {
  /** Keeps an object; it is on disk when the call returns. */
  put(bucket: string, key: string, body: Buffer, options?: PutOptions): StoredObject;
  get(bucket: string, key: string, versionId?: string): StoredObject | undefined;
  body(object: StoredObject): Buffer;
  stream(object: StoredObject, range?: { start: number; end: number }): NodeJS.ReadableStream;
  remove(bucket: string, key: string): void;
  /** Current objects whose key starts so, by key. */
  list(bucket: string, prefix: string): readonly StoredObject[];
}

export interface PutOptions {
  readonly contentType?: string;
  /** `x-amz-meta-*`, `cache-control`, ... as they are to come back. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly versioned?: boolean;
}

/** Objects as files beside a durable list of them. The file is written before the entry names it. */
export const createObjects = ({
  dataDir,
  store,
  clock,
  meter,
}: Pick<Platform, 'dataDir' | 'store' | 'clock' | 'meter'>): Objects => {
  const directory = join(dataDir, 'objects');
  mkdirSync(directory, { recursive: true });
  const keyOf = (bucket: string, key: string): string => `s3/${bucket}/current/${key}`;
  const versionKey = (bucket: string, key: string, version: string): string =>
    `s3/${bucket}/versions/${version}/${key}`;
  const pathOf = ({ file }: StoredObject): string => join(directory, file);

  const get = (bucket: string, key: string, versionId?: string): StoredObject | undefined => {
    const current = store.get(keyOf(bucket, key)) as StoredObject | undefined;
    if (versionId === undefined || current?.versionId === versionId) return current;
    return store.get(versionKey(bucket, key, versionId)) as StoredObject | undefined;
  };

  /** What was current before: kept as a version, or its file is gone. */
  const retire = (bucket: string, object: StoredObject): void => {
    if (object.versionId) store.put(versionKey(bucket, object.key, object.versionId), object);
    else rmSync(pathOf(object), { force: true });
  };

  return {
    put(bucket, key, body, { contentType = 'binary/octet-stream', headers = {}, versioned = false } = {}) {
      const file = randomUUID();
      writeFileSync(join(directory, file), body);
      const object: StoredObject = {
        key,
        file,
        size: body.length,
        etag: `"${createHash('md5').update(body).digest('hex')}"`,
        contentType,
        lastModified: clock.now(),
        headers,
        ...(versioned ? { versionId: file } : {}),
      };
      store.transaction(() => {
        const before = get(bucket, key);
        if (before) retire(bucket, before);
        store.put(keyOf(bucket, key), object);
      });
      meter.count('s3/put');
      return object;
    },
    get,
    body: (object) => readFileSync(pathOf(object)),
    stream: (object, range) => createReadStream(pathOf(object), range),
    remove(bucket, key) {
      store.transaction(() => {
        const before = get(bucket, key);
        if (before) retire(bucket, before);
        store.delete(keyOf(bucket, key));
      });
    },
    list: (bucket, prefix) => store.list(keyOf(bucket, prefix)).map(([, object]) => object as StoredObject),
  };
};
