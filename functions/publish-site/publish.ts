import { isDeepStrictEqual } from 'node:util';
import type { SiteBucket } from './site-bucket.ts';
import { entrance, isPart, readSite, siteFile } from './site-files.ts';

export interface Site {
  /** The folder that holds the built site. */
  readonly folder: string;
  /** What the site reads from `/config.json`: where this deployment's sign-in and API are. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly bucket: SiteBucket;
}

/** Which parts this deployment has, and which the one before had; beside the site, because nothing else remembers. */
const record = 'published.json';

interface Published {
  readonly now: readonly string[];
  readonly before: readonly string[];
}

/**
 * Makes a bucket hold a site, the parts of the site before it, and nothing else. The entrance comes after all
 * that it leads to, and what is gone leaves last; a page that was opened before still finds its parts until
 * the deployment after this one.
 *
 * @throws Error when the folder holds no site that can be published; the bucket is then as it was.
 */
export async function publishSite({ folder, config, bucket }: Site): Promise<void> {
  const settings = siteFile('config.json', Buffer.from(JSON.stringify(config)));
  const files = [...(await readSite(folder)), settings];
  const [first, last] = [
    files.filter(({ key }) => key !== entrance),
    files.filter(({ key }) => key === entrance),
  ];
  await Promise.all(first.map(bucket.put));
  await Promise.all(last.map(bucket.put));
  const keys = await bucket.keys();
  const published = follow(await readRecord(bucket, keys), partsAmong(files.map(({ key }) => key)));
  await bucket.put(siteFile(record, Buffer.from(JSON.stringify(published))));
  const kept = new Set([record, ...files.map(({ key }) => key), ...published.before]);
  await Promise.all(keys.filter((key) => !kept.has(key)).map(bucket.remove));
}

const partsAmong = (keys: readonly string[]): readonly string[] => keys.filter(isPart).sort();

/** Without a record, all that is there may be in use. */
async function readRecord(bucket: SiteBucket, keys: readonly string[]): Promise<Published> {
  const text = await bucket.read(record);
  return text === null ? { now: partsAmong(keys), before: [] } : (JSON.parse(text) as Published);
}

/** The same deployment once more, as CloudFormation may ask, has the same one before it. */
function follow(last: Published, now: readonly string[]): Published {
  return isDeepStrictEqual(last.now, now) ? last : { now, before: last.now };
}

/** Empties the bucket: CloudFormation deletes none that holds anything. */
export async function withdrawSite(bucket: SiteBucket): Promise<void> {
  await Promise.all((await bucket.keys()).map(bucket.remove));
}
