import { expect, it } from 'vitest';
import { judgeCall, type LoggedCall } from '../../../../shared/domain/paging/index.ts';

const call: LoggedCall = {
  number: '+34911234567',
  startedAt: '2026-11-24T10:03:00.000Z',
  durationSeconds: 180,
  outcome: 'reached',
};
const contactPhone = '+34911234567';

it('is the callback when it reached the number that the customer left', () => {
  expect(judgeCall(call, { contactPhone })).toEqual({ met: true });
});

it.each([
  [{ outcome: 'no-answer' as const }, 'no-answer'],
  [{ outcome: 'busy' as const }, 'busy'],
  [{ outcome: 'voicemail' as const, durationSeconds: 90 }, 'voicemail'],
  [{ number: '+34917654321' }, 'other-number'],
  [{ durationSeconds: 19 }, 'too-short'],
])('is an attempt, to be made again after two minutes, with %j', (override, because) => {
  expect(judgeCall({ ...call, ...override }, { contactPhone })).toEqual({
    met: false,
    because,
    nextAttemptAt: '2026-11-24T10:05:00.000Z',
  });
});
