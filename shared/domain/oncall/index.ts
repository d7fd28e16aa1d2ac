/** Who is on call at any instant, and the proof that somebody reachable always is. */
export {
  type Coverage,
  type CoverageGap,
  type CoverageQuestion,
  type GapReason,
  proveCoverage,
} from './coverage.ts';
export { isAway, type OnCall, onCallAt } from './on-call.ts';
export { type DutyChange, dutyChanges, nextDutyChange, onDutyAt } from './on-duty.ts';
export {
  type ChannelKind,
  type ContactChannel,
  channelKinds,
  channelsAt,
  type Responder,
} from './responder.ts';
export {
  type Layer,
  type Leave,
  type OnCallRole,
  type Override,
  onCallRoles,
  participantsOf,
  type Rotation,
  type Schedule,
  type Stretch,
  type Swap,
  type Turn,
} from './schedule.ts';
export { type Shift, shiftsBetween } from './shifts.ts';
export { checkSchedule } from './validate.ts';
