import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LocalCloudError } from './aws.ts';
import { isAssembly } from './template/assembly.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** Where `npm run synth` writes. */
export const assemblyDir = join(root, 'cdk.out');
const stampFile = join(assemblyDir, '.inputs');

/** What the templates and bundles are made of. The local cloud itself is no part of them. */
const INPUTS = ['functions', 'shared', 'infra', 'web', 'cdk.json', 'package-lock.json'];
const NOT = [join('infra', 'local'), join('web', 'node_modules')];

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

const digest = (): string => {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap(filesUnder))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

const run = (script: string): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, script)], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', fail);
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new LocalCloudError(`${script} failed:\n${output.trim()}`)),
    );
  });

/**
 * Bundles and synthesises unless nothing has changed since the last time; `GUARDIA_CDK_OUT` names templates to
 * be taken as they are instead.
 *
 * @returns the folder of the templates.
 * @throws LocalCloudError with what the synthesis said.
 */
export const ensureAssembly = async (progress: (text: string) => void = () => {}): Promise<string> => {
  const { GUARDIA_CDK_OUT: given } = process.env;
  if (given) return given;
  const inputs = digest();
  if (isAssembly(assemblyDir) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === inputs)
    return assemblyDir;
  progress('bundling the functions and synthesising the templates');
  await run(join('infra', 'synth.ts'));
  writeFileSync(stampFile, inputs);
  return assemblyDir;
};
