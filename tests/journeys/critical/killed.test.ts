import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureAssembly } from '../../../infra/local/synth.ts';
import { type LocalProcess, newDataDir, startLocalProcess } from '../../support/local-process.ts';

interface CaseBody {
  readonly caseId: string;
  readonly critical: {
    readonly stage: string;
    readonly callbackDueAt: string | null;
    readonly nextUpdateDueAt: string | null;
  };
}
interface Entry {
  readonly type: string;
  readonly at: string;
  readonly data: {
    readonly kind?: string;
    readonly dueAt?: string;
    readonly step?: string;
    readonly pageKey?: string;
  };
}

let dataDir: string;
let running: LocalProcess | undefined;
beforeEach(async () => {
  await ensureAssembly();
  dataDir = newDataDir();
});
afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  rmSync(dataDir, { recursive: true, force: true });
});

/** `npm start` as a process of its own, so that it can die as processes die. */
async function start() {
  const started = startLocalProcess({ GUARDIA_DATA_DIR: dataDir });
  running = started;
  const { httpUrl } = await started.ready;
  const json = async (response: Response): Promise<unknown> => JSON.parse(await response.text());
  const local = async <Body>(path: string, body?: object): Promise<Body> =>
    (await json(
      await fetch(`${httpUrl}/_local/${path}`, body && { method: 'POST', body: JSON.stringify(body) }),
    )) as Body;
  const call = async <Body>(user: string, route: string, body?: object): Promise<Body> => {
    const { token } = await local<{ token: string }>('token', { user });
    const [method = 'GET', path = ''] = route.split(' ');
    const answer = await fetch(`${httpUrl}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(answer.status, route).toBeLessThan(300);
    return (await json(answer)) as Body;
  };
  const now = async () => (await local<{ now: string }>('clock')).now;
  return {
    call,
    now,
    /** Moves the clock to so many seconds after an instant; everything due on the way is done at its time. */
    advanceTo: async (instant: string | null, seconds: number) => {
      const missing = Math.ceil((Date.parse(instant ?? '') - Date.parse(await now())) / 1_000) + seconds;
      await local('clock', { advance: `PT${Math.max(1, missing)}S` });
    },
    timeline: async (caseId: string) => {
      const items: Entry[] = [];
      let cursor = '';
      do {
        const page = await call<{ items: Entry[]; nextCursor: string | null }>(
          agent,
          `GET /cases/${caseId}/timeline?limit=100${cursor}`,
        );
        items.push(...page.items);
        cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
      } while (cursor !== '');
      return items;
    },
  };
}
type Cloud = Awaited<ReturnType<typeof start>>;

const ana = 'ana@acme.example';
const agent = 'agent@guardia.example';
const vitalInformation = {
  companyName: 'Acme Envíos',
  contactName: 'Ana García',
  contactPhone: '+34911234567',
  contactEmail: ana,
  description: 'Todo falla.',
};

/** Critical clocks are kept to five seconds, whatever happened before. */
function inTime(at: string | undefined, due: string | null | undefined): void {
  const late = Date.parse(at ?? '') - Date.parse(due ?? '');
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(5_000);
}

/** A way into each state of the workflow, and what must happen on time once it was killed there. */
interface Station {
  readonly stage: string;
  readonly enter: (cloud: Cloud, caseId: string) => Promise<unknown>;
  readonly check: (cloud: Cloud, of: CaseBody) => Promise<void>;
}

const missed = (kind: string, due: (of: CaseBody) => string | null): Station['check'] => {
  return async (cloud, of) => {
    const before = await breaches(cloud, of.caseId, kind);
    await cloud.advanceTo(due(of), -30);
    expect(await breaches(cloud, of.caseId, kind)).toEqual(before);
    await cloud.advanceTo(due(of), 30);
    const [last, ...more] = (await breaches(cloud, of.caseId, kind)).slice(before.length);
    expect(more).toEqual([]);
    inTime(last?.at, due(of));
  };
};
const breaches = async (cloud: Cloud, caseId: string, kind: string) =>
  (await cloud.timeline(caseId)).filter(({ type, data }) => type === 'deadline.missed' && data.kind === kind);

/** Nothing of the critical clocks is left: no page, no breach, for as long as they would have taken. */
const silent: Station['check'] = async (cloud, { caseId }) => {
  const count = async () =>
    (await cloud.timeline(caseId)).filter(
      ({ type, data }) => type === 'page.sent' || data.kind === 'callback' || data.kind === 'critical-update',
    ).length;
  const before = await count();
  await cloud.advanceTo(await cloud.now(), 31 * 60);
  expect(await count()).toBe(before);
};
const nextUpdate = missed('critical-update', ({ critical }) => critical.nextUpdateDueAt);
const end = async (cloud: Cloud, caseId: string) => {
  await cloud.call(agent, `POST /cases/${caseId}/end`, { description: 'Ha terminado.' });
  await cloud.call(agent, `PUT /cases/${caseId}/closing-note`, { cause: null, followUps: [] });
};
const propose = (cloud: Cloud, caseId: string) =>
  cloud.call(agent, `POST /cases/${caseId}/closure-proposals`, { summary: 'Resuelto.' });
const answer = (agreed: boolean) => (cloud: Cloud, caseId: string) =>
  cloud.call(ana, `POST /cases/${caseId}/closure-proposals/current/answer`, { agreed, reason: 'Sigue.' });

const stations: readonly Station[] = [
  {
    stage: 'intake',
    enter: async () => {},
    check: async (cloud, { caseId }) => {
      const [first] = (await cloud.timeline(caseId)).filter(({ type }) => type === 'critical.declared');
      await cloud.advanceTo(first?.at ?? null, 150);
      const again = (await cloud.timeline(caseId)).find(({ data }) => data.step === 'primary-again');
      inTime(again?.at, new Date(Date.parse(first?.at ?? '') + 120_000).toISOString());
    },
  },
  {
    stage: 'paging',
    enter: (cloud, caseId) => cloud.call(agent, `PUT /cases/${caseId}/vital-information`, vitalInformation),
    check: missed('callback', ({ critical }) => critical.callbackDueAt),
  },
  {
    stage: 'working',
    enter: async (cloud, caseId) =>
      cloud.call(agent, `POST /cases/${caseId}/callbacks`, {
        number: vitalInformation.contactPhone,
        startedAt: await cloud.now(),
        durationSeconds: 60,
        outcome: 'reached',
      }),
    check: nextUpdate,
  },
  {
    stage: 'workaround-given',
    enter: (cloud, caseId) =>
      cloud.call(agent, `POST /cases/${caseId}/workaround`, { description: 'Use el otro servidor.' }),
    check: silent,
  },
  { stage: 'ended', enter: end, check: silent },
  { stage: 'closure-proposed', enter: propose, check: silent },
  { stage: 'working', enter: answer(false), check: nextUpdate },
  {
    stage: 'closed',
    enter: async (cloud, caseId) => {
      await end(cloud, caseId);
      await propose(cloud, caseId);
      await answer(true)(cloud, caseId);
    },
    check: silent,
  },
  {
    stage: 'working',
    enter: (cloud, caseId) => cloud.call(ana, `POST /cases/${caseId}/reopenings`, { reason: 'Otra vez.' }),
    check: nextUpdate,
  },
];

it('keeps every deadline, once, although everything is killed in each state of the workflow', async () => {
  let cloud = await start();
  const { caseId } = await cloud.call<CaseBody>(ana, 'POST /cases', {
    subject: 'Nada sale',
    description: 'Todo falla.',
    severity: 'critical',
  });
  for (const { stage, enter, check } of stations) {
    await enter(cloud, caseId);
    // No moment's rest: what the action set going is under way.
    running?.child.kill('SIGKILL');
    await running?.ended;
    cloud = await start();
    const of = await cloud.call<CaseBody>(ana, `GET /cases/${caseId}`);
    expect(of.critical.stage).toBe(stage);
    await check(cloud, of);
  }
  const entries = await cloud.timeline(caseId);
  const pages = entries.flatMap(({ type, data }) => (type === 'page.sent' ? [data.pageKey] : []));
  expect(new Set(pages).size).toBe(pages.length);
  expect(entries.filter(({ type }) => type === 'vital-information.recorded')).toHaveLength(1);
  expect(entries.filter(({ type }) => type === 'callback.reached')).toHaveLength(1);
  // One run for the declaration, one for the reopening, however often they were killed.
  expect(entries.filter(({ type }) => type === 'workflow.started')).toHaveLength(2);
}, 300_000);
