import { epochOf, type Instant } from '../calendar/index.ts';
import { SECOND } from '../calendar/instant.ts';
import { channelKinds } from '../oncall/index.ts';
import type { Ladder, LadderStep } from './ladder.ts';

/** A step of the ladder at its time, or one of the retries once the callback is overdue. */
export interface Rung extends Pick<LadderStep, 'stepId' | 'audience' | 'channels' | 'signal'> {
  readonly at: number;
}

interface Clock {
  readonly ladder: Ladder;
  readonly startedAt: Instant;
  readonly callbackDueAt: Instant;
}

const stepRungs = ({ ladder, startedAt }: Clock): readonly Rung[] =>
  ladder.steps.map((step) => ({ ...step, at: epochOf(startedAt) + step.afterSeconds * SECOND }));

/** Retry number `n` after the callback fell due; it goes on for as long as the customer waits. */
const overdueRung = ({ ladder, callbackDueAt }: Clock, n: number): Rung => ({
  stepId: `overdue-${n}`,
  audience: 'everyone',
  channels: channelKinds,
  signal: 'red',
  at: epochOf(callbackDueAt) + n * ladder.retrySeconds * SECOND,
});

const overdueNumber = ({ ladder, callbackDueAt }: Clock, epoch: number): number =>
  Math.floor((epoch - epochOf(callbackDueAt)) / (ladder.retrySeconds * SECOND));

/** The rungs due at an epoch, the newest first; of the retries only the newest. */
export function dueRungs(clock: Clock, epoch: number): readonly Rung[] {
  const overdue = overdueNumber(clock, epoch);
  return [
    ...(overdue < 0 ? [] : [overdueRung(clock, overdue)]),
    ...stepRungs(clock)
      .filter(({ at }) => at <= epoch)
      .reverse(),
  ];
}

/** Every epoch after another at which a channel's turn may come; the soonest of them is the next look. */
export function rungTimesAfter(clock: Clock, epoch: number, delays: readonly number[]): readonly number[] {
  return delays.flatMap((delay) => {
    const next = overdueRung(clock, Math.max(overdueNumber(clock, epoch - delay) + 1, 0));
    return [...stepRungs(clock), next].map(({ at }) => at + delay).filter((at) => at > epoch);
  });
}
