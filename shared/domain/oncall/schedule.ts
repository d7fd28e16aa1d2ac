import type { Instant, PlainDate, WeeklyInterval } from '../calendar/index.ts';

/** In the order in which a critical case looks for them. */
export const onCallRoles = ['primary', 'secondary', 'duty-lead'] as const;
export type OnCallRole = (typeof onCallRoles)[number];

/** Whose turn it is: `members` in order, each for `every` days or weeks, handing over at one wall-clock time. */
export interface Rotation {
  readonly unit: 'day' | 'week';
  readonly every: number;
  /** The first member's first day; for weeks its weekday is the day of every handover. */
  readonly startsOn: PlainDate;
  /**
   * `HH:MM` on the wall of the layer's zone. Where a clock change skips it the handover is at the end of the
   * gap, where it comes twice it is the first: shifts grow or shrink by the hour and never leave one out.
   */
  readonly handoffAt: string;
  readonly members: readonly string[];
}

/** One seat of the schedule. Follow-the-sun is one layer per place, each with its zone and windows. */
export interface Layer {
  readonly layerId: string;
  readonly role: OnCallRole;
  readonly timeZone: string;
  readonly rotation: Rotation;
  /** The hours of the week in which the seat is taken; none means around the clock. */
  readonly windows: readonly WeeklyInterval[];
  /** The seat exists from and until then; null leaves that side open. */
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** A stretch of time, `to` excluded. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** Puts a person in a seat, whoever's turn it is, even outside the seat's windows. The last one entered wins. */
export interface Override extends Stretch {
  readonly overrideId: string;
  readonly layerId: string;
  readonly personId: string;
}

/** Two people give each other a stretch of their turns. */
export interface Swap {
  readonly swapId: string;
  readonly layerId: string;
  readonly turns: readonly [Turn, Turn];
}

/** The turn that a person gives away. */
export interface Turn extends Stretch {
  readonly personId: string;
}

/** A person is away; the deputy, if there is one, sits in all their seats. */
export interface Leave extends Stretch {
  readonly leaveId: string;
  readonly personId: string;
  readonly deputyId: string | null;
}

/** Who is on call, as rules. A value: a change makes another. */
export interface Schedule {
  readonly scheduleId: string;
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  readonly swaps: readonly Swap[];
  readonly leave: readonly Leave[];
}

/** Everybody whom a schedule names, once, in the order of its layers. */
export const participantsOf = ({ layers, overrides, swaps, leave }: Schedule): readonly string[] => [
  ...new Set([
    ...layers.flatMap(({ rotation }) => rotation.members),
    ...overrides.map(({ personId }) => personId),
    ...swaps.flatMap(({ turns }) => turns.map(({ personId }) => personId)),
    ...leave.flatMap(({ deputyId }) => (deputyId === null ? [] : [deputyId])),
  ]),
];
