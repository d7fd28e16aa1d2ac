/**
 * How many critical cases are called back within 15 minutes when channels fail: the domain's own ladder, driven
 * by its own clock, with dice for the world. `node tests/bench/callback-simulation.ts` prints the share.
 */
import type { ContactChannel, Layer, Responder, Schedule } from '../../shared/domain/oncall/index.ts';
import {
  type CallbackCall,
  defaultLadder,
  nextPages,
  type PagingQuestion,
} from '../../shared/domain/paging/index.ts';
import { enforceBars } from './row.ts';

export interface Simulation {
  readonly cases: number;
  /** The share of attempts that fail, of every page on every channel and of every call to the customer. */
  readonly channelFailure: number;
  /** How long after a delivered page its receiver calls the customer: always the longest that is assumed. */
  readonly agentAnswerMinutes: number;
  readonly seed: number;
  /** The ways to each person; by default those that a deployment has without a service of its own. */
  readonly channels?: readonly ContactChannel['kind'][];
  /** The share of people whom nothing reaches throughout a case, whatever is delivered. @default 0 */
  readonly silentPeople?: number;
}

/** Of 100 cases with two channels a person and 30 % of the attempts failing. */
export const promisedShare = 99.9;

/**
 * What else goes wrong at a time than single attempts: printed beside the bar, not held to it. Text messages alone are below it,
 * which is why nobody is on call with nothing else (`proveCoverage`).
 */
export const harder = [
  { what: 'and nobody with another channel than text messages', channels: ['sms'] },
  { what: 'and text messages down for everybody', channels: ['mail'] },
  { what: 'and every tenth person out of reach', silentPeople: 0.1 },
] as const satisfies readonly (Partial<Simulation> & { readonly what: string })[];

export interface SimulationResult {
  readonly cases: number;
  readonly calledBackInTime: number;
  /** Of 1. */
  readonly share: number;
  readonly pages: number;
  /** How many cases were called back in each minute, the first to the fifteenth. */
  readonly byMinute: readonly number[];
}

const minute = 60_000;
const promise = 15 * minute;
const year = 365 * 24 * 60 * minute;
const start = Date.parse('2026-01-05T00:00:00.000Z');

export function simulateCallbacks({
  cases,
  channelFailure,
  agentAnswerMinutes,
  seed,
  channels = ['sms', 'mail'],
  silentPeople = 0,
}: Simulation): SimulationResult {
  const random = dice(seed);
  const people = peopleWith(channels);
  const fails = () => random() < channelFailure;
  const byMinute = Array.from({ length: 15 }, () => 0);
  let calledBackInTime = 0;
  let pages = 0;
  for (let number = 0; number < cases; number++) {
    const opened = start + Math.floor(random() * year);
    const outcome = playCase({
      caseId: `case-${number}`,
      opened,
      fails,
      answer: agentAnswerMinutes * minute,
      people,
      silent: new Set(silentPeople === 0 ? [] : crew.filter(() => random() < silentPeople)),
    });
    pages += outcome.pages;
    if (outcome.reachedAfter === null) continue;
    calledBackInTime++;
    const inMinute = Math.min(Math.floor(outcome.reachedAfter / minute), 14);
    byMinute[inMinute] = (byMinute[inMinute] ?? 0) + 1;
  }
  return { cases, calledBackInTime, share: calledBackInTime / cases, pages, byMinute };
}

interface OneCase {
  readonly caseId: string;
  readonly opened: number;
  readonly fails: () => boolean;
  readonly answer: number;
  readonly people: readonly Responder[];
  readonly silent: ReadonlySet<string>;
}

/** Plays one case to the callback or to the end of its 15 minutes: looks, pages, answers and calls in order of time. */
function playCase({ caseId, opened, fails, answer, people, silent }: OneCase): {
  reachedAfter: number | null;
  pages: number;
} {
  const due = opened + promise;
  const attempts: { key: string }[] = [];
  const calls: CallbackCall[] = [];
  let agent: { readonly personId: string; readonly callsAt: number } | null = null;
  let acknowledgement: PagingQuestion['acknowledgement'] = null;
  let look = opened;
  for (;;) {
    const now: number = agent === null ? look : Math.min(look, agent.callsAt);
    if (now > due) return { reachedAfter: null, pages: attempts.length };
    if (agent !== null && agent.callsAt === now) {
      if (!fails()) return { reachedAfter: now - opened, pages: attempts.length };
      // Whoever calls has said so; after a call in vain they try again at the retry's time.
      acknowledgement ??= { personId: agent.personId, at: iso(now) };
      calls.push({ personId: agent.personId, startedAt: iso(now), met: false });
      agent = { personId: agent.personId, callsAt: now + defaultLadder.retrySeconds * 1_000 };
    }
    const { pages, nextLookAt } = nextPages({
      caseId,
      ladder: defaultLadder,
      startedAt: iso(opened),
      callbackDueAt: iso(due),
      now: iso(now),
      schedule,
      people,
      tamIds: ['tam'],
      attempts,
      acknowledgement,
      calls,
    });
    for (const page of pages) {
      attempts.push({ key: page.key });
      if (!fails() && !silent.has(page.personId))
        agent ??= { personId: page.personId, callsAt: now + answer };
    }
    look = nextLookAt === null ? Number.POSITIVE_INFINITY : Date.parse(nextLookAt);
  }
}

const iso = (epoch: number) => new Date(epoch).toISOString();

/** A seeded generator (mulberry32), so that a run can be repeated. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const channel = (personId: string, kind: ContactChannel['kind']): ContactChannel => ({
  channelId: `${personId}-${kind}`,
  kind,
  address: `${kind}:${personId}`,
  enabled: true,
  verifiedAt: '2026-01-01T00:00:00.000Z',
  verifiedUntil: null,
  delaySeconds: 0,
});

const crew = ['ana', 'ben', 'cleo', 'dan', 'eva', 'tam'];

const peopleWith = (kinds: readonly ContactChannel['kind'][]): readonly Responder[] =>
  crew.map((personId) => ({
    personId,
    name: personId,
    enabled: true,
    channels: kinds.map((kind) => channel(personId, kind)),
  }));

const seat = (role: Layer['role'], members: readonly string[]): Layer => ({
  layerId: role,
  role,
  timeZone: 'Europe/Madrid',
  rotation: { unit: 'week', every: 1, startsOn: '2025-12-01', handoffAt: '09:00', members },
  windows: [],
  from: null,
  until: null,
});

const schedule: Schedule = {
  scheduleId: 'severity-1',
  name: 'Severity 1',
  layers: [
    seat('primary', ['ana', 'ben', 'cleo']),
    seat('secondary', ['ben', 'cleo', 'ana']),
    seat('duty-lead', ['dan', 'eva']),
  ],
  overrides: [],
  swaps: [],
  leave: [],
};

if (import.meta.main) {
  const cases = { cases: 100_000, channelFailure: 0.3, agentAnswerMinutes: 3, seed: 20261124 };
  const result = simulateCallbacks(cases);
  const percent = (share: number) => `${(share * 100).toFixed(3)} %`;
  console.log(`${percent(result.share)} of ${result.cases} critical cases called back within 15 minutes`);
  console.log(`in minute: ${result.byMinute.map((count, index) => `${index}: ${count}`).join(', ')}`);
  console.log(`pages per case: ${(result.pages / result.cases).toFixed(2)}`);
  for (const { what, ...scenario } of harder) {
    console.log(`${percent(simulateCallbacks({ ...cases, ...scenario }).share)} ${what}`);
  }
  enforceBars([{ what: 'called back in time', value: result.share * 100, unit: '%', bar: promisedShare }]);
}
