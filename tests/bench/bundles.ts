import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleFunctions, standIns } from '../../infra/bundle.ts';
import { type BenchRow, percentile } from './row.ts';

const root = join(import.meta.dirname, '..', '..');
const apiBytes = 500_000;
const runs = 9;
/** docs/adr/0015-loading-times-by-client.md */
const heavy = [
  'administration',
  'api',
  'inbound-email',
  'keep-attachments',
  'read-original',
  'send-code',
  'send-mail',
  'submit-event',
];

/** Every bundle's size, and how long Node takes to load it beside one that has the DynamoDB client alone. */
export async function benchBundles(): Promise<BenchRow[]> {
  const bundles = await bundleFunctions(mkdtempSync(join(tmpdir(), 'guardia-bundles-')));
  const baseline = importTime(await clientAlone());
  return [
    { what: 'bundle with the DynamoDB client alone, loaded in', value: baseline, unit: 'ms', bar: null },
    ...bundles.flatMap(({ name, file, bytes }): BenchRow[] => [
      {
        what: `bundle ${name}`,
        value: bytes,
        unit: 'bytes',
        bar: name === 'api' ? apiBytes : null,
        smaller: true,
      },
      {
        what: `bundle ${name}, load time to the client’s alone`,
        value: Math.round((importTime(file) / baseline) * 100) / 100,
        unit: 'x',
        bar: heavy.includes(name) ? 2.4 : 1.5,
        smaller: true,
      },
    ]),
  ];
}

async function clientAlone(): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'guardia-client-')), 'index.mjs');
  await build({
    stdin: {
      contents:
        "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; export const client = new DynamoDBClient({});",
      resolveDir: root,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    alias: standIns,
    banner: { js: "import{createRequire as c}from'node:module';const require=c(import.meta.url);" },
  });
  return outfile;
}

/**
 * The median of several fresh processes: milliseconds of processor time to evaluate a bundle's modules, its
 * connections left out. Processor time, because other work on the machine changes the other kind.
 */
function importTime(file: string): number {
  const probe = join(mkdtempSync(join(tmpdir(), 'guardia-probe-')), 'probe.mjs');
  // A handler that reads its variables at once stops there: what is measured is loading, not connecting.
  writeFileSync(
    probe,
    `const begun = process.cpuUsage();
     await import(${JSON.stringify(file)}).catch(() => {});
     const { user, system } = process.cpuUsage(begun);
     console.log((user + system) / 1000);`,
  );
  const env = { ...process.env, AWS_REGION: 'eu-west-1' };
  const times = Array.from({ length: runs }, () =>
    Number(execFileSync(process.execPath, [probe], { env, encoding: 'utf8' })),
  );
  return Math.round(percentile(times, 0.5) * 10) / 10;
}
