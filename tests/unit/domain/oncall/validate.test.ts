import { expect, it } from 'vitest';
import { checkSchedule, type Schedule } from '../../../../shared/domain/oncall/index.ts';
import { InvalidInput } from '../../../../shared/errors/index.ts';
import { aLayer, aSchedule, people } from './schedules.ts';

const refused = (schedule: Schedule): readonly string[] => {
  try {
    checkSchedule(schedule, people);
  } catch (error) {
    if (error instanceof InvalidInput) return error.fields.map(({ path }) => path);
    throw error;
  }
  return [];
};

const stretch = { from: '2026-01-06T08:00:00.000Z', to: '2026-01-07T08:00:00.000Z' };

it('accepts a schedule that can be computed with', () => {
  expect(refused(aSchedule())).toEqual([]);
});

it('names every bad field at once', () => {
  const schedule = aSchedule({
    layers: [
      aLayer({
        timeZone: '+01:00',
        rotation: { unit: 'day', every: 0, startsOn: '2026-02-29', handoffAt: '24:00', members: ['nobody'] },
        windows: [{ days: ['monday'], opens: '09:00', closes: '09:00' }],
        from: '2026-02-01T00:00:00.000Z',
        until: '2026-01-01T00:00:00.000Z',
      }),
    ],
    overrides: [
      { overrideId: 'o', layerId: 'elsewhere', personId: 'nobody', from: stretch.to, to: stretch.from },
    ],
    swaps: [
      {
        swapId: 's',
        layerId: 'madrid',
        turns: [
          { personId: 'ana', ...stretch },
          { personId: 'x', ...stretch },
        ],
      },
    ],
    leave: [{ leaveId: 'l', personId: 'ana', deputyId: 'ana', from: 'now', to: stretch.to }],
  });
  expect(refused(schedule)).toEqual([
    'layers.0.timeZone',
    'layers.0.rotation.every',
    'layers.0.rotation.startsOn',
    'layers.0.rotation.handoffAt',
    'layers.0.rotation.members.0',
    'layers.0.windows.0.closes',
    'layers.0',
    'overrides.0.layerId',
    'overrides.0.personId',
    'overrides.0',
    'swaps.0.turns.1.personId',
    'leave.0.deputyId',
    'leave.0',
  ]);
});

it.each([
  { because: 'nobody would ever be on call', schedule: aSchedule({ layers: [] }), path: 'layers' },
  {
    because: 'an override could not tell its layers apart',
    schedule: aSchedule({ layers: [aLayer(), aLayer()] }),
    path: 'layers',
  },
  {
    because: 'a rotation has no members',
    schedule: aSchedule({ layers: [aLayer({ rotation: { ...aLayer().rotation, members: [] } })] }),
    path: 'layers.0.rotation.members',
  },
  {
    because: 'a list is longer than any desk needs',
    schedule: aSchedule({
      leave: Array.from({ length: 401 }, () => ({
        leaveId: 'l',
        personId: 'ana',
        deputyId: null,
        ...stretch,
      })),
    }),
    path: 'leave',
  },
])('refuses a schedule when $because', ({ schedule, path }) => {
  expect(refused(schedule)).toEqual([path]);
});
