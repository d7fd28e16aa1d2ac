import { expect, it } from 'vitest';
import { alwaysOpen, openState } from '../../../../shared/domain/calendar/index.ts';
import { aPreset } from './calendars.ts';

it("says until when a desk is open, in the viewer's zone", () => {
  expect(openState(aPreset('madrid'), '2026-11-24T10:00:00.000Z', 'America/New_York')).toEqual({
    open: true,
    closesAt: '2026-11-24T17:00:00.000Z',
    closesAtLocal: '2026-11-24T12:00:00-05:00',
  });
});

it('says when a closed desk opens, past the weekend and the holidays', () => {
  expect(openState(aPreset('madrid'), '2026-12-04T20:00:00.000Z', 'Asia/Kolkata')).toEqual({
    open: false,
    opensAt: '2026-12-09T08:00:00.000Z',
    opensAtLocal: '2026-12-09T13:30:00+05:30',
  });
});

it('has no closing time for 24x7', () => {
  expect(openState(alwaysOpen, '2026-11-24T10:00:00.000Z', 'UTC')).toEqual({
    open: true,
    closesAt: null,
    closesAtLocal: null,
  });
});
