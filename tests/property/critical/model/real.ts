import { expect } from 'vitest';
import { type Case, isMissed } from '../../../../shared/domain/case/case.ts';
import { decideBreach, overduePromise } from '../../../../shared/domain/case/critical/breach.ts';
import { type CriticalCase, isCritical } from '../../../../shared/domain/case/critical/guards.ts';
import { pageEntries } from '../../../../shared/domain/case/critical/page.ts';
import { type Crew, pagesDue } from '../../../../shared/domain/case/critical/paging.ts';
import { decideNudge } from '../../../../shared/domain/case/critical/update.ts';
import type { NewEntry } from '../../../../shared/domain/case/events.ts';
import { evidenceOf } from '../../../../shared/domain/case/evidence.ts';
import { at, clock, type Story, type StoryContext, start } from '../../../unit/domain/critical/story.ts';
import { crew, type Model, overdue, owed, paged, stageOf } from './model.ts';

const people: Crew = {
  schedule: { scheduleId: 'main', name: '', layers: [], overrides: [], swaps: [], leave: [] },
  tamIds: [],
  people: crew.map((personId) => ({
    personId,
    name: personId,
    enabled: true,
    channels: [
      {
        channelId: 'phone',
        kind: 'sms',
        address: `+${personId}`,
        enabled: true,
        verifiedAt: start,
        verifiedUntil: null,
        delaySeconds: 0,
      },
    ],
  })),
};

/** One look of the workflow or the tick, without the mails beside it (shared/desk/critical/fall-due.ts). */
function due(of: Case, context: StoryContext): NewEntry[] {
  if (!isCritical(of)) return [];
  const missed = overduePromise(of, context.now);
  const { pages, nextLookAt } = pagesDue(of, people, context.now);
  const sent = pages.map(({ key, stepId, personId, kind, address }) => {
    return { pageKey: key, step: stepId, personId, personName: personId, channel: kind, address };
  });
  return [
    ...(missed === null ? [] : decideBreach(of, { kind: missed, escalateTo: null }, context)),
    ...pageEntries(sent, { ...context, nextLookAt }),
    ...decideNudge(of, context),
    ...waking(of, context),
  ];
}

/** Somebody is told once that the customer brought it back to work. */
function waking({ critical: { wake = null } }: CriticalCase, context: StoryContext): NewEntry[] {
  if (wake === null) return [];
  const about = { pageKey: wake.at, step: wake.reason, personId: 'marta', personName: '', about: wake };
  return pageEntries([{ ...about, channel: 'sms', address: '' }], { ...context, nextLookAt: null });
}

/** The clock looks at the case; whom it pages is whom the model pages, and the tick would have known to look. */
export function look(model: Model, story: Story): void {
  const expected = paged(model);
  const before = story.current;
  const known = story.entries.length;
  for (let entries = -1; entries !== story.entries.length; ) {
    entries = story.entries.length;
    story.does(clock, model.now, due);
  }
  const all = story.entries.slice(known).filter((entry) => entry.type === 'page.sent');
  const sent = all.filter(({ data }) => data.about === undefined);
  expect(all.length - sent.length).toBe(model.wake ? 1 : 0);
  model.wake = false;
  expect(sent.map(({ data }) => Reflect.get(data, 'personId')).sort()).toEqual(expected.sort());
  if (sent.length > 0) expect((before.deadlines.page ?? '~') <= at(model.now)).toBe(true);
}

/** The desk's case is the one that the model tells of. */
export function compare(model: Model, { current, entries }: Story): void {
  const { critical, deadlines } = current;
  expect(critical?.stage).toBe(stageOf(model));
  const running = model.open && model.critical;
  expect(deadlines.callback).toBe(owed(model) && model.due !== null ? at(model.due) : undefined);
  if (deadlines.callback !== undefined) expect(isMissed(current, 'callback')).toBe(overdue(model));
  if (running && model.due !== null) expect(critical?.callbackDueAt).toBe(at(model.due));
  const { updateDue } = model;
  expect(deadlines['critical-update']).toBe(running && updateDue !== null ? at(updateDue) : undefined);
  if (running && updateDue !== null)
    expect(isMissed(current, 'critical-update')).toBe(updateDue <= model.now);
  if (!owed(model)) expect(deadlines).not.toHaveProperty('page');
  const breaches = entries.flatMap((entry) =>
    entry.type === 'deadline.missed' ? [`${entry.data.kind} ${entry.data.dueAt}`] : [],
  );
  expect(new Set(breaches).size).toBe(breaches.length);
}

/** The record of the callback says by when it was promised, and whether that was kept. */
export function proven(model: Model, { current, entries }: Story, startedAt: number): void {
  const row = evidenceOf(current, entries, at(model.now)).findLast(({ clause }) => clause === 'C-ii-2');
  const promised = at(model.due ?? Number.NaN);
  expect(row).toMatchObject({ promised, done: at(startedAt), kept: at(startedAt) <= promised });
}
