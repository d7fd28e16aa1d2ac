import type { TimelineItem } from '../../../../shared/contracts/api/views.ts';
import { asEntry, type Entry } from '../case/entry.ts';

/** An update as it was sent, beside what had been promised. */
export interface SentUpdate {
  readonly seq: number;
  readonly sentAt: string;
  /** Since when the customer had been waiting for it, and by when it was promised; null where nothing was. */
  readonly promise: { readonly since: string; readonly by: string } | null;
  /** The expected end that it gave; null where it gave the time of the next estimate instead. */
  readonly expectedAt: string | null;
  readonly slipSeconds: number | null;
}

interface Clock {
  /** From when the interval counts; null while no update is promised. */
  readonly since: string | null;
  readonly minutes: number;
  /** The customer was called back. */
  readonly reached: boolean;
  /** There is a way around it, or it is over: nothing is promised any more. */
  readonly out: boolean;
}

/** As in the desk's own clocks, half an hour holds until both agree on something else. */
const declared: Clock = { since: null, minutes: 30, reached: false, out: false };

const after = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

/**
 * What each update said about the end, and by when it was promised, oldest first. A customer's timeline names
 * no deadlines, so the promise is counted from what both parties see: calls, agreed intervals, updates.
 */
export function updatesIn(items: readonly TimelineItem[]): SentUpdate[] {
  const sent: SentUpdate[] = [];
  let clock = declared;
  for (const entry of items.map(asEntry)) {
    if (entry.type === 'update.sent') {
      const { seq, at: sentAt, data } = entry;
      const { expectedResolutionAt: expectedAt, slipSeconds } = data;
      const { since, minutes } = clock;
      const promise = since === null ? null : { since, by: after(since, minutes) };
      sent.push({ seq, sentAt, promise, expectedAt, slipSeconds });
    }
    clock = clockAfter(clock, entry);
  }
  return sent;
}

/** The clock of the next update once something has happened. */
function clockAfter(before: Clock, entry: Entry): Clock {
  switch (entry.type) {
    case 'critical.declared':
      return declared;
    case 'callback.reached':
      return before.reached ? before : { ...before, reached: true, since: before.out ? null : endOf(entry) };
    case 'update.sent':
      return before.since === null ? before : { ...before, since: entry.at };
    case 'cadence.agreed':
      return renewed(before, entry);
    case 'closure.declined':
      return entry.data.by === 'customer' ? backToWork(before, entry.at) : before;
    case 'case.reopened':
      return backToWork(before, entry.at);
    case 'workaround.given':
    case 'unavailability.ended':
    case 'case.closed':
      return { ...before, since: null, out: true };
    default:
      return before;
  }
}

/** An interval that would be broken as soon as it is agreed counts from then. */
function renewed(before: Clock, { at, data: { minutes } }: Entry<'cadence.agreed'>): Clock {
  const { since } = before;
  const broken = since !== null && after(since, minutes) <= at;
  return { ...before, minutes, since: broken ? at : since };
}

const backToWork = (before: Clock, at: string): Clock => ({
  ...before,
  out: false,
  since: before.reached ? at : null,
});

/** When a call was over; it is not logged before. */
function endOf({ at, data }: Entry<'callback.reached'>): string {
  const end = after(data.startedAt, data.durationSeconds / 60);
  return end < at ? end : at;
}
