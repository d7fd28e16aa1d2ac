import { type FieldError, InvalidInput } from '../../errors/index.ts';
import { isPlainDate } from '../calendar/civil-date.ts';
import { isTimeZone } from '../calendar/index.ts';
import { isInstant } from '../calendar/instant.ts';
import { clockTime, weeklyProblems } from '../calendar/weekly-hours.ts';
import type { Responder } from './responder.ts';
import type { Layer, Rotation, Schedule, Stretch } from './schedule.ts';

/** More than any desk needs, and few enough to prove 400 days at once. */
const most = { layers: 24, members: 60, entries: 400 };

/**
 * Refuses a schedule that cannot be computed with.
 *
 * @throws InvalidInput `invalid-schedule` naming every bad field at once
 */
export function checkSchedule(schedule: Schedule, people: readonly Responder[]): void {
  const known = new Set(people.map(({ personId }) => personId));
  const person = (personId: string, path: string): FieldError[] =>
    known.has(personId) ? [] : [{ path, message: `There is no person ${personId.slice(0, 60)}.` }];
  const fields = [
    ...sizeProblems(schedule),
    ...schedule.layers.flatMap((layer, index) => layerProblems(layer, `layers.${index}`, person)),
    ...substitutionProblems(schedule, person),
  ];
  if (fields.length === 0) return;
  const list = fields.map(({ path, message }) => `${path}: ${message}`).join(' ');
  throw new InvalidInput(`The schedule cannot be saved. ${list}`, fields, 'invalid-schedule');
}

type PersonCheck = (personId: string, path: string) => FieldError[];

function sizeProblems({ layers, overrides, swaps, leave }: Schedule): FieldError[] {
  const within = (path: string, length: number, limit: number) =>
    length > limit ? [{ path, message: `At most ${limit}; remove what has passed.` }] : [];
  const ids = layers.map(({ layerId }) => layerId);
  return [
    ...(layers.length === 0 ? [{ path: 'layers', message: 'A schedule needs at least one layer.' }] : []),
    ...(new Set(ids).size < ids.length
      ? [{ path: 'layers', message: 'Each layer needs an id of its own.' }]
      : []),
    ...within('layers', layers.length, most.layers),
    ...within('overrides', overrides.length, most.entries),
    ...within('swaps', swaps.length, most.entries),
    ...within('leave', leave.length, most.entries),
  ];
}

function layerProblems(layer: Layer, path: string, person: PersonCheck): FieldError[] {
  const { timeZone, rotation, windows, from, until } = layer;
  return [
    ...(isTimeZone(timeZone)
      ? []
      : [{ path: `${path}.timeZone`, message: 'Name an IANA time zone, such as Europe/Madrid.' }]),
    ...rotationProblems(rotation, `${path}.rotation`),
    ...rotation.members.flatMap((id, index) => person(id, `${path}.rotation.members.${index}`)),
    ...weeklyProblems(windows, `${path}.windows`),
    ...stretchProblems(
      { from: from ?? '1970-01-01T00:00:00.000Z', to: until ?? '2199-12-31T00:00:00.000Z' },
      path,
    ),
  ];
}

function rotationProblems({ every, startsOn, handoffAt, members }: Rotation, path: string): FieldError[] {
  const problems: FieldError[] = [];
  if (!Number.isInteger(every) || every < 1 || every > 52) {
    problems.push({ path: `${path}.every`, message: 'Turns last 1 to 52 days or weeks.' });
  }
  if (!isPlainDate(startsOn)) {
    problems.push({ path: `${path}.startsOn`, message: 'Write a date that exists, such as 2026-12-24.' });
  }
  if (clockTime(handoffAt) === null || handoffAt === '24:00') {
    problems.push({ path: `${path}.handoffAt`, message: 'Write the time as HH:MM, from 00:00 to 23:59.' });
  }
  if (members.length === 0 || members.length > most.members) {
    problems.push({ path: `${path}.members`, message: `A rotation has 1 to ${most.members} members.` });
  }
  return problems;
}

function substitutionProblems(
  { layers, overrides, swaps, leave }: Schedule,
  person: PersonCheck,
): FieldError[] {
  const layer = (layerId: string, path: string): FieldError[] =>
    layers.some((candidate) => candidate.layerId === layerId)
      ? []
      : [{ path, message: `There is no layer ${layerId.slice(0, 60)}.` }];
  return [
    ...overrides.flatMap((override, index) => [
      ...layer(override.layerId, `overrides.${index}.layerId`),
      ...person(override.personId, `overrides.${index}.personId`),
      ...stretchProblems(override, `overrides.${index}`),
    ]),
    ...swaps.flatMap(({ layerId, turns }, index) => [
      ...layer(layerId, `swaps.${index}.layerId`),
      ...turns.flatMap((turn, side) => [
        ...person(turn.personId, `swaps.${index}.turns.${side}.personId`),
        ...stretchProblems(turn, `swaps.${index}.turns.${side}`),
      ]),
    ]),
    ...leave.flatMap(({ personId, deputyId, from, to }, index) => [
      ...person(personId, `leave.${index}.personId`),
      ...(deputyId === null ? [] : person(deputyId, `leave.${index}.deputyId`)),
      ...(deputyId === personId
        ? [{ path: `leave.${index}.deputyId`, message: 'Nobody deputises for themselves.' }]
        : []),
      ...stretchProblems({ from, to }, `leave.${index}`),
    ]),
  ];
}

function stretchProblems({ from, to }: Stretch, path: string): FieldError[] {
  if (!isInstant(from) || !isInstant(to)) {
    return [{ path, message: 'Write both ends in UTC with milliseconds, such as 2026-11-24T01:43:10.000Z.' }];
  }
  return from < to ? [] : [{ path, message: `It ends at ${to}, not after it begins at ${from}.` }];
}
