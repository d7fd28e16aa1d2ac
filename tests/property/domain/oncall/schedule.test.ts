import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  type Layer,
  onCallAt,
  proveCoverage,
  type Schedule,
  shiftsBetween,
} from '../../../../shared/domain/oncall/index.ts';
import { aChannel, aLayer, aResponder, aSchedule } from '../../../unit/domain/oncall/schedules.ts';
import { nearTransition, zone } from '../calendar/arbitraries.ts';

const minute = 60_000;
const day = 1_440 * minute;
const at = (epoch: number) => new Date(epoch).toISOString();
const members = ['ana', 'ben', 'cleo'];

const clock = () =>
  fc
    .tuple(fc.nat(23), fc.nat(59))
    .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);

const zoneAndInstant = () =>
  zone().chain((timeZone) =>
    nearTransition(timeZone).map((instant) => ({ timeZone, epoch: Date.parse(instant) })),
  );

/** One seat around the clock whose rotation started a little while before the epoch. */
const layerNear = (timeZone: string, epoch: number): fc.Arbitrary<Layer> =>
  fc
    .record({
      unit: fc.constantFrom('day', 'week'),
      every: fc.integer({ min: 1, max: 3 }),
      daysBefore: fc.integer({ min: 3, max: 60 }),
      handoffAt: clock(),
    })
    .map(({ unit, every, daysBefore, handoffAt }) =>
      aLayer({
        timeZone,
        rotation: { unit, every, handoffAt, members, startsOn: at(epoch - daysBefore * day).slice(0, 10) },
      }),
    );

describe('rotations near clock changes of every IANA zone', () => {
  /** Whose turn it is by Temporal: the latest date and time that the wall has shown so far, counted in turns. */
  function turnByTheWall({ timeZone, rotation }: Layer, epoch: number): number {
    const started = Temporal.PlainDateTime.from(`${rotation.startsOn}T${rotation.handoffAt}`);
    const wall = (then: number) =>
      Temporal.Instant.fromEpochMilliseconds(then).toZonedDateTimeISO(timeZone).toPlainDateTime();
    const latest = Array.from({ length: 27 * 12 }, (_, step) => wall(epoch - step * 5 * minute)).reduce(
      (a, b) => (Temporal.PlainDateTime.compare(a, b) < 0 ? b : a),
    );
    const days = started.until(latest, { largestUnit: 'day' }).days;
    return Math.floor(days / (rotation.every * (rotation.unit === 'week' ? 7 : 1)));
  }

  it('hand over when the wall first shows the time, as counted beside Temporal', () => {
    const example = zoneAndInstant().chain(({ timeZone, epoch }) =>
      layerNear(timeZone, epoch).map((layer) => ({
        layer,
        epoch: Math.round(epoch / (5 * minute)) * 5 * minute,
      })),
    );
    fc.assert(
      fc.property(example, ({ layer, epoch }) => {
        const turn = turnByTheWall(layer, epoch);
        const [onCall] = onCallAt(aSchedule({ layers: [layer] }), at(epoch));
        expect(onCall?.personId).toBe(members[turn % members.length]);
      }),
      { numRuns: 200 },
    );
  });

  it('have somebody on call at every instant: shifts touch, and coverage is proven', () => {
    const example = zoneAndInstant().chain(({ timeZone, epoch }) =>
      layerNear(timeZone, epoch).map((layer) => ({ schedule: aSchedule({ layers: [layer] }), epoch })),
    );
    fc.assert(
      fc.property(example, ({ schedule, epoch }) => {
        const people = members.map((id) =>
          aResponder(id, { channels: [aChannel({ verifiedAt: '1970-01-01T00:00:00.000Z' })] }),
        );
        const shifts = shiftsBetween(schedule, { from: at(epoch), to: at(epoch + 90 * day) });
        expect(shifts[0]?.from).toBe(at(epoch));
        expect(shifts.map(({ to }) => to)).toEqual([
          ...shifts.slice(1).map(({ from }) => from),
          at(epoch + 90 * day),
        ]);
        expect(proveCoverage({ schedule, people, from: at(epoch), days: 90 }).covered).toBe(true);
      }),
    );
  });
});

describe('any schedule', () => {
  const start = Date.parse('2026-03-20T00:00:00.000Z');
  const stretch = () =>
    fc.tuple(fc.nat(20 * 1_440), fc.integer({ min: 1, max: 5 * 1_440 })).map(([from, length]) => ({
      from: at(start + from * minute),
      to: at(start + (from + length) * minute),
    }));
  const person = () => fc.constantFrom(...members);
  const layer = (layerId: string): fc.Arbitrary<Layer> =>
    zone().chain((timeZone) =>
      fc.tuple(layerNear(timeZone, start), clock(), clock()).map(([near, opens, closes]) => ({
        ...near,
        layerId,
        windows:
          opens === closes ? [] : [{ days: ['monday', 'wednesday', 'thursday', 'sunday'], opens, closes }],
      })),
    );
  const schedule = (): fc.Arbitrary<Schedule> =>
    fc
      .record({
        one: layer('one'),
        two: layer('two'),
        overrides: fc.array(fc.tuple(stretch(), person(), fc.constantFrom('one', 'two')), { maxLength: 6 }),
        leave: fc.array(fc.tuple(stretch(), person(), fc.option(person())), { maxLength: 3 }),
      })
      .map(({ one, two, overrides, leave }) =>
        aSchedule({
          layers: [one, two],
          overrides: overrides.map(([when, personId, layerId]) => ({
            overrideId: 'o',
            layerId,
            personId,
            ...when,
          })),
          leave: leave.map(([when, personId, deputyId]) => ({ leaveId: 'l', personId, deputyId, ...when })),
        }),
      );
  const staleAt = at(start + 12 * day);
  const people = [
    aResponder('ana'),
    aResponder('ben', {
      channels: aResponder('ben').channels.map((channel) => ({ ...channel, verifiedUntil: staleAt })),
    }),
    aResponder('cleo', { enabled: false }),
  ];
  const reachableAt = (which: Schedule, epoch: number) =>
    onCallAt(which, at(epoch)).some(
      ({ personId }) => personId === 'ana' || (personId === 'ben' && at(epoch) < staleAt),
    );

  it('is on call by its shifts as it is at each instant', () => {
    fc.assert(
      fc.property(schedule(), fc.nat(21 * day), (which, offset) => {
        const now = at(start + offset);
        const shifts = shiftsBetween(which, { from: at(start), to: at(start + 21 * day + 1) });
        const byShifts = shifts
          .filter(({ from, to }) => from <= now && now < to)
          .map(({ personId }) => personId);
        expect(byShifts.toSorted()).toEqual(
          onCallAt(which, now)
            .map(({ personId }) => personId)
            .toSorted(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is covered at every instant of a proof, or up to the second that it names', () => {
    fc.assert(
      fc.property(
        schedule(),
        fc.array(fc.nat(21 * day - 1), { minLength: 40, maxLength: 40 }),
        (which, samples) => {
          const coverage = proveCoverage({ schedule: which, people, from: at(start), days: 21 });
          const covered = coverage.covered ? start + 21 * day : Date.parse(coverage.gap.from);
          for (const sample of samples.map((offset) => start + offset).filter((epoch) => epoch < covered)) {
            expect(reachableAt(which, sample)).toBe(true);
          }
          if (coverage.covered) return;
          const gapEnd = Date.parse(coverage.gap.to);
          expect(reachableAt(which, covered)).toBe(false);
          expect(reachableAt(which, gapEnd - 1)).toBe(false);
          if (covered > start) expect(reachableAt(which, covered - 1)).toBe(true);
          if (gapEnd < start + 21 * day) expect(reachableAt(which, gapEnd)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
