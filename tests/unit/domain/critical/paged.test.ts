import { expect, it } from 'vitest';
import type { CriticalState } from '../../../../shared/domain/case/case.ts';
import type { TimelineEntry } from '../../../../shared/domain/case/events.ts';
import { evolveCritical } from '../../../../shared/domain/case/evolve-critical.ts';

const sent = (step: string, person: number): TimelineEntry =>
  ({
    type: 'page.sent',
    data: { pageKey: `case/2026-11-24T10:00:00.000Z/${step}/person-${person}/sms`, step },
  }) as unknown as TimelineEntry;

it('remembers the pages of a step to three hundred people, so that none of them is paged twice for it', () => {
  let state: CriticalState | null = { paged: [] as string[] } as unknown as CriticalState;
  for (const step of ['everyone', 'red']) {
    for (let person = 0; person < 300; person++) state = evolveCritical(state, sent(step, person));
  }
  expect(new Set(state?.paged).size).toBe(600);
});

it('forgets of each channel what is older than a ladder, however long a case is overdue', () => {
  let state: CriticalState | null = { paged: [] as string[] } as unknown as CriticalState;
  for (let step = 0; step < 500; step++) state = evolveCritical(state, sent(`overdue-${step}`, 1));
  expect(state?.paged).toHaveLength(8);
  expect(state?.paged.at(-1)).toBe('overdue-499/person-1/sms');
});
