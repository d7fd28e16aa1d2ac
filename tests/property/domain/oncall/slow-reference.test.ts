import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { type Layer, proveCoverage, type Schedule } from '../../../../shared/domain/oncall/index.ts';
import { aChannel, aLayer, aResponder, aSchedule } from '../../../unit/domain/oncall/schedules.ts';

/**
 * The proof of coverage beside a reference that shares nothing with it: 400 days looked at every five minutes, the
 * wall by Temporal, the rules as the contract of `Schedule` tells them. All times of the examples lie on that grid.
 */
const minute = 60_000;
const grid = 5 * minute;
const day = 1_440 * minute;
const days = 400;
const at = (epoch: number): string => new Date(epoch).toISOString();

const zones = [
  'Europe/Madrid',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'America/Santiago',
  'Asia/Tokyo',
] as const;

/** Where a zone's clock stands against UTC, between its own changes. */
function wallOf(timeZone: string, from: number, to: number): (epoch: number) => number {
  const changes: { from: number; offset: number }[] = [];
  let zoned: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
  while (zoned !== null && zoned.epochMilliseconds < to) {
    changes.push({ from: zoned.epochMilliseconds, offset: zoned.offsetNanoseconds / 1e6 });
    zoned = zoned.getTimeZoneTransition('next');
  }
  return (epoch) => epoch + (changes.findLast((change) => change.from <= epoch)?.offset ?? 0);
}

/** Whose turn it is in a layer, by walking the grid: a handover is when the wall first shows its date and time. */
function* turns({ timeZone, rotation, windows }: Layer, start: number): Generator<string | null> {
  const wall = wallOf(timeZone, start - 100 * day, start + (days + 1) * day);
  const [hour = 0, clockMinute = 0] = rotation.handoffAt.split(':').map(Number);
  const first = Date.parse(`${rotation.startsOn}T00:00:00.000Z`) + (hour * 60 + clockMinute) * minute;
  const length = rotation.every * (rotation.unit === 'week' ? 7 : 1) * day;
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const clockOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  let latest = Number.NEGATIVE_INFINITY;
  for (let epoch = start - 2 * day; epoch < start + days * day; epoch += grid) {
    const shown = wall(epoch);
    latest = Math.max(latest, shown);
    if (epoch < start) continue;
    const date = new Date(shown);
    const now = date.getUTCHours() * 60 + date.getUTCMinutes();
    const open =
      windows.length === 0 ||
      windows.some(
        (window) =>
          (window.days as readonly string[]).includes(names[date.getUTCDay()] ?? '') &&
          clockOf(window.opens) <= now &&
          now < clockOf(window.closes),
      );
    const turn = Math.floor((latest - first) / length);
    yield open && turn >= 0 ? (rotation.members[turn % rotation.members.length] ?? null) : null;
  }
}

/** The first stretch without a reachable person, by looking at every point of the grid. */
function firstGap(schedule: Schedule, start: number, reaches: (personId: string, epoch: number) => boolean) {
  const walks = schedule.layers.map((layer) => ({ layer, walk: turns(layer, start) }));
  const covers = ({ from, to }: { from: string; to: string }, epoch: number) =>
    Date.parse(from) <= epoch && epoch < Date.parse(to);
  let from: number | null = null;
  for (let epoch = start; epoch < start + days * day; epoch += grid) {
    const covered = walks
      .map(({ layer, walk }) => {
        const planned = walk.next().value ?? null;
        const override = schedule.overrides.findLast(
          (one) => one.layerId === layer.layerId && covers(one, epoch),
        );
        let personId = override?.personId ?? planned;
        for (let passed = 0; personId !== null && passed < 5; passed++) {
          const leave = schedule.leave.findLast((one) => one.personId === personId && covers(one, epoch));
          if (leave === undefined) break;
          personId = passed === 4 ? null : leave.deputyId;
        }
        return personId !== null && reaches(personId, epoch);
      })
      .includes(true);
    if (!covered) from ??= epoch;
    else if (from !== null) return { from: at(from), to: at(epoch) };
  }
  return from === null ? null : { from: at(from), to: at(start + days * day) };
}

const members = ['ana', 'ben', 'cleo'];
/** Over a leap day, and over both clock changes of either half of the earth. */
const starts = ['2026-03-20T00:00:00.000Z', '2027-10-25T00:00:00.000Z', '2028-01-15T00:00:00.000Z'];

const example = fc.constantFrom(...starts).chain((from) => {
  const start = Date.parse(from);
  const stretch = fc
    .tuple(fc.nat((days - 10) * 288), fc.integer({ min: 1, max: 9 * 288 }))
    .map(([begin, length]) => ({ from: at(start + begin * grid), to: at(start + (begin + length) * grid) }));
  const person = fc.constantFrom(...members);
  const layer = (layerId: string, windows: Layer['windows']): fc.Arbitrary<Layer> =>
    fc
      .record({
        timeZone: fc.constantFrom(...zones),
        unit: fc.constantFrom('day' as const, 'week' as const),
        every: fc.integer({ min: 1, max: 3 }),
        handoffAt: fc.constantFrom('00:00', '02:30', '02:00', '09:00', '23:55'),
        before: fc.integer({ min: 3, max: 60 }),
      })
      .map(({ timeZone, unit, every, handoffAt, before }) =>
        aLayer({
          layerId,
          timeZone,
          windows,
          rotation: { unit, every, handoffAt, members, startsOn: at(start - before * day).slice(0, 10) },
        }),
      );
  const daily = [
    { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], opens: '08:00', closes: '20:00' },
  ] as const;
  return fc.record({
    start: fc.constant(start),
    schedule: fc
      .record({
        one: layer('one', []),
        two: layer('two', daily as unknown as Layer['windows']),
        overrides: fc.array(fc.tuple(stretch, person), { maxLength: 8 }),
        leave: fc.array(fc.tuple(stretch, person, fc.option(person)), { maxLength: 3 }),
      })
      .map(({ one, two, overrides, leave }) =>
        aSchedule({
          layers: [one, two],
          overrides: overrides.map(([when, personId], index) => ({
            overrideId: `o${index}`,
            layerId: index % 2 === 0 ? 'one' : 'two',
            personId,
            ...when,
          })),
          leave: leave
            .filter(([, personId, deputyId]) => personId !== deputyId)
            .map(([when, personId, deputyId], index) => ({
              leaveId: `l${index}`,
              personId,
              deputyId,
              ...when,
            })),
        }),
      ),
    /** When the proof of cleo's only channel goes stale; null if it does not. */
    stale: fc.option(fc.nat(days * 288).map((steps) => start + steps * grid)),
  });
});

it('proves 400 days, or names the first gap, as a reference that looks at every five minutes of them', () => {
  fc.assert(
    fc.property(example, ({ start, schedule, stale }) => {
      const people = members.map((id) =>
        aResponder(id, {
          channels: [
            aChannel({
              verifiedAt: '1970-01-01T00:00:00.000Z',
              verifiedUntil: id === 'cleo' && stale !== null ? at(stale) : null,
            }),
          ],
        }),
      );
      const reaches = (personId: string, epoch: number) =>
        personId !== 'cleo' || stale === null || epoch < stale;
      const coverage = proveCoverage({ schedule, people, from: at(start), days });
      const found = coverage.covered ? null : { from: coverage.gap.from, to: coverage.gap.to };
      expect(found).toEqual(firstGap(schedule, start, reaches));
    }),
    { numRuns: 15 },
  );
});
