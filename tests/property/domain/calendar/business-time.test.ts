import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessTime,
  businessTimeBetween,
  type Calendar,
  isOpen,
  nextClosing,
  nextOpening,
} from '../../../../shared/domain/calendar/index.ts';
import { calendarAndInstant } from './arbitraries.ts';
import { openMinutes } from './reference.ts';

const minutesLater = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();
const span = 2_000;

describe('business time near clock changes of every IANA zone, beside a minute-by-minute reference', () => {
  it('agrees on every open minute, their sum, each deadline, the next opening and closing', () => {
    fc.assert(
      fc.property(calendarAndInstant(), fc.nat({ max: span - 1 }), ({ calendar, instant }, at) => {
        const open = openMinutes(calendar, instant, span);
        const end = minutesLater(instant, span);
        expect(businessTimeBetween(calendar, instant, end)).toBe(open.length);
        expect(isOpen(calendar, minutesLater(instant, at))).toBe(open.includes(at));
        const spent = open[Math.floor((at / span) * open.length)];
        if (spent === undefined) return;
        const worked = open.indexOf(spent) + 1;
        expect(addBusinessTime(calendar, instant, worked)).toBe(minutesLater(instant, spent + 1));
        const [first] = open;
        expect(nextOpening(calendar, instant)).toBe(minutesLater(instant, first ?? 0));
        const closing = open.find((minute) => !open.includes(minute + 1));
        if (closing !== undefined && closing < span - 1) {
          expect(nextClosing(calendar, instant)).toBe(minutesLater(instant, closing + 1));
        }
      }),
      { numRuns: 250 },
    );
  });
});

describe('the laws of business time', () => {
  const duration = () => fc.integer({ min: 0, max: 4 * 7 * 1_440 * 60_000 }).map((ms) => ms / 60_000);
  /** So few hours a week that the sum lies more than ten years away is refused by promise: not of interest here. */
  const within = (calendar: Calendar, from: string, minutes: number): string => {
    try {
      return addBusinessTime(calendar, from, minutes);
    } catch (error) {
      fc.pre(!String(error).includes('ten years'));
      throw error;
    }
  };

  it('identity: what is added is what lies between', () => {
    fc.assert(
      fc.property(calendarAndInstant(), duration(), ({ calendar, instant }, minutes) => {
        const due = within(calendar, instant, minutes);
        expect(businessTimeBetween(calendar, instant, due)).toBe(minutes);
      }),
    );
  });

  it('additive: adding two durations in turn is adding their sum', () => {
    fc.assert(
      fc.property(calendarAndInstant(), fc.nat(5_000), fc.nat(5_000), ({ calendar, instant }, one, two) => {
        const inTurn = within(calendar, within(calendar, instant, one), two);
        expect(inTurn).toBe(within(calendar, instant, one + two));
      }),
    );
  });

  it('monotone: more work is due later, and what begins later is due no earlier', () => {
    fc.assert(
      fc.property(
        calendarAndInstant(),
        fc.nat(5_000),
        fc.integer({ min: 1, max: 5_000 }),
        ({ calendar, instant }, minutes, more) => {
          const due = within(calendar, instant, minutes);
          expect(within(calendar, instant, minutes + more) > due).toBe(true);
          expect(within(calendar, minutesLater(instant, more), minutes) >= due).toBe(true);
        },
      ),
    );
  });

  it('additive over spans: a to c is a to b and b to c, in any order of the three', () => {
    fc.assert(
      fc.property(calendarAndInstant(), fc.nat(50_000), fc.nat(50_000), ({ calendar, instant }, one, two) => {
        const b = minutesLater(instant, one);
        const c = minutesLater(instant, two);
        const between = (x: string, y: string) => businessTimeBetween(calendar, x, y);
        expect(between(instant, b) + between(b, c)).toBe(between(instant, c));
      }),
    );
  });
});
