import { afterAll, beforeAll, expect, it } from 'vitest';
import { factsOf, inParallel, openCritical, takePageOf } from '../../support/critical-burst.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

/** A thousand are `npm run bench`'s; what is promised does not depend on how many. */
const cases = 12;
/** So many are left to the ladder; the others are taken, and then forgotten. */
const untaken = 3;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

it('pages each of a dozen critical cases at once, and misses each callback at 15:00: none early, none twice', async () => {
  const numbers = Array.from({ length: cases }, (_, number) => number);
  const opened = await inParallel(numbers, 8, (number) => openCritical(cloud, number));
  expect(opened.filter((caseId) => caseId === null)).toEqual([]);
  const caseIds = opened.flatMap((caseId) => (caseId === null ? [] : [caseId]));
  await cloud.settle();
  const paged = await inParallel(caseIds, 8, (caseId) => factsOf(cloud, caseId));
  // The vital information came with each: no run is there yet that it could move on.
  expect(Object.keys(cloud.meter.read()).filter((counted) => counted.includes('AdvanceCritical'))).toEqual(
    [],
  );
  // The clock stands still: who was paged, was paged before a second had passed.
  expect(paged.filter(({ firstPageMs }) => firstPageMs !== 0)).toEqual([]);

  await inParallel(caseIds.slice(untaken), 8, (caseId) => takePageOf(cloud, caseId));
  await cloud.advance('PT14M59S');
  const early = await inParallel(caseIds, 8, (caseId) => factsOf(cloud, caseId));
  expect(early.flatMap(({ breachesMs }) => breachesMs)).toEqual([]);

  await cloud.advance('PT2S');
  const late = await inParallel(caseIds, 8, (caseId) => factsOf(cloud, caseId));
  expect(late.filter(({ breachesMs }) => breachesMs.length !== 1)).toEqual([]);
  for (const { breachesMs } of late) expect(breachesMs[0]).toBeLessThan(1_000);
  for (const { breachesMs } of late) expect(breachesMs[0]).toBeGreaterThanOrEqual(0);

  await cloud.advance('PT3M');
  const after = await inParallel(caseIds, 8, (caseId) => factsOf(cloud, caseId));
  expect(after.filter(({ breachesMs, doubled }) => breachesMs.length !== 1 || doubled > 0)).toEqual([]);
});
