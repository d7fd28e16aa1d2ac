import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isUnavailable,
  judgeUnavailability,
  type LedgerSecond,
  type Tally,
} from '../../../../shared/domain/unavailability/index.ts';

const none: Tally = { ok: 0, timeout: 0, internalError: 0, clientError: 0 };
const zero = Date.parse('2026-11-24T10:00:00.000Z') / 1_000;
const at = (seconds: number) => new Date((zero + seconds) * 1_000).toISOString();

const line = (second: number, vantagePoint: string, override: Partial<LedgerSecond> = {}): LedgerSecond => ({
  second: zero + second,
  vantagePoint,
  api: { ...none, timeout: 1 },
  smtp: { ...none, ok: 1 },
  ...override,
});

/** So many seconds of failing API calls, seen from Madrid and Dublin. */
const outage = (from: number, seconds: number): LedgerSecond[] =>
  Array.from({ length: seconds }, (_, n) => [line(from + n, 'madrid'), line(from + n, 'dublin')]).flat();

describe('a second', () => {
  it.each([
    [{ timeout: 1 }, true, 'all calls timed out'],
    [{ internalError: 3, timeout: 2 }, true, 'all calls failed by the server, one way or the other'],
    [{ internalError: 99, ok: 1 }, false, 'not all calls failed'],
    [{}, false, 'nobody tried: silence is no failure'],
    [{ clientError: 5 }, false, "the client's own errors never count"],
    [{ clientError: 5, timeout: 1 }, true, "the client's own errors excuse nothing either"],
  ])('of %j is unavailable: %s', (counts, unavailable, because) => {
    expect(isUnavailable({ ...none, ...counts }), because).toBe(unavailable);
  });
});

describe('the verdict', () => {
  it('is persistent after sixty seconds in a row from two places', () => {
    expect(judgeUnavailability(outage(5, 60))).toMatchObject({
      verdict: 'persistent',
      persistentFrom: at(5),
      persistentFamily: 'api',
      unavailableSeconds: { api: 60, smtp: 0 },
      runs: [{ family: 'api', from: at(5), to: at(65), seconds: 60 }],
      vantagePoints: ['dublin', 'madrid'],
    });
  });

  it.each([
    { because: 'it lasted 59 seconds', ledger: outage(0, 59) },
    { because: 'one second in the middle was not tried', ledger: [...outage(0, 30), ...outage(31, 59)] },
    {
      because: 'one place got through for a second',
      ledger: [
        ...outage(0, 90),
        line(45, 'oslo', { api: { ...none, ok: 1 } }),
        line(10, 'oslo', { api: { ...none, ok: 1 } }),
      ],
    },
    {
      because: 'only one place saw it',
      ledger: outage(0, 90).filter(({ vantagePoint }) => vantagePoint === 'madrid'),
    },
  ])('is intermittent when $because', ({ ledger }) => {
    expect(judgeUnavailability(ledger)).toMatchObject({ verdict: 'intermittent', persistentFrom: null });
  });

  it('holds for SMTP injections as for API calls', () => {
    const smtp = outage(0, 60).map((second) => ({ ...second, api: second.smtp, smtp: second.api }));
    expect(judgeUnavailability(smtp)).toMatchObject({ verdict: 'persistent', persistentFamily: 'smtp' });
  });

  it('follows the measure of the account', () => {
    const everyOther = Array.from({ length: 60 }, (_, n) => outage(2 * n, 1)).flat();
    const measure = { seconds: 30, windowSeconds: 60, vantagePoints: 2 };
    expect(judgeUnavailability(everyOther).verdict).toBe('intermittent');
    expect(judgeUnavailability(everyOther, measure).verdict).toBe('persistent');
  });

  it('says that there is no evidence rather than that all was well', () => {
    expect(judgeUnavailability([]).verdict).toBe('no-evidence');
    const refused = [line(0, 'madrid', { api: { ...none, clientError: 9 }, smtp: none })];
    expect(judgeUnavailability(refused).verdict).toBe('no-evidence');
    expect(judgeUnavailability([line(0, 'madrid', { api: none })]).verdict).toBe('available');
  });

  it('takes counts that no prober can have counted for none', () => {
    const odd = [
      line(0, 'madrid', {
        api: { ok: Number.NaN, timeout: -5, internalError: 0.5, clientError: 1 },
        smtp: none,
      }),
    ];
    expect(judgeUnavailability(odd).verdict).toBe('no-evidence');
  });

  it('is the same for lines in any order, and for lines that come twice', () => {
    const seconds = fc.array(
      fc.record({
        second: fc.nat(90),
        vantagePoint: fc.constantFrom('madrid', 'dublin', 'oslo'),
        timeout: fc.nat(2),
        ok: fc.constantFrom(0, 0, 0, 1),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(seconds, fc.infiniteStream(fc.nat()), (drawn, order) => {
        const unique = new Map(drawn.map((each) => [`${each.second} ${each.vantagePoint}`, each]));
        const ledger = [...unique.values()].map(({ second, vantagePoint, timeout, ok }) =>
          line(second, vantagePoint, { api: { ...none, timeout, ok } }),
        );
        const shuffled = ledger
          .map((each) => ({ each, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        const measure = { seconds: 3, windowSeconds: 5, vantagePoints: 2 };
        const verdict = judgeUnavailability(ledger, measure);
        expect(judgeUnavailability([...shuffled, ...ledger], measure)).toEqual(verdict);
      }),
    );
  });
});
