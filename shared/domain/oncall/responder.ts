import type { Instant } from '../calendar/index.ts';

/** The ways to a person. `https` is a service that pages for us, such as PagerDuty. */
export const channelKinds = ['push', 'sms', 'voice', 'mail', 'https'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export interface ContactChannel {
  readonly channelId: string;
  readonly kind: ChannelKind;
  readonly address: string;
  readonly enabled: boolean;
  /** When a real round trip last succeeded; null until one has. */
  readonly verifiedAt: Instant | null;
  /** When that proof goes stale; null if it does not. */
  readonly verifiedUntil: Instant | null;
  /** The person's own chain: how long after its first channel this one's turn comes. */
  readonly delaySeconds: number;
}

/** A person as paging sees them. */
export interface Responder {
  readonly personId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly channels: readonly ContactChannel[];
}

/** The channels through which a person can be paged at an instant. */
export const channelsAt = ({ enabled, channels }: Responder, at: Instant): readonly ContactChannel[] =>
  enabled ? channels.filter((channel) => isUsable(channel, at)) : [];

const isUsable = ({ enabled, verifiedAt, verifiedUntil }: ContactChannel, at: Instant): boolean =>
  enabled && verifiedAt !== null && verifiedAt <= at && (verifiedUntil === null || at < verifiedUntil);
