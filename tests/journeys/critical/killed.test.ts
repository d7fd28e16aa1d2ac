import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureAssembly } from '../../../infra/local/synth.ts';

interface Cloud {
  readonly call: <Body>(user: string, route: string, body?: object) => Promise<Body>;
  /** Moves the clock to so many seconds after an instant. */
  readonly advanceTo: (instant: string, seconds: number) => Promise<void>;
  readonly now: () => Promise<string>;
  readonly kill: () => Promise<void>;
}

let dataDir: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  await ensureAssembly();
  dataDir = mkdtempSync(join(tmpdir(), 'guardia-killed-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** `npm start` as a process of its own, so that it can die as processes die. */
async function start(): Promise<Cloud> {
  const child = spawn(process.execPath, ['infra/local/main.ts', '--quiet'], {
    env: { ...process.env, GUARDIA_DATA_DIR: dataDir, GUARDIA_HTTP_PORT: '0', GUARDIA_SMTP_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    url = /guardia is ready.*?(http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1] ?? '';
    if (url !== '') break;
  }
  child.stdout.resume();
  const local = async <Body>(path: string, body?: object): Promise<Body> => {
    const answer = await fetch(
      `${url}/_local/${path}`,
      body && { method: 'POST', body: JSON.stringify(body) },
    );
    return (await answer.json()) as Body;
  };
  return {
    now: async () => (await local<{ now: string }>('clock')).now,
    advanceTo: async (instant, seconds) => {
      const { now } = await local<{ now: string }>('clock');
      const missing = Math.ceil((Date.parse(instant) - Date.parse(now)) / 1_000) + seconds;
      await local('clock', { advance: `PT${missing}S` });
    },
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    call: async <Body>(user: string, route: string, body?: object): Promise<Body> => {
      const { token } = await local<{ token: string }>('token', { user });
      const [method = 'GET', path = ''] = route.split(' ');
      const answer = await fetch(`${url}/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(answer.status, route).toBeLessThan(300);
      return (await answer.json()) as Body;
    },
  };
}

interface Opened {
  readonly caseId: string;
  readonly critical: { readonly callbackDueAt: string; readonly nextUpdateDueAt: string };
}
interface Entry {
  readonly type: string;
  readonly at: string;
  readonly data: { readonly kind?: string; readonly dueAt?: string };
}

const vitalInformation = {
  companyName: 'Acme Envíos',
  contactName: 'Ana García',
  contactPhone: '+34911234567',
  contactEmail: 'ana@acme.example',
};
const open = (cloud: Cloud) =>
  cloud.call<Opened>('ana@acme.example', 'POST /cases', {
    subject: 'Nada sale',
    description: 'Todo falla.',
    severity: 'critical',
    vitalInformation,
  });
const reach = async (cloud: Cloud, caseId: string) =>
  await cloud.call<Opened>('agent@guardia.example', `POST /cases/${caseId}/callbacks`, {
    number: vitalInformation.contactPhone,
    startedAt: await cloud.now(),
    durationSeconds: 60,
    outcome: 'reached',
  });
const breaches = async (cloud: Cloud, caseId: string) => {
  const { items } = await cloud.call<{ items: Entry[] }>(
    'agent@guardia.example',
    `GET /cases/${caseId}/timeline?limit=100`,
  );
  return items.filter(({ type }) => type === 'deadline.missed');
};
/** Critical clocks are kept to five seconds, whatever happened before. */
const inTime = ({ at, data }: Entry): void => {
  const late = Date.parse(at) - Date.parse(data.dueAt ?? '');
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(5_000);
};

it('keeps the callback’s time although everything is killed at once after the case was opened', async () => {
  const before = await start();
  const { caseId, critical } = await open(before);
  await before.kill();
  const after = await start();
  await after.advanceTo(critical.callbackDueAt, -60);
  expect(await breaches(after, caseId)).toEqual([]);
  await after.advanceTo(critical.callbackDueAt, 60);
  const [missed, ...more] = await breaches(after, caseId);
  expect(more).toEqual([]);
  inTime(missed as Entry);
});

it('keeps the update’s time although everything is killed twice while the issue is worked on', async () => {
  const before = await start();
  const { caseId } = await open(before);
  const { critical } = await reach(before, caseId);
  await before.kill();
  const between = await start();
  await between.advanceTo(critical.nextUpdateDueAt, -240);
  await between.kill();
  const after = await start();
  await after.advanceTo(critical.nextUpdateDueAt, 60);
  const [missed, ...more] = await breaches(after, caseId);
  expect(more).toEqual([]);
  expect(missed?.data.kind).toBe('critical-update');
  inTime(missed as Entry);
});
