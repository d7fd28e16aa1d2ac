import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { factsOf, inParallel, openCritical, takePageOf } from '../support/critical-burst.ts';
import { type BenchRow, percentile } from './row.ts';

/**
 * So many critical cases within one minute on one machine, at an even pace whatever becomes of each: how soon each
 * first page was handed to SNS, and whether each callback was missed at 15:00 by the clock that is moved.
 */
export async function benchCritical(httpUrl: string, cases: number): Promise<BenchRow[]> {
  const local = async (path: string, body: object) =>
    (await post(`${httpUrl}/_local/${path}`, body)) as { token: string };
  const tokens = new Map<string, Promise<{ token: string }>>();
  const tokenOf = (user: string) => {
    const known = tokens.get(user) ?? local('token', { user });
    tokens.set(user, known);
    return known;
  };
  const cloud = {
    call: async <Body>(user: string, route: string, body?: object) => {
      const [method = 'GET', path = ''] = route.split(' ');
      const { token } = await tokenOf(user);
      const answer = await fetch(`${httpUrl}/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Body };
    },
    advance: async (duration: string) => {
      await local('clock', { advance: duration });
      tokens.clear();
    },
  };

  const pace = 60_000 / cases;
  const begun = performance.now();
  const opened = await Promise.all(
    Array.from({ length: cases }, async (_, number) => {
      await new Promise((go) => setTimeout(go, Math.max(0, begun + number * pace - performance.now())));
      return openCritical(cloud, number);
    }),
  );
  const caseIds = opened.flatMap((caseId) => (caseId === null ? [] : [caseId]));
  await local('settle', {});
  const paged = await inParallel(caseIds, 4, (caseId) => factsOf(cloud, caseId));
  const lags = paged.map(({ firstPageMs }) => (firstPageMs ?? Number.POSITIVE_INFINITY) / 1_000);
  await inParallel(caseIds, 4, (caseId) => takePageOf(cloud, caseId));
  await cloud.advance('PT16M');
  const missed = await inParallel(caseIds, 4, (caseId) => factsOf(cloud, caseId));
  const wrong = missed.filter(
    ({ breachesMs: [late = -1, ...more], doubled }) =>
      late < 0 || late > 5_000 || more.length > 0 || doubled > 0,
  );
  const latest = Math.max(...missed.flatMap(({ breachesMs }) => breachesMs));
  const seconds = (value: number) => Math.round(value * 100) / 100;
  return [
    {
      what: `critical cases in one minute, refused, N=${cases}`,
      value: cases - caseIds.length,
      unit: '',
      bar: 0,
      smaller: true,
    },
    {
      what: 'from a critical case to its first page, p50',
      value: seconds(percentile(lags, 0.5)),
      unit: 's',
      bar: null,
    },
    {
      what: 'from a critical case to its first page, p99',
      value: seconds(percentile(lags, 0.99)),
      unit: 's',
      bar: null,
    },
    {
      what: 'from a critical case to its first page, latest',
      value: seconds(Math.max(...lags)),
      unit: 's',
      bar: 10,
      smaller: true,
    },
    {
      what: 'callbacks not missed exactly once at 15:00',
      value: wrong.length,
      unit: '',
      bar: 0,
      smaller: true,
    },
    {
      what: 'from 15:00 to the latest breach',
      value: seconds(latest / 1_000),
      unit: 's',
      bar: 5,
      smaller: true,
    },
  ];
}

/** Without `fetch`, which gives up after five minutes: a quarter of an hour of a thousand cases may take longer. */
async function post(url: string, body: object): Promise<unknown> {
  const sent = request(url, { method: 'POST' }).end(JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return json(answer);
}
