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
  /** All of it or a range, both ends included; a large one as a stream. */
  read(object: StoredObject, range?: { start: number; end: number }): Buffer | NodeJS.ReadableStream;
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

/** A file of its own costs more than a row up to about this size. */
const SMALL = 32 * 1024;

/** Objects in the store or, if larger, as files beside it, which are written before their entry names them. */
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
  const bodyKey = (file: string): string => `s3-body/${file}`;
  const small = ({ size }: StoredObject): boolean => size <= SMALL;

  const keepBody = (file: string, body: Buffer): void => {
    if (body.length <= SMALL) store.put(bodyKey(file), body.toString('base64'));
    else writeFileSync(join(directory, file), body, { flush: true });
  };

  const bodyOf = (object: StoredObject): Buffer =>
    small(object)
      ? Buffer.from(String(store.get(bodyKey(object.file))), 'base64')
      : readFileSync(pathOf(object));

  const get = (bucket: string, key: string, versionId?: string): StoredObject | undefined => {
    const current = store.get(keyOf(bucket, key)) as StoredObject | undefined;
    if (versionId === undefined || current?.versionId === versionId) return current;
    return store.get(versionKey(bucket, key, versionId)) as StoredObject | undefined;
  };

  /** What was current before: kept as a version, or its file is gone. */
  const retire = (bucket: string, object: StoredObject): void => {
    if (object.versionId) store.put(versionKey(bucket, object.key, object.versionId), object);
    else if (small(object)) store.delete(bodyKey(object.file));
    else rmSync(pathOf(object), { force: true });
  };

  return {
    put(bucket, key, body, { contentType = 'binary/octet-stream', headers = {}, versioned = false } = {}) {
      const file = randomUUID();
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
        keepBody(file, body);
        store.put(keyOf(bucket, key), object);
      });
      meter.count('s3/put');
      return object;
    },
    get,
    body: bodyOf,
    read: (object, range = { start: 0, end: object.size - 1 }) =>
      small(object)
        ? bodyOf(object).subarray(range.start, range.end + 1)
        : createReadStream(pathOf(object), range),
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
