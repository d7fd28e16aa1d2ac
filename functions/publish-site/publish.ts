import type { SiteBucket } from './site-bucket.ts';
import { entrance, readSite, siteFile } from './site-files.ts';

export interface Site {
  /** The folder that holds the built site. */
  readonly folder: string;
  /** What the site reads from `/config.json`: where this deployment's sign-in and API are. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly bucket: SiteBucket;
}

/**
 * Makes a bucket hold a site and nothing else. The entrance comes after all that it leads to, and what is
 * gone leaves last: nobody gets a page whose parts are not there.
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
  const kept = new Set(files.map(({ key }) => key));
  const gone = (await bucket.keys()).filter((key) => !kept.has(key));
  await Promise.all(gone.map(bucket.remove));
}

/** Empties the bucket: CloudFormation deletes none that holds anything. */
export async function withdrawSite(bucket: SiteBucket): Promise<void> {
  await Promise.all((await bucket.keys()).map(bucket.remove));
}
