import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import {
  firstInstantAtWall,
  offsetAt,
  offsetSpans,
  wallClock,
} from '../../../../shared/domain/calendar/time-zone.ts';
import { nearTransition, zone } from './arbitraries.ts';

const zoneAndInstant = () =>
  zone().chain((timeZone) =>
    nearTransition(timeZone).map((instant) => ({ timeZone, epoch: Date.parse(instant) })),
  );

it('finds the same clock changes as Temporal, to the second', () => {
  fc.assert(
    fc.property(zoneAndInstant(), ({ timeZone, epoch }) => {
      const [first] = offsetSpans(timeZone, epoch, Number.POSITIVE_INFINITY);
      const there = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(timeZone);
      expect(first?.offset).toBe(there.offsetNanoseconds / 1e6);
      const year = Date.UTC(there.toInstant().toZonedDateTimeISO('UTC').year + 1, 0, 1);
      const next = there.getTimeZoneTransition('next')?.epochMilliseconds ?? year;
      expect(first?.end).toBe(Math.min(next, year));
    }),
    { numRuns: 200 },
  );
});

it('finds the first instant at which the wall shows a time, in gaps and overlaps as well', () => {
  fc.assert(
    fc.property(zoneAndInstant(), ({ timeZone, epoch }) => {
      const wall = epoch + offsetAt(timeZone, epoch);
      const first = firstInstantAtWall(timeZone, wall);
      expect(first).toBeLessThanOrEqual(epoch);
      expect(first + offsetAt(timeZone, first)).toBeGreaterThanOrEqual(wall);
      expect(first - 1 + offsetAt(timeZone, first - 1)).toBeLessThan(wall);
    }),
    { numRuns: 200 },
  );
});

it('writes what the wall shows as Temporal does', () => {
  fc.assert(
    fc.property(zoneAndInstant(), ({ timeZone, epoch }) => {
      const there = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(timeZone);
      expect(wallClock(timeZone, epoch)).toBe(
        there.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
      );
    }),
    { numRuns: 200 },
  );
});
