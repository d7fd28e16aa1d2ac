import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Retrier } from '../../../infra/local/states/definition.ts';
import { coversError, retryDelayMs } from '../../../infra/local/states/retry.ts';

const retriers: fc.Arbitrary<Retrier> = fc.record({
  errors: fc.constant(['States.ALL']),
  intervalSeconds: fc.integer({ min: 1, max: 100 }),
  maxAttempts: fc.nat(10),
  backoffRate: fc.double({ min: 1, max: 5, noNaN: true }),
  maxDelaySeconds: fc.integer({ min: 101, max: 31_622_400 }),
  fullJitter: fc.constant(false),
});

describe('the delay of a retry', () => {
  it('begins at the interval, never shrinks, and never passes its ceiling', () => {
    fc.assert(
      fc.property(retriers, fc.nat(30), (retrier, made) => {
        const delay = (n: number) => retryDelayMs(retrier, n, Math.random);
        expect(delay(0)).toBe(retrier.intervalSeconds * 1000);
        expect(delay(made + 1)).toBeGreaterThanOrEqual(delay(made));
        expect(delay(made)).toBeLessThanOrEqual(retrier.maxDelaySeconds * 1000);
      }),
    );
  });

  it('with full jitter lies from nothing to the delay without it', () => {
    fc.assert(
      fc.property(retriers, fc.nat(30), fc.double({ min: 0, max: 1, noNaN: true }), (retrier, made, draw) => {
        const jittered = retryDelayMs({ ...retrier, fullJitter: true }, made, () => draw);
        const plain = retryDelayMs(retrier, made, () => draw);
        expect(jittered).toBeGreaterThanOrEqual(0);
        expect(jittered).toBeLessThanOrEqual(plain);
      }),
    );
  });
});

describe('error names', () => {
  it('cover themselves, and States.ALL covers all that States.TaskFailed does', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'States.Timeout',
        'States.HeartbeatTimeout',
        'States.Runtime',
        'States.DataLimitExceeded',
      ),
    );
    fc.assert(
      fc.property(names, (error) => {
        expect(coversError([error], error)).toBe(true);
        if (coversError(['States.TaskFailed'], error)) expect(coversError(['States.ALL'], error)).toBe(true);
      }),
    );
  });
});
