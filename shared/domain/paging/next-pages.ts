import { epochOf, type Instant, instantOf } from '../calendar/index.ts';
import { SECOND } from '../calendar/instant.ts';
import {
  type ChannelKind,
  type ContactChannel,
  channelsAt,
  type Responder,
  type Schedule,
} from '../oncall/index.ts';
import { silence } from './hold.ts';
import type { Ladder } from './ladder.ts';
import { recipientsOf } from './recipients.ts';
import { dueRungs, type Rung, rungTimesAfter } from './rungs.ts';

/** Somebody said «I have it». */
export interface Acknowledgement {
  readonly personId: string;
  readonly at: Instant;
}

/** A logged call to the customer; `met` if it reached them, see {@link judgeCall}. */
export interface CallbackCall {
  readonly personId: string;
  readonly startedAt: Instant;
  readonly met: boolean;
}

/** All that decides who is paged: the case's facts, the people, and what was already sent. */
export interface PagingQuestion {
  readonly caseId: string;
  readonly ladder: Ladder;
  /** When the vital information was complete: the ladder's zero. */
  readonly startedAt: Instant;
  readonly callbackDueAt: Instant;
  readonly now: Instant;
  readonly schedule: Schedule;
  readonly people: readonly Responder[];
  /** The account's technical account manager and deputy. */
  readonly tamIds: readonly string[];
  /** Those of the people that are services with ladders of their own: every step tells them too. */
  readonly serviceIds?: readonly string[];
  /** Every page already tried, whatever became of it. */
  readonly attempts: readonly { readonly key: string }[];
  readonly acknowledgement: Acknowledgement | null;
  /** In order of time. */
  readonly calls: readonly CallbackCall[];
}

export interface Page {
  /** One page is one key: case, run of the ladder, step, person, channel. The same question gives the same keys. */
  readonly key: string;
  readonly stepId: string;
  readonly signal: 'page' | 'red';
  readonly personId: string;
  readonly channelId: string;
  readonly kind: ChannelKind;
  readonly address: string;
  readonly dueAt: Instant;
}

export interface PagingAnswer {
  /** To be sent now, all of them: critical pages are de-duplicated, never throttled (goalert#4188). */
  readonly pages: readonly Page[];
  /** When to ask again; null once the customer has been reached. */
  readonly nextLookAt: Instant | null;
}

/**
 * The pages due at an instant. Each person's channel is owed the newest step that is due and meant for it: so
 * a look that comes late, after an outage, pages once and not for every step missed, and a slow channel of
 * somebody's chain still gets its turn after the next step has begun (oncall#934).
 *
 * The ladder rests while somebody who said so is at it, see {@link silence}, and never past the time
 * at which the callback is due; from then on everybody is paged at every retry until the customer is reached.
 */
export function nextPages(question: PagingQuestion): PagingAnswer {
  const { calls, now } = question;
  if (calls.some(({ met }) => met)) return { pages: [], nextLookAt: null };
  const epoch = epochOf(now);
  const rest = silence(question, epoch);
  const links = question.people.flatMap((person) => chainOf(person, now));
  const owed = rest === null ? ladderPages(question, links) : reminderPages(question, links, rest.reminder);
  const tried = new Set(question.attempts.map(({ key }) => key));
  const delays = new Set([0, ...links.map(({ delay }) => delay)]);
  const next = rest === null ? Math.min(...rungTimesAfter(question, epoch, [...delays])) : rest.nextLook;
  return { pages: owed.filter(({ key }) => !tried.has(key)), nextLookAt: instantOf(next) };
}

/** A channel of somebody's chain that works, and how long after a page begins its turn comes, in milliseconds. */
interface Link {
  readonly personId: string;
  readonly channel: ContactChannel;
  readonly delay: number;
}

/**
 * The links that work. One that does not silences no other (oncall#1503), and none waits for it: a chain
 * begins at once, with its first that works.
 */
function chainOf(person: Responder, now: Instant): readonly Link[] {
  const channels = channelsAt(person, now);
  const first = Math.min(...channels.map(({ delaySeconds }) => delaySeconds));
  return channels.map((channel) => ({
    personId: person.personId,
    channel,
    delay: (channel.delaySeconds - first) * SECOND,
  }));
}

function ladderPages(question: PagingQuestion, links: readonly Link[]): readonly Page[] {
  const epoch = epochOf(question.now);
  const recipients = new Map<string, readonly string[]>();
  const isFor = (rung: Rung, personId: string): boolean => {
    const known = recipients.get(rung.stepId) ?? recipientsOf(rung, question);
    recipients.set(rung.stepId, known);
    return known.includes(personId);
  };
  return links.flatMap(({ personId, channel, delay }) => {
    const rung = dueRungs(question, epoch - delay).find(
      (candidate) => candidate.channels.includes(channel.kind) && isFor(candidate, personId),
    );
    return rung === undefined ? [] : [pageOf(question, { personId, channel, rung, due: rung.at + delay })];
  });
}

/** After a call that did not get through its caller alone is told when to try again, on every channel at once. */
function reminderPages(question: PagingQuestion, links: readonly Link[], rung: Rung | null): readonly Page[] {
  const callerId = question.calls.at(-1)?.personId;
  if (rung === null) return [];
  return links
    .filter(({ personId }) => personId === callerId)
    .map(({ personId, channel }) => pageOf(question, { personId, channel, rung, due: rung.at }));
}

interface Sending {
  readonly personId: string;
  readonly channel: ContactChannel;
  readonly rung: Rung;
  readonly due: number;
}

function pageOf({ caseId, startedAt }: PagingQuestion, { personId, channel, rung, due }: Sending): Page {
  const { channelId, kind, address } = channel;
  const { stepId, signal } = rung;
  const key = [caseId, startedAt, stepId, personId, channelId].join('/');
  return { key, stepId, signal, personId, channelId, kind, address, dueAt: instantOf(due) };
}
