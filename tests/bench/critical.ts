import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import {
  type CriticalFacts,
  factsOf,
  inParallel,
  openCritical,
  takePageOf,
} from '../support/critical-burst.ts';
import { type BenchRow, percentile } from './row.ts';

/**
 * A thousand in a minute: one is asked for every so many milliseconds, and the last is answered within the minute. Where
 * fewer are opened the burst is shorter, and no lighter.
 */
const pace = 58;
const shareOfMinute = 60;
/** Opened before, for the desk to be one in use: code that has just been loaded runs several times slower. */
const warmUp = 100;
/** How soon each first page is with its carrier, in milliseconds. */
const firstPageMs = 10_000;
/** How long after 15:00 a breach may be written down, in milliseconds. */
const breachMs = 5_000;

/** How long it is watched after the last 15:00 that nothing comes twice: the tick comes by, the next pages do not yet. */
const watchedMs = 45_000;

/**
 * A burst of critical cases on one machine, at an even pace whatever becomes of each: how soon each first page was
 * handed to its carrier, and whether each callback was missed at 15:00 by the clock that is moved: none early,
 * none twice.
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

  await inParallel([...Array(warmUp).keys()], 4, (number) => openCritical(cloud, number));
  await local('settle', {});

  const begun = performance.now();
  const opened = await Promise.all(
    Array.from({ length: cases }, async (_, number) => {
      await new Promise((go) => setTimeout(go, Math.max(0, begun + number * pace - performance.now())));
      const asked = performance.now();
      const caseId = await openCritical(cloud, number);
      return { caseId, answered: performance.now(), waited: performance.now() - asked };
    }),
  );
  const caseIds = opened.flatMap(({ caseId }) => (caseId === null ? [] : [caseId]));
  await local('settle', {});
  const paged = await inParallel(caseIds, 4, (caseId) => factsOf(cloud, caseId));
  await inParallel(caseIds, 4, (caseId) => takePageOf(cloud, caseId));
  const moved = performance.now();
  const { now } = (await (await fetch(`${httpUrl}/_local/clock`)).json()) as { now: string };
  const last = Math.max(...paged.map(({ dueAt }) => dueAt));
  const ahead = Math.max(0, last - Date.parse(now)) + watchedMs;
  await cloud.advance(`PT${Math.ceil(ahead / 1_000)}S`);
  const took = performance.now() - moved;
  const missed = await inParallel(caseIds, 4, (caseId) => factsOf(cloud, caseId));

  const lags = paged.map(({ firstPageMs }) => firstPageMs ?? Number.POSITIVE_INFINITY);
  const breaches = missed.map(({ breachesMs }) => breachesMs);
  const count = (
    what: string,
    holds: (facts: CriticalFacts) => boolean,
    of: readonly CriticalFacts[] = missed,
  ) => row(what, of.filter((facts) => !holds(facts)).length, { bar: 0 });
  const seconds = (what: string, milliseconds: number, bar: number | null = null) =>
    row(what, Math.round(milliseconds / 10) / 100, { unit: 's', bar });
  return [
    row(`critical cases refused, N=${cases}`, cases - caseIds.length, { bar: 0 }),
    seconds('from asking for a critical case to the answer, p99', percentile(waits(opened), 0.99)),
    seconds('all of them opened within', lastAnswer(opened) - begun, (cases * shareOfMinute) / 1_000),
    seconds('from a critical case to its first page, p50', percentile(lags, 0.5)),
    seconds('from a critical case to its first page, p99', percentile(lags, 0.99)),
    seconds('from a critical case to its first page, latest', Math.max(...lags)),
    count(
      `first pages not within ${firstPageMs / 1_000} s of their case`,
      (facts) => facts.firstPageMs !== null && facts.firstPageMs <= firstPageMs,
      paged,
    ),
    seconds('to move the clock until after the last 15:00', took),
    seconds('from 15:00 to the latest breach', Math.max(...breaches.flat())),
    count(
      `callbacks not missed within ${breachMs / 1_000} s of 15:00`,
      ({ breachesMs: [late] }) => late !== undefined && late <= breachMs,
    ),
    count('callbacks missed before 15:00', ({ breachesMs }) => breachesMs.every((late) => late >= 0)),
    count(
      'callbacks missed or pages sent twice',
      ({ breachesMs, doubled }) => breachesMs.length <= 1 && doubled === 0,
    ),
  ];
}

interface Asked {
  readonly answered: number;
  readonly waited: number;
}
const waits = (asked: readonly Asked[]) => asked.map(({ waited }) => waited);
const lastAnswer = (asked: readonly Asked[]) => Math.max(...asked.map(({ answered }) => answered));

/** A figure, and where it has a bar, one that nothing may be above. */
const row = (
  what: string,
  value: number,
  { unit = '', bar = null }: { unit?: string; bar?: number | null },
) => ({
  what,
  value,
  unit,
  bar,
  smaller: true,
});

/** Without `fetch`, which gives up after five minutes: a quarter of an hour of a thousand cases may take longer. */
async function post(url: string, body: object): Promise<unknown> {
  const sent = request(url, { method: 'POST' }).end(JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return json(answer);
}
