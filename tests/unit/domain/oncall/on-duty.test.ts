import { describe, expect, it } from 'vitest';
import { demoSchedule } from '../../../../infra/local/demo-data.ts';
import { dutyChanges, nextDutyChange, onDutyAt } from '../../../../shared/domain/oncall/index.ts';

const monday = '2026-11-30T08:00:00.000Z';

describe('who is on duty', () => {
  it('is the primary, and who stands behind them where there is none', () => {
    const [first, second] = demoSchedule.layers;
    if (first === undefined || second === undefined) throw new Error('The demonstration has both.');
    expect(onDutyAt(demoSchedule, monday)?.role).toBe('primary');
    expect(onDutyAt({ ...demoSchedule, layers: [second] }, monday)?.role).toBe('secondary');
    expect(onDutyAt({ ...demoSchedule, layers: [] }, monday)).toBeNull();
  });

  it('changes with the rotation, on the wall clock of its zone, also when that changes', () => {
    const from = '2026-10-20T00:00:00.000Z';
    expect(dutyChanges(demoSchedule, { from, to: '2026-11-03T00:00:00.000Z' }).map(({ at }) => at)).toEqual([
      '2026-10-26T08:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
    ]);
    expect(dutyChanges(demoSchedule, { from, to: '2026-10-26T07:59:59.999Z' })).toEqual([]);
  });

  it('has changed at the moment itself, and is not asked about it from then on', () => {
    const before = '2026-11-29T00:00:00.000Z';
    expect(dutyChanges(demoSchedule, { from: before, to: monday })).toHaveLength(1);
    expect(dutyChanges(demoSchedule, { from: monday, to: '2026-12-01T00:00:00.000Z' })).toEqual([]);
    expect(nextDutyChange(demoSchedule, before)).toMatchObject({ at: monday });
  });

  it('never changes where one person has every turn', () => {
    const alone = demoSchedule.layers.map((layer) => ({
      ...layer,
      rotation: { ...layer.rotation, members: ['agent'] },
    }));
    expect(nextDutyChange({ ...demoSchedule, layers: alone }, monday)).toBeNull();
  });
});
