import { epochOf, type Instant, instantOf } from '../calendar/index.ts';
import { DAY } from '../calendar/instant.ts';
import { changePoints } from './change-points.ts';
import { type CompiledSchedule, compile } from './compiled.ts';
import { type Seat, seatAt } from './on-call.ts';
import { channelsAt, type Responder } from './responder.ts';
import type { OnCallRole, Schedule } from './schedule.ts';

export type GapReason =
  | 'nobody-scheduled'
  | 'on-leave'
  | 'unknown-person'
  | 'disabled'
  | 'no-verified-channel'
  | 'text-messages-only';

/** A stretch in which a role is without a reachable person. */
export interface CoverageGap {
  readonly from: Instant;
  /** The first instant that is covered again, or the end of what was looked at. */
  readonly to: Instant;
  readonly role: OnCallRole;
  /** Why it begins. */
  readonly reason: GapReason;
  /** The person it is about, if it is about one. */
  readonly personId: string | null;
  readonly message: string;
}

export type Coverage =
  | { readonly covered: true; readonly from: Instant; readonly to: Instant }
  | { readonly covered: false; readonly gap: CoverageGap };

export interface CoverageQuestion {
  readonly schedule: Schedule;
  readonly people: readonly Responder[];
  readonly from: Instant;
  /** How many times 24 hours; a year with its clock changes and leap day, and a month to act, by default. */
  readonly days?: number;
  /** The roles that may never be without a reachable person. */
  readonly roles?: readonly OnCallRole[];
}

interface Vacancy {
  readonly role: OnCallRole;
  readonly reason: GapReason;
  readonly personId: string | null;
}

/**
 * Proves that no second is without a reachable person, or names the first gap. It looks at every instant at
 * which anything changes (handovers over clock changes and leap days, windows, overrides, swaps, leave, stale
 * proofs of channels) and at no sample: between two of them nothing does.
 *
 * Text messages alone make nobody reachable: they fail together, by a carrier or a spent limit, and with 30 % of
 * attempts failing they miss the bar of 99.9 % called back in time (tests/bench/callback-simulation.ts).
 *
 * The contract: «La Línea Directa de Severidad 1 está disponible las 24 horas del día, los 7 días de la semana».
 */
export function proveCoverage({
  schedule,
  people,
  from,
  days = 400,
  roles = ['primary'],
}: CoverageQuestion): Coverage {
  const compiled = compile(schedule);
  const byId = new Map(people.map((person) => [person.personId, person]));
  const start = epochOf(from);
  const end = start + days * DAY;
  let open: { readonly at: number; readonly vacancy: Vacancy } | null = null;
  for (const epoch of changePoints(compiled, { start, end }, proofEnds(people))) {
    const vacancy = vacancyAt({ compiled, byId, roles, epoch });
    if (open === null && vacancy !== null) open = { at: epoch, vacancy };
    if (open !== null && vacancy === null) return gapOf(open, epoch);
  }
  return open === null ? { covered: true, from, to: instantOf(end) } : gapOf(open, end);
}

const proofEnds = (people: readonly Responder[]): readonly number[] =>
  people.flatMap(({ channels }) =>
    channels.flatMap(({ verifiedAt, verifiedUntil }) =>
      [verifiedAt, verifiedUntil].flatMap((instant) => (instant === null ? [] : [epochOf(instant)])),
    ),
  );

/** The first role that nobody reachable fills at an epoch, and why; null when all are filled. */
function vacancyAt({
  compiled,
  byId,
  roles,
  epoch,
}: {
  readonly compiled: CompiledSchedule;
  readonly byId: ReadonlyMap<string, Responder>;
  readonly roles: readonly OnCallRole[];
  readonly epoch: number;
}): Vacancy | null {
  const at = instantOf(epoch);
  for (const role of roles) {
    const seats = compiled.layers
      .filter(({ layer }) => layer.role === role)
      .map((layer) => seatAt(compiled, layer, epoch));
    const failings = seats.map((seat) => failingOf(seat, byId, at));
    if (failings.includes(null)) continue;
    const told = failings.find((failing) => failing?.reason !== 'nobody-scheduled') ?? null;
    return { role, ...(told ?? { reason: 'nobody-scheduled', personId: null }) };
  }
  return null;
}

/** Why nobody can be reached in a seat; null when somebody can. */
function failingOf(
  seat: Seat,
  byId: ReadonlyMap<string, Responder>,
  at: Instant,
): Omit<Vacancy, 'role'> | null {
  if (seat.state === 'empty') return { reason: 'nobody-scheduled', personId: null };
  if (seat.state === 'on-leave') return { reason: 'on-leave', personId: seat.personId };
  const { personId } = seat.onCall;
  const person = byId.get(personId);
  if (person === undefined) return { reason: 'unknown-person', personId };
  if (!person.enabled) return { reason: 'disabled', personId };
  const channels = channelsAt(person, at);
  if (channels.length === 0) return { reason: 'no-verified-channel', personId };
  return channels.some(({ kind }) => kind !== 'sms') ? null : { reason: 'text-messages-only', personId };
}

const explanations: Record<GapReason, (person: string) => string> = {
  'nobody-scheduled': () => 'nobody is scheduled: extend a layer or add an override',
  'on-leave': (person) => `${person} is on leave with no deputy who is there: name one or add an override`,
  'unknown-person': (person) => `${person} is not known: take them off the schedule`,
  disabled: (person) => `${person} is disabled: take them off the schedule`,
  'text-messages-only': (person) =>
    `${person} has text messages alone, which one carrier or a spent limit can silence: verify another channel`,
  'no-verified-channel': (person) => `${person} has no channel with a proven round trip: verify one`,
};

function gapOf({ at, vacancy }: { readonly at: number; readonly vacancy: Vacancy }, end: number): Coverage {
  const { role, reason, personId } = vacancy;
  const from = instantOf(at);
  const to = instantOf(end);
  const why = explanations[reason](personId ?? '');
  return {
    covered: false,
    gap: {
      from,
      to,
      role,
      reason,
      personId,
      message: `From ${from} to ${to} the ${role} seat is empty: ${why}.`,
    },
  };
}
