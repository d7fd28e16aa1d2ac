import { describe, expect, it } from 'vitest';
import {
  type Layer,
  proveCoverage,
  type Responder,
  type Schedule,
} from '../../../../shared/domain/oncall/index.ts';
import { aChannel, aLayer, aResponder, aSchedule, people } from './schedules.ts';

const from = '2026-01-01T00:00:00.000Z';
const prove = (schedule: Schedule, who: readonly Responder[] = people) =>
  proveCoverage({ schedule, people: who, from });
const { rotation } = aLayer();
const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

describe('proveCoverage', () => {
  it('proves 400 days of a plain rotation, clock changes included', () => {
    expect(prove(aSchedule())).toEqual({ covered: true, from, to: '2027-02-05T00:00:00.000Z' });
  });

  it('proves a rotation over a leap day', () => {
    const daily = aSchedule({ layers: [aLayer({ rotation: { ...rotation, unit: 'day' } })] });
    expect(proveCoverage({ schedule: daily, people, from: '2028-01-01T00:00:00.000Z' }).covered).toBe(true);
  });

  it('names the hour that opens when only one side of the ocean has changed its clocks', () => {
    const place = (layerId: string, timeZone: string, opens: string, closes: string): Layer =>
      aLayer({ layerId, timeZone, windows: [{ days: everyDay, opens, closes }] });
    const sun = aSchedule({
      layers: [
        place('madrid', 'Europe/Madrid', '08:00', '20:00'),
        place('los-angeles', 'America/Los_Angeles', '11:00', '23:00'),
      ],
    });
    expect(prove(sun)).toMatchObject({
      covered: false,
      gap: { from: '2026-03-09T06:00:00.000Z', to: '2026-03-09T07:00:00.000Z', reason: 'nobody-scheduled' },
    });
  });

  it('names a gap of one minute at midnight', () => {
    const almost = aSchedule({
      layers: [aLayer({ windows: [{ days: everyDay, opens: '00:00', closes: '23:59' }] })],
    });
    expect(prove(almost)).toMatchObject({
      gap: { from: '2026-01-01T22:59:00.000Z', to: '2026-01-01T23:00:00.000Z' },
    });
  });

  it('names a gap of one second between two overrides', () => {
    const patched = aSchedule({
      layers: [aLayer({ until: '2026-03-01T00:00:00.000Z' })],
      overrides: [
        {
          overrideId: '1',
          layerId: 'madrid',
          personId: 'ana',
          from: '2026-03-01T00:00:00.000Z',
          to: '2026-06-01T00:00:00.000Z',
        },
        {
          overrideId: '2',
          layerId: 'madrid',
          personId: 'ana',
          from: '2026-06-01T00:00:01.000Z',
          to: '2028-01-01T00:00:00.000Z',
        },
      ],
    });
    expect(prove(patched)).toMatchObject({
      gap: { from: '2026-06-01T00:00:00.000Z', to: '2026-06-01T00:00:01.000Z' },
    });
  });

  it('sees the gap of a schedule in which nobody ever is (OneUptime PR#3174)', () => {
    const empty = aSchedule({ layers: [aLayer({ rotation: { ...rotation, members: [] } })] });
    expect(prove(empty)).toMatchObject({
      gap: { from, to: '2027-02-05T00:00:00.000Z', reason: 'nobody-scheduled' },
    });
    expect(prove(aSchedule({ layers: [] })).covered).toBe(false);
  });

  it.each([
    [
      aResponder('ben', { channels: [] }),
      'no-verified-channel',
      'no way to reach them (oncall#1511, oncall#1326)',
    ],
    [
      aResponder('ben', { channels: [aChannel({ verifiedAt: null })] }),
      'no-verified-channel',
      'an address that nobody has proven (oncall#4072)',
    ],
    [aResponder('ben', { channels: [aChannel({ enabled: false })] }), 'no-verified-channel', 'switched off'],
    [
      aResponder('ben', { channels: [aChannel({ kind: 'sms', address: '+34600000000' })] }),
      'text-messages-only',
      'nothing but text messages, which fail together',
    ],
    [aResponder('ben', { enabled: false }), 'disabled', 'has left'],
    [aResponder('somebody-else'), 'unknown-person', 'was deleted'],
  ] as const)('refuses the shift of a person who cannot be reached: %j', (ben, reason, because) => {
    const who = [...people.filter(({ personId }) => personId !== 'ben'), ben];
    expect(prove(aSchedule(), who), because).toMatchObject({
      gap: { from: '2026-01-05T08:00:00.000Z', to: '2026-01-12T08:00:00.000Z', reason, personId: 'ben' },
    });
  });

  it('names the instant at which the proof of the only channel goes stale', () => {
    const ben = aResponder('ben', { channels: [aChannel({ verifiedUntil: '2026-01-08T12:00:00.000Z' })] });
    const who = [...people.filter(({ personId }) => personId !== 'ben'), ben];
    expect(prove(aSchedule(), who)).toMatchObject({
      gap: { from: '2026-01-08T12:00:00.000Z', personId: 'ben' },
    });
  });

  it('names leave without a deputy, and accepts it with one', () => {
    const leave = {
      leaveId: 'l',
      personId: 'ben',
      from: '2026-01-07T00:00:00.000Z',
      to: '2026-01-08T00:00:00.000Z',
    };
    const alone = prove(aSchedule({ leave: [{ ...leave, deputyId: null }] }));
    expect(alone).toMatchObject({
      gap: { from: leave.from, to: leave.to, reason: 'on-leave', personId: 'ben' },
    });
    expect(alone).toMatchObject({ gap: { message: expect.stringContaining('name one or add an override') } });
    expect(prove(aSchedule({ leave: [{ ...leave, deputyId: 'dan' }] })).covered).toBe(true);
  });

  it('is content with one of two people in the same role', () => {
    const pair = aSchedule({
      layers: [aLayer(), aLayer({ layerId: 'second', rotation: { ...rotation, members: ['dan'] } })],
    });
    expect(prove(pair, [aResponder('dan')]).covered).toBe(true);
  });

  it('asks for every role that it is told to', () => {
    const answer = proveCoverage({ schedule: aSchedule(), people, from, roles: ['primary', 'secondary'] });
    expect(answer).toMatchObject({ gap: { from, role: 'secondary' } });
  });
});
