import { expect, it } from 'vitest';
import { startTestCloud } from '../../support/local-cloud.ts';

const ticks = (meter: Readonly<Record<string, number>>): number =>
  Object.entries(meter).find(([name]) => /^lambda\/.*Tick\w*$/.test(name))?.[1] ?? 0;

it('fires every minute of a quarter of an hour that is over in a moment', async () => {
  await using cloud = await startTestCloud({
    clock: { speed: 0, start: Date.parse('2026-11-24T01:00:30Z') },
  });
  await cloud.settle();
  const before = ticks(cloud.meter.read());

  await cloud.advance('PT15M');

  expect(ticks(cloud.meter.read()) - before).toBe(15);
  expect(await cloud.local('clock')).toEqual({ now: '2026-11-24T01:15:30.000Z' });
});

it('says what a duration is when it is given something else', async () => {
  await using cloud = await startTestCloud({ seed: false });
  expect(await cloud.local('clock', { advance: 'soon' })).toMatchObject({
    message: expect.stringContaining('PT15M'),
  });
});
