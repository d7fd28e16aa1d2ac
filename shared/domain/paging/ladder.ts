import { type ChannelKind, channelKinds } from '../oncall/index.ts';
import { defaultRetrySeconds } from './hold.ts';

/** Who a step pages; `everyone` is everybody of the schedule and the account's technical account managers. */
export const audiences = ['primary', 'secondary', 'duty-lead', 'everyone'] as const;
export type Audience = (typeof audiences)[number];

export interface LadderStep {
  readonly stepId: string;
  /** Counted from the moment at which the vital information was complete. */
  readonly afterSeconds: number;
  readonly audience: Audience;
  readonly channels: readonly ChannelKind[];
  /** `red`: the promise is about to be broken, and says so. */
  readonly signal: 'page' | 'red';
}

/** How a critical case looks for somebody inside the 15 minutes, as data. */
export interface Ladder {
  /** In order of time. */
  readonly steps: readonly LadderStep[];
  /** The time between two attempts at a call, and between two pages once the callback is overdue. */
  readonly retrySeconds: number;
}

const step = (
  stepId: string,
  minutes: number,
  audience: Audience,
  signal: LadderStep['signal'] = 'page',
) => ({
  stepId,
  afterSeconds: minutes * 60,
  audience,
  channels: channelKinds,
  signal,
});

/** Five tries at widening circles, each with time for an answer within three minutes and a call. */
export const defaultLadder: Ladder = {
  steps: [
    step('primary', 0, 'primary'),
    step('primary-again', 2, 'primary'),
    step('secondary', 4, 'secondary'),
    step('duty-lead', 7, 'duty-lead'),
    step('everyone', 10, 'everyone'),
    step('red', 13, 'everyone', 'red'),
  ],
  retrySeconds: defaultRetrySeconds,
};
