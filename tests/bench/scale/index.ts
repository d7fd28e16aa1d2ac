import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalProcess } from '../../support/local-process.ts';
import { type BenchRow, percentile } from '../row.ts';
import { syntheticCase } from './cases.ts';
import { fillCases } from './fill.ts';

type Meter = Readonly<Record<string, number>>;

interface Question {
  readonly what: string;
  readonly user: string;
  /** The path to ask for; the same for the same turn in every run. */
  readonly path: (turn: number) => string;
}

interface Answer {
  readonly units: number;
  readonly items: number;
  readonly p50: number;
  readonly p99: number;
}

const agent = 'agent@guardia.example';
const customer = 'ana@acme.example';
const supervisor = 'supervisor@guardia.example';
const smallest = 1_000;
const pageSize = 10;
const roundTo = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

const views = ['open', 'unassigned', 'mine', 'due-within-hour', 'waiting-on-customer', 'breached', 'closed'];

const questions = (now: string): readonly Question[] => [
  {
    what: 'read a case',
    user: agent,
    path: (turn) => `/cases/${syntheticCase((turn * 37) % smallest, now).caseId}`,
  },
  ...views.map((view) => ({
    what: `list, view ${view}`,
    user: agent,
    path: () => `/cases?view=${view}&limit=${pageSize}`,
  })),
  { what: 'list of an account, by its customer', user: customer, path: () => `/cases?limit=${pageSize}` },
  { what: 'search by number', user: agent, path: (turn) => `/cases?q=${10_000_000 + turn}` },
  { what: 'search by a common word', user: agent, path: () => `/cases?q=delivery&limit=${pageSize}` },
  { what: 'search by a customer', user: customer, path: () => `/cases?q=delivery&limit=${pageSize}` },
];

interface Asked {
  readonly local: <T>(path: string, body?: object) => Promise<T>;
  readonly as: (user: string) => Promise<(path: string) => Promise<number>>;
  readonly assignByHand: () => Promise<void>;
}

/** Runs `work` with a local cloud on a data directory. */
async function withCloud<T>(dataDir: string, work: (cloud: Asked) => Promise<T>): Promise<T> {
  const cloud = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });
  try {
    const { httpUrl } = await cloud.ready;
    const local: Asked['local'] = async (path, body) => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      return JSON.parse((await (await fetch(`${httpUrl}/_local/${path}`, init)).text()) || '{}');
    };
    const call = async (user: string) => {
      const { token } = await local<{ token: string }>('token', { user });
      return async (path: string, init: RequestInit = {}) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const answer = await fetch(`${httpUrl}/v1${path}`, { ...init, headers });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return answer;
      };
    };
    const assignByHand = async () => {
      const body = JSON.stringify({ assignment: 'by-hand', alarms: [] });
      await (await call(supervisor))('/rules', { method: 'PUT', body });
    };
    const as: Asked['as'] = async (user) => {
      const get = await call(user);
      return async (path) => {
        const answer = await get(path);
        return ((await answer.json()) as { items?: readonly unknown[] }).items?.length ?? 1;
      };
    };
    return await work({ local, as, assignByHand });
  } finally {
    cloud.child.kill('SIGTERM');
    await cloud.ended;
  }
}

/**
 * Counted apart from the times: asking the database for its units costs a little. The fewest of three: each minute the
 * tick reads as well.
 */
async function unitsOf(
  { local }: Asked,
  ask: () => Promise<number>,
): Promise<Pick<Answer, 'units' | 'items'>> {
  const units = async () => (await local<Meter>('meter'))['dynamodb/read-units'] ?? 0;
  await local('meter', { capacity: true });
  const asked: Pick<Answer, 'units' | 'items'>[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const before = await units();
    const items = await ask();
    asked.push({ units: (await units()) - before, items });
  }
  await local('meter', { capacity: false });
  return asked.reduce((fewest, one) => (one.units < fewest.units ? one : fewest));
}

/** Asks all clouds in turn, so that whatever else the machine does meets each of them alike. */
async function measure(clouds: readonly Asked[], question: Question, turns: number): Promise<Answer[]> {
  const { user, path } = question;
  const asked = await Promise.all(
    clouds.map(async (cloud) => ({ cloud, ask: await cloud.as(user), times: [] as number[] })),
  );
  for (let turn = -10; turn < turns; turn++)
    for (const { ask, times } of asked) {
      const begun = performance.now();
      await ask(path(Math.max(turn, 0)));
      if (turn >= 0) times.push(performance.now() - begun);
    }
  return Promise.all(
    asked.map(async ({ cloud, ask, times }) => ({
      ...(await unitsOf(cloud, () => ask(path(0)))),
      p50: roundTo(percentile(times, 0.5), 1),
      p99: roundTo(percentile(times, 0.99), 1),
    })),
  );
}

/**
 * A data directory with so many cases beside the demonstration's people, where no rule gives unowned cases an
 * owner: the minute's tick would empty a small desk's list of them and read beside us on a large one.
 */
async function filled(
  parent: string,
  cases: number,
  now: string,
): Promise<{ dataDir: string; seconds: number }> {
  const dataDir = join(parent, String(cases));
  await withCloud(dataDir, ({ assignByHand }) => assignByHand());
  const begun = performance.now();
  fillCases(join(dataDir, 'dynamodb.db'), cases, now);
  return { dataDir, seconds: Math.round((performance.now() - begun) / 1_000) };
}

const rowsOf = (what: string, cases: number, [few, many]: readonly Answer[]): BenchRow[] => {
  if (!few || !many) return [];
  return [
    {
      what: `${what}: read units at ${cases} cases (${few.units} at ${smallest}; ${few.items} -> ${many.items} items)`,
      value: many.units,
      unit: 'units',
      // A page of so many items may lie over one 4 KB step more: two eventually consistent reads of half a unit.
      bar: few.items === many.items ? few.units + 1 : null,
      smaller: true,
    },
    {
      what: `${what}: p50 to ${smallest} cases (${few.p50} -> ${many.p50} ms, p99 ${few.p99} -> ${many.p99})`,
      value: roundTo(many.p50 / few.p50, 2),
      unit: 'x',
      bar: 1.1,
      smaller: true,
    },
  ];
};

/**
 * What lists, searches and reads cost in read units and in time with 1,000 cases and with `cases` of them: a page
 * reads the same items however many there are.
 */
export async function benchScale(cases: number, turns: number): Promise<BenchRow[]> {
  const parent = mkdtempSync(join(tmpdir(), 'guardia-scale-'));
  const now = new Date().toISOString();
  try {
    const few = await filled(parent, smallest, now);
    const many = await filled(parent, cases, now);
    const rows: BenchRow[] = [
      { what: `${cases} cases written in`, value: many.seconds, unit: 's', bar: null },
    ];
    await withCloud(few.dataDir, (one) =>
      withCloud(many.dataDir, async (other) => {
        for (const question of questions(now)) {
          const answers = await measure([one, other], question, turns);
          rows.push(...rowsOf(question.what, cases, answers));
        }
      }),
    );
    return rows;
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
