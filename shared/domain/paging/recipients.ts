import type { Instant } from '../calendar/index.ts';
import {
  channelsAt,
  isAway,
  onCallAt,
  participantsOf,
  type Responder,
  type Schedule,
} from '../oncall/index.ts';
import { type Audience, audiences } from './ladder.ts';
import type { Rung } from './rungs.ts';

interface Crowd {
  readonly now: Instant;
  readonly schedule: Schedule;
  readonly people: readonly Responder[];
  readonly tamIds: readonly string[];
  readonly serviceIds?: readonly string[];
}

/**
 * The people whom a rung pages. Where nobody of its audience can be reached, the next wider one is paged at
 * once; and where nobody at all of the schedule can, whoever can. A service that pages people by itself is told
 * at every rung, and is nobody: it makes no audience reachable.
 */
export function recipientsOf(
  { audience, channels }: Pick<Rung, 'audience' | 'channels'>,
  crowd: Crowd,
): readonly string[] {
  const { serviceIds = [] } = crowd;
  const reachable = new Set(
    crowd.people
      .filter(({ personId }) => !serviceIds.includes(personId))
      .filter((person) => channelsAt(person, crowd.now).some(({ kind }) => channels.includes(kind)))
      .map(({ personId }) => personId),
  );
  for (const wider of audiences.slice(audiences.indexOf(audience))) {
    const found = membersOf(wider, crowd).filter((personId) => reachable.has(personId));
    if (found.length > 0) return [...found, ...serviceIds];
  }
  return [...reachable, ...serviceIds];
}

function membersOf(audience: Audience, { now, schedule, tamIds }: Crowd): readonly string[] {
  if (audience !== 'everyone') {
    return onCallAt(schedule, now)
      .filter(({ role }) => role === audience)
      .map(({ personId }) => personId);
  }
  const everybody = new Set([...participantsOf(schedule), ...tamIds]);
  return [...everybody].filter((personId) => !isAway(schedule, personId, now));
}
