import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startLocalProcess } from '../support/local-process.ts';
import { benchApi } from './api.ts';
import { benchBundles } from './bundles.ts';
import { harder, promisedShare, type Simulation, simulateCallbacks } from './callback-simulation.ts';
import { benchCritical } from './critical.ts';
import { benchEmail } from './email.ts';
import { benchMutatedMail } from './mutated-mail.ts';
import { benchPipeline } from './pipeline.ts';
import { type BenchRow, enforceBars, isMet } from './row.ts';
import { benchScale } from './scale/index.ts';

const quick = process.argv.includes('--quick');
/** A million cases are 10 GB and half an hour: only when asked for. */
const million = process.argv.includes('million');
/** Each part can be asked for alone, such as `npm run bench -- critical` on a machine that does nothing else. */
const parts = ['bundles', 'email', 'damaged', 'pipeline', 'api', 'critical', 'lists', 'callback'] as const;
const named = parts.filter((part) => process.argv.includes(part));
const runs = (...asked: (typeof parts)[number][]): boolean =>
  named.length === 0 || asked.some((part) => named.includes(part));
const root = join(import.meta.dirname, '..', '..');

const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
console.log(`${machine}; other work on the machine changes figures: compare ratios and medians.\n`);

const rows: BenchRow[] = [];
const add = (title: string, more: readonly BenchRow[]): void => {
  console.log(`## ${title}`);
  for (const row of more) {
    const met = isMet(row);
    const bar = row.bar === null ? '' : `  bar ${row.bar} ${met === true ? 'met' : 'MISSED'}`;
    console.log(`${row.what.padEnd(66)} ${String(row.value).padStart(10)} ${row.unit}${bar}`);
  }
  console.log('');
  rows.push(...more);
};

if (runs('bundles')) add('Bundles', await benchBundles());
if (runs('email')) add('Reading mail', await benchEmail());
if (runs('damaged')) add('Damaged mail', await benchMutatedMail(quick ? 500 : 10_000));

if (runs('pipeline', 'api', 'critical')) {
  const dataDir = mkdtempSync(join(tmpdir(), 'guardia-bench-'));
  const cloud = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });
  try {
    const at = await cloud.ready;
    if (runs('pipeline')) add('Mail to case, one machine', await benchPipeline(at, quick ? 200 : 1_000));
    if (runs('api')) add('API, one machine', await benchApi(at.httpUrl, quick ? 100 : 500));
    if (runs('critical'))
      add('Critical cases, one machine', await benchCritical(at.httpUrl, quick ? 100 : 1_000));
  } finally {
    cloud.child.kill('SIGTERM');
    await cloud.ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

if (runs('lists')) {
  const scale = million ? 1_000_000 : quick ? 2_000 : 20_000;
  add(`Lists, search and reads, ${scale} cases`, await benchScale(scale, quick ? 20 : 100));
}

if (runs('callback')) {
  const simulated = { cases: quick ? 5_000 : 100_000, channelFailure: 0.3, agentAnswerMinutes: 3, seed: 1 };
  const calledBack = (
    { what, ...more }: { what: string } & Partial<Simulation>,
    bar: number | null,
  ): BenchRow => ({
    what: `called back in time, ${what}, N=${simulated.cases}`,
    value: Math.round(simulateCallbacks({ ...simulated, ...more }).share * 100_000) / 1_000,
    unit: '%',
    bar,
  });
  add('Callback in 15 minutes, simulated', [
    calledBack({ what: '30 % of attempts failing' }, promisedShare),
    ...harder.map((scenario) => calledBack(scenario, null)),
  ]);
}

mkdirSync(join(root, '.guardia'), { recursive: true });
const file = join(root, '.guardia', 'bench.json');
writeFileSync(
  file,
  `${JSON.stringify({ machine, durable: true, at: new Date().toISOString(), rows }, null, 2)}\n`,
);
console.log(`Written to ${file}.`);
enforceBars(rows);
