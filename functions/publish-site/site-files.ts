import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file as browsers are to get it. */
export interface SiteFile {
  /** Its path in the site, without a slash in front. */
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** With `nosniff`, a browser runs and shows a file only under its right type. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Reads a built site.
 *
 * @throws Error when there is no page to begin with, or a file whose type is not known.
 */
export async function readSite(folder: string): Promise<readonly SiteFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const files = paths.map(async (path) =>
    siteFile(path.slice(folder.length + 1).replaceAll('\\', '/'), await readFile(path)),
  );
  const site = await Promise.all(files);
  if (!site.some(({ key }) => key === entrance)) {
    throw new Error(
      `${folder} holds no ${entrance}: build the dashboard ("npm run build") and deploy again.`,
    );
  }
  return site;
}

/** The page that every address begins with. */
export const entrance = 'index.html';

/** Whether a file's name carries a hash of its content, so that those of two builds stand side by side. */
export const isPart = (key: string): boolean => key.startsWith('assets/');

/**
 * A file with the headers that suit its name: what the build put under `assets/` carries a hash of its
 * content in its name and never changes, anything else is asked for again each time.
 *
 * @throws Error for an extension that is not in the list.
 */
export function siteFile(key: string, body: Uint8Array): SiteFile {
  const contentType = contentTypes[extname(key)];
  if (contentType === undefined) {
    throw new Error(`The site holds ${key}, whose content type is not known: add it to site-files.ts.`);
  }
  return {
    key,
    body,
    contentType,
    cacheControl: isPart(key) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
