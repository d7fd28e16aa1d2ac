import { expect, it } from 'vitest';
import { simulateCallbacks } from '../../../bench/callback-simulation.ts';

it('calls back within 15 minutes in 99.9 % of cases when 30 % of all attempts fail', () => {
  const { share } = simulateCallbacks({ cases: 5_000, channelFailure: 0.3, agentAnswerMinutes: 3, seed: 42 });
  expect(share).toBeGreaterThanOrEqual(0.999);
});

it('calls back in the third minute when nothing fails, and never when everything does', () => {
  const calm = simulateCallbacks({ cases: 100, channelFailure: 0, agentAnswerMinutes: 3, seed: 1 });
  expect(calm.byMinute[3]).toBe(100);
  expect(simulateCallbacks({ cases: 100, channelFailure: 1, agentAnswerMinutes: 3, seed: 1 }).share).toBe(0);
});

it('plays the same cases again for the same seed', () => {
  const run = () => simulateCallbacks({ cases: 200, channelFailure: 0.5, agentAnswerMinutes: 3, seed: 7 });
  expect(run()).toEqual(run());
});
