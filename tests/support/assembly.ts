import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Template } from '../../infra/local/template/assembly.ts';

/**
 * Writes a stack as CDK would, for tests of the local cloud itself: a folder with a manifest, the template and
 * its assets. A function's `Code.S3Key` names an asset.
 */
export const writeAssembly = (
  Resources: Template['Resources'],
  assets: Readonly<Record<string, string>> = {},
): string => {
  const directory = mkdtempSync(join(tmpdir(), 'guardia-assembly-'));
  mkdirSync(directory, { recursive: true });
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(directory, name), JSON.stringify(content));
  write('Test.template.json', { Resources });
  write('Test.assets.json', {
    files: Object.fromEntries(
      Object.entries(assets).map(([objectKey, path]) => [
        objectKey,
        { source: { path }, destinations: { here: { objectKey } } },
      ]),
    ),
  });
  write('manifest.json', {
    artifacts: {
      'Test.assets': { type: 'cdk:asset-manifest', properties: { file: 'Test.assets.json' } },
      Test: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/eu-west-1',
        properties: { templateFile: 'Test.template.json', stackName: 'test' },
        dependencies: ['Test.assets'],
      },
    },
  });
  return directory;
};
