import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishSite, withdrawSite } from '../../functions/publish-site/publish.ts';
import type { SiteBucket } from '../../functions/publish-site/site-bucket.ts';
import { type SiteFile, siteFile } from '../../functions/publish-site/site-files.ts';

const config = { apiUrl: '', cognitoDomain: 'https://sign-in.example', clientId: 'web' };
const built = {
  'index.html': '<!doctype html>',
  'assets/main-B7x1.js': 'import "./page-Q2.js"',
  'assets/page-Q2.js': 'export {}',
  'favicon.svg': '<svg/>',
};

describe('publishing', () => {
  it('puts every file of the site and its configuration, each as browsers need it', async () => {
    const { bucket, files } = givenBucket();

    await publishSite({ folder: givenSite(built), config, bucket });

    const published = [...files.values()].map(({ key, contentType, cacheControl }) => ({
      key,
      contentType,
      cacheControl,
    }));
    const forever = 'public, max-age=31536000, immutable';
    const text = 'text/javascript; charset=utf-8';
    expect(published.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      { key: 'assets/main-B7x1.js', contentType: text, cacheControl: forever },
      { key: 'assets/page-Q2.js', contentType: text, cacheControl: forever },
      { key: 'config.json', contentType: 'application/json', cacheControl: 'no-cache' },
      { key: 'favicon.svg', contentType: 'image/svg+xml', cacheControl: 'no-cache' },
      { key: 'index.html', contentType: 'text/html; charset=utf-8', cacheControl: 'no-cache' },
      { key: 'published.json', contentType: 'application/json', cacheControl: 'no-cache' },
    ]);
    expect(JSON.parse(Buffer.from(files.get('config.json')?.body ?? []).toString())).toEqual(config);
  });

  it('keeps the parts of the build before, which open pages still ask for, until the next one', async () => {
    const { bucket, files } = givenBucket(['assets/main-A1.js', 'index.html']);
    const next = { 'index.html': '<!doctype html>', 'assets/main-C3.js': '' };

    await publishSite({ folder: givenSite(built), config, bucket });
    await publishSite({ folder: givenSite(built), config, bucket });
    expect([...files.keys()]).toContain('assets/main-A1.js');

    await publishSite({ folder: givenSite(next), config, bucket });
    expect([...files.keys()].filter((key) => key.startsWith('assets/')).sort()).toEqual([
      'assets/main-B7x1.js',
      'assets/main-C3.js',
      'assets/page-Q2.js',
    ]);
  });

  it('removes what no page can ask for, and nothing before the new page is there', async () => {
    const { bucket, files, log } = givenBucket(['old-logo.svg', 'index.html']);

    await publishSite({ folder: givenSite(built), config, bucket });

    expect([...files.keys()].sort()).toEqual([...Object.keys(built), 'config.json', 'published.json'].sort());
    expect(log.slice(-3)).toEqual(['put index.html', 'put published.json', 'remove old-logo.svg']);
  });

  it('changes nothing when it is done a second time', async () => {
    const { bucket, files } = givenBucket();
    const folder = givenSite(built);

    await publishSite({ folder, config, bucket });
    const once = new Map(files);
    await publishSite({ folder, config, bucket });

    expect(files).toEqual(once);
  });

  it.each([
    {
      because: 'a site without an entrance opens for nobody',
      site: { 'favicon.svg': '' },
      says: /index\.html/,
    },
    {
      because: 'a browser told nosniff would not use it',
      site: { ...built, 'assets/clip.mov': '' },
      says: /assets\/clip\.mov.*content type/,
    },
  ])('refuses and leaves the bucket as it was, because $because', async ({ site, says }) => {
    const { bucket, log } = givenBucket(['index.html']);

    await expect(publishSite({ folder: givenSite(site), config, bucket })).rejects.toThrow(says);
    expect(log).toEqual([]);
  });
});

it('withdraws everything, so that CloudFormation can delete the bucket', async () => {
  const { bucket, files } = givenBucket(['index.html', 'config.json', 'assets/main-A1.js']);

  await withdrawSite(bucket);

  expect(files.size).toBe(0);
});

function givenSite(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-site-'));
  for (const [key, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), content);
  }
  return folder;
}

function givenBucket(keys: readonly string[] = []) {
  const files = new Map<string, SiteFile>(keys.map((key) => [key, siteFile(key, new Uint8Array())]));
  const log: string[] = [];
  const bucket: SiteBucket = {
    put: async (file) => {
      log.push(`put ${file.key}`);
      files.set(file.key, file);
    },
    remove: async (key) => {
      log.push(`remove ${key}`);
      files.delete(key);
    },
    read: async (key) => {
      const body = files.get(key)?.body;
      return body === undefined ? null : Buffer.from(body).toString();
    },
    keys: async () => [...files.keys()],
  };
  return { bucket, files, log };
}
