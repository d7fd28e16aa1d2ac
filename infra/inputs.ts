import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** What the templates and bundles are made of. The local cloud itself is no part of them. */
const INPUTS = ['functions', 'shared', 'infra', 'web', 'cdk.json', 'package-lock.json'];
const NOT = [join('infra', 'local'), join('web', 'node_modules'), join('web', 'dist')];

const filesUnder = (path: string): string[] => {
  const full = join(root, path);
  if (!existsSync(full) || NOT.includes(path)) return [];
  if (!/\.[a-z]+$/.test(path))
    return readdirSync(full, { withFileTypes: true })
      .map(({ name }) => join(path, name))
      .sort()
      .flatMap(filesUnder);
  return [path];
};

/** One hash of everything that templates and bundles are made of, settings in `cdk.json` included. */
export const inputsDigest = (): string => {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap(filesUnder))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

const stampOf = (outdir: string): string => join(outdir, '.inputs');

/** Whether the templates there are those of these inputs, to the last file. */
export const isStamped = (outdir: string, digest: string): boolean =>
  existsSync(stampOf(outdir)) && readFileSync(stampOf(outdir), 'utf8') === digest;

/** Says that the templates there are those of these inputs. */
export const stamp = (outdir: string, digest: string): void => writeFileSync(stampOf(outdir), digest);

/** Before templates are written of which no digest tells: settings may come by the command line. */
export const unstamp = (outdir: string): void => rmSync(stampOf(outdir), { force: true });
