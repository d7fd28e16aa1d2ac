import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { synthesise } from '../../infra/synth.ts';
import { emptyBundles, givenDeployment, stackParts } from './support/given.ts';

it('synthesises with no network, no AWS account and no credentials', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-offline-'));
  const script = `
    import net from 'node:net';
    import dns from 'node:dns';
    const refuse = () => { throw new Error('synth reached for the network'); };
    net.Socket.prototype.connect = refuse;
    dns.lookup = refuse;
    const { synthesise } = await import(${JSON.stringify(resolve('infra/synth.ts'))});
    synthesise({ outdir: ${JSON.stringify(join(folder, 'cdk.out'))}, bundles: ${JSON.stringify(emptyBundles(folder))} });
  `;

  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: folder },
  });

  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  expect(templatesIn(join(folder, 'cdk.out'))).toHaveLength(stackParts.length);
});

it('writes the same bytes each time', () => {
  const digest = () => {
    const { folder } = givenDeployment();
    return templatesIn(folder).map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'));
  };

  expect(digest()).toEqual(digest());
});

it('refuses bad settings before it writes a template', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-refused-'));

  expect(() => synthesise({ outdir: folder, settings: { region: 'mars-north-1' } })).toThrow(/region: /);
  expect(templatesIn(folder)).toEqual([]);
});

it('puts a deployment of another name beside the first', () => {
  const { templates } = givenDeployment({ name: 'acme-desk' });

  expect(new Set(templates.resources.map(({ stack }) => stack))).toEqual(
    new Set(stackParts.map((part) => `acme-desk-${part}`)),
  );
});

function templatesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => join(folder, file));
}
