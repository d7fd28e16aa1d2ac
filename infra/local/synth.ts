import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { inputsDigest, isStamped } from '../inputs.ts';
import { LocalCloudError } from './aws.ts';
import { isAssembly } from './template/assembly.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** Where `npm run synth` writes. */
export const assemblyDir = join(root, 'cdk.out');

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
  if (isAssembly(assemblyDir) && isStamped(assemblyDir, inputsDigest())) return assemblyDir;
  progress('bundling the functions and synthesising the templates');
  await run(join('infra', 'synth.ts'));
  return assemblyDir;
};
