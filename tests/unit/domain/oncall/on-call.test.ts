import { describe, expect, it } from 'vitest';
import { isAway, onCallAt, type Schedule, shiftsBetween } from '../../../../shared/domain/oncall/index.ts';
import { aLayer, aSchedule } from './schedules.ts';

const whoAt = (schedule: Schedule, instant: string) =>
  onCallAt(schedule, instant).map(({ personId }) => personId);
const { rotation } = aLayer();

describe('rotations', () => {
  it.each([
    ['2026-01-05T07:59:59.999Z', 'ana', 'the last millisecond before the handover'],
    ['2026-01-05T08:00:00.000Z', 'ben', 'the handover itself'],
    ['2026-01-12T08:00:00.000Z', 'cleo', 'a week later'],
    ['2026-01-19T08:00:00.000Z', 'ana', 'around again'],
    [
      '2026-03-30T06:59:59.999Z',
      'ana',
      'the handover stays at 09:00 on the wall after the clocks went forward',
    ],
    [
      '2026-03-30T07:00:00.000Z',
      'ben',
      'the handover stays at 09:00 on the wall after the clocks went forward',
    ],
    ['2026-10-26T08:00:00.000Z', 'ben', 'and after they went back (OneUptime#1890, OneUptime#2413)'],
  ])('at %s: %s', (instant, person, because) => {
    expect(whoAt(aSchedule(), instant), because).toEqual([person]);
  });

  it('put nobody on call before they start', () => {
    expect(whoAt(aSchedule(), '2025-12-29T07:59:59.999Z')).toEqual([]);
  });

  it('hand over at the end of the gap where the clock skips their time, and once where it comes twice', () => {
    const nightly = aSchedule({
      layers: [
        aLayer({ rotation: { ...rotation, unit: 'day', startsOn: '2026-03-28', handoffAt: '02:30' } }),
      ],
    });
    const handovers = (from: string, to: string) =>
      shiftsBetween(nightly, { from, to }).map((shift) => shift.from);
    expect(handovers('2026-03-29T00:00:00.000Z', '2026-03-30T12:00:00.000Z')).toEqual([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(handovers('2026-10-25T00:00:00.000Z', '2026-10-26T12:00:00.000Z')).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('leave no hour between two turns over a clock change (oncall#5247, oncall#4208, oncall#5455)', () => {
    const chicago = aSchedule({
      layers: [aLayer({ timeZone: 'America/Chicago', rotation: { ...rotation, startsOn: '2026-01-05' } })],
    });
    const shifts = shiftsBetween(chicago, {
      from: '2026-02-02T15:00:00.000Z',
      to: '2026-12-28T15:00:00.000Z',
    });
    expect(shifts.length).toBe(47);
    for (const [index, shift] of shifts.entries()) {
      expect(shift.to).toBe(shifts[index + 1]?.from ?? '2026-12-28T15:00:00.000Z');
    }
  });

  it('keep the hours of a window on the wall when summer time ends (oncall#3261, oncall#2950)', () => {
    const london = aSchedule({
      layers: [
        aLayer({
          timeZone: 'Europe/London',
          windows: [{ days: ['monday', 'tuesday'], opens: '08:30', closes: '17:30' }],
        }),
      ],
    });
    const starts = (from: string, to: string) => shiftsBetween(london, { from, to })[0]?.from;
    expect(starts('2026-10-20T00:00:00.000Z', '2026-10-21T00:00:00.000Z')).toBe('2026-10-20T07:30:00.000Z');
    expect(starts('2026-10-27T00:00:00.000Z', '2026-10-28T00:00:00.000Z')).toBe('2026-10-27T08:30:00.000Z');
  });

  it('follow the sun, one layer per place, and name both where they overlap, in the order of the layers', () => {
    const workingDay = (layerId: string, timeZone: string, member: string) =>
      aLayer({
        layerId,
        timeZone,
        rotation: { ...rotation, members: [member] },
        windows: [
          { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], opens: '08:00', closes: '18:00' },
        ],
      });
    const schedule = aSchedule({
      layers: [
        workingDay('madrid', 'Europe/Madrid', 'ana'),
        workingDay('new-york', 'America/New_York', 'ben'),
        workingDay('sydney', 'Australia/Sydney', 'cleo'),
      ],
    });
    expect(whoAt(schedule, '2026-11-24T09:00:00.000Z')).toEqual(['ana']);
    expect(whoAt(schedule, '2026-11-24T14:00:00.000Z')).toEqual(['ana', 'ben']);
    expect(whoAt(schedule, '2026-11-24T22:30:00.000Z')).toEqual(['ben', 'cleo']);
    expect(whoAt(schedule, '2026-11-25T02:00:00.000Z')).toEqual(['cleo']);
  });

  it('are listed by role, whatever the order of the layers', () => {
    const seat = (role: 'primary' | 'secondary' | 'duty-lead', member: string) =>
      aLayer({ layerId: role, role, rotation: { ...rotation, members: [member] } });
    const schedule = aSchedule({
      layers: [seat('duty-lead', 'dan'), seat('secondary', 'ben'), seat('primary', 'ana')],
    });
    expect(whoAt(schedule, '2026-11-24T09:00:00.000Z')).toEqual(['ana', 'ben', 'dan']);
  });

  it('exist from and until their dates', () => {
    const schedule = aSchedule({
      layers: [aLayer({ from: '2026-06-01T00:00:00.000Z', until: '2026-07-01T00:00:00.000Z' })],
    });
    expect(whoAt(schedule, '2026-05-31T23:59:59.999Z')).toEqual([]);
    expect(whoAt(schedule, '2026-06-01T00:00:00.000Z')).toHaveLength(1);
    expect(whoAt(schedule, '2026-07-01T00:00:00.000Z')).toEqual([]);
  });
});

describe('overrides, swaps and leave', () => {
  const week = { from: '2026-01-06T08:00:00.000Z', to: '2026-01-07T08:00:00.000Z' };

  it('shows an override for exactly its time and the rotation around it (OneUptime#3411, #2086)', () => {
    const schedule = aSchedule({
      overrides: [{ overrideId: 'o', layerId: 'madrid', personId: 'dan', ...week }],
    });
    const shifts = shiftsBetween(schedule, {
      from: '2026-01-05T08:00:00.000Z',
      to: '2026-01-12T08:00:00.000Z',
    });
    expect(shifts.map(({ personId, because, from, to }) => [personId, because, from, to])).toEqual([
      ['ben', 'rotation', '2026-01-05T08:00:00.000Z', week.from],
      ['dan', 'override', week.from, week.to],
      ['ben', 'rotation', week.to, '2026-01-12T08:00:00.000Z'],
    ]);
  });

  it('lets the last of two overrides win', () => {
    const schedule = aSchedule({
      overrides: [
        { overrideId: '1', layerId: 'madrid', personId: 'dan', ...week },
        { overrideId: '2', layerId: 'madrid', personId: 'cleo', ...week },
      ],
    });
    expect(whoAt(schedule, week.from)).toEqual(['cleo']);
  });

  it('fills a seat outside its windows by an override', () => {
    const schedule = aSchedule({
      layers: [aLayer({ windows: [{ days: ['sunday'], opens: '10:00', closes: '11:00' }] })],
      overrides: [{ overrideId: 'o', layerId: 'madrid', personId: 'dan', ...week }],
    });
    expect(whoAt(schedule, week.from)).toEqual(['dan']);
    expect(whoAt(schedule, week.to)).toEqual([]);
  });

  it('swaps two turns both ways, and nothing else', () => {
    const schedule = aSchedule({
      swaps: [
        {
          swapId: 's',
          layerId: 'madrid',
          turns: [
            { personId: 'ben', ...week },
            { personId: 'cleo', from: '2026-01-13T08:00:00.000Z', to: '2026-01-14T08:00:00.000Z' },
          ],
        },
      ],
    });
    expect(whoAt(schedule, week.from)).toEqual(['cleo']);
    expect(whoAt(schedule, week.to)).toEqual(['ben']);
    expect(whoAt(schedule, '2026-01-13T08:00:00.000Z')).toEqual(['ben']);
    expect(whoAt(schedule, '2026-01-12T09:00:00.000Z')).toEqual(['cleo']);
  });

  it('seats the deputy of a person on leave, and the deputy of that deputy', () => {
    const away = (personId: string, deputyId: string | null) => ({
      leaveId: personId,
      personId,
      deputyId,
      ...week,
    });
    expect(onCallAt(aSchedule({ leave: [away('ben', 'dan')] }), week.from)).toMatchObject([
      { personId: 'dan', because: 'deputy', standsInFor: 'ben' },
    ]);
    expect(whoAt(aSchedule({ leave: [away('ben', 'dan'), away('dan', 'cleo')] }), week.from)).toEqual([
      'cleo',
    ]);
    expect(whoAt(aSchedule({ leave: [away('ben', 'dan'), away('dan', 'ben')] }), week.from)).toEqual([]);
    expect(whoAt(aSchedule({ leave: [away('ben', null)] }), week.from)).toEqual([]);
    expect(isAway(aSchedule({ leave: [away('ben', null)] }), 'ben', week.from)).toBe(true);
    expect(isAway(aSchedule({ leave: [away('ben', null)] }), 'ben', week.to)).toBe(false);
  });
});
