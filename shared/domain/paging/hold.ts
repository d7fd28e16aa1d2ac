import { epochOf, type Instant } from '../calendar/index.ts';
import { SECOND } from '../calendar/instant.ts';
import { channelKinds } from '../oncall/index.ts';
import type { PagingQuestion } from './next-pages.ts';
import type { Rung } from './rungs.ts';

/** The ladder rests: whom to remind meanwhile, and when to look again. */
export interface Silence {
  readonly reminder: Rung | null;
  readonly nextLook: number;
}

/** The time between two attempts at a call, and between two pages once the callback is overdue. */
export const defaultRetrySeconds = 120;

/** Until when whoever acknowledged has the page, as an epoch. */
export function heldUntil(
  acknowledgedAt: Instant,
  callbackDueAt: Instant,
  retrySeconds = defaultRetrySeconds,
): number {
  const due = epochOf(callbackDueAt);
  const acknowledged = epochOf(acknowledgedAt);
  return acknowledged < due ? due : acknowledged + retrySeconds * SECOND;
}

type Facts = Pick<PagingQuestion, 'acknowledgement' | 'calls' | 'callbackDueAt' | 'ladder'>;

/**
 * Whether the ladder rests at an epoch, because somebody is at it:
 * - who acknowledged has until the callback is due, or one retry's time when it is overdue already;
 * - who called without reaching the customer is reminded at every retry, and has twice that to call again.
 * Whatever was said before the callback was due holds no longer than until then.
 */
export function silence(
  { acknowledgement, calls, callbackDueAt, ladder }: Facts,
  epoch: number,
): Silence | null {
  const due = epochOf(callbackDueAt);
  const retry = ladder.retrySeconds * SECOND;
  const lastCall = calls.at(-1);
  const called = lastCall === undefined ? null : epochOf(lastCall.startedAt);
  const end = Math.max(
    acknowledgement === null ? 0 : heldUntil(acknowledgement.at, callbackDueAt, ladder.retrySeconds),
    called === null ? 0 : called < due ? Math.min(called + 2 * retry, due) : called + 2 * retry,
  );
  if (epoch >= end) return null;
  if (called === null) return { reminder: null, nextLook: end };
  const again = Math.floor((epoch - called) / retry);
  return {
    reminder: again < 1 ? null : reminderOf(`call-again-${calls.length}-${again}`, called + again * retry),
    nextLook: Math.min(called + (again + 1) * retry, end),
  };
}

const reminderOf = (stepId: string, at: number): Rung => ({
  stepId,
  audience: 'primary',
  channels: channelKinds,
  signal: 'page',
  at,
});
