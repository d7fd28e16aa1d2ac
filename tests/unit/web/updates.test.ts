import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '../../../shared/contracts/api/views.ts';
import { updatesIn } from '../../../web/src/features/critical/updates.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 24, 9, minute)).toISOString();
const actor = { kind: 'agent', id: 'elena', name: 'Elena Ruiz' } as const;

/** Entries of a timeline: at which minute what happened. */
const timeline = (
  ...entries: readonly (readonly [number, TimelineItem['type'], object?])[]
): TimelineItem[] =>
  entries.map(([minute, type, data = {}], place) => ({
    id: `entry-${place}`,
    seq: place + 1,
    type,
    at: at(minute),
    actor,
    visibility: 'public',
    delivery: null,
    hasOriginal: false,
    data: { ...data },
  }));

const reached = { startedAt: at(8), durationSeconds: 120 };
const update = { expectedResolutionAt: null, slipSeconds: null };
const promises = (items: TimelineItem[]) => updatesIn(items).map(({ promise }) => promise);

describe('what an update had been promised for', () => {
  it.each([
    {
      because: 'nothing is promised before a call has reached the customer',
      entries: timeline([5, 'update.sent', update]),
      promised: [null],
    },
    {
      because: 'half an hour holds until something else is agreed, from the end of the call on',
      entries: timeline([11, 'callback.reached', reached], [35, 'update.sent', update]),
      promised: [{ since: at(10), by: at(40) }],
    },
    {
      because: 'each update promises the next',
      entries: timeline(
        [10, 'callback.reached', reached],
        [12, 'cadence.agreed', { minutes: 15 }],
        [24, 'update.sent', update],
        [45, 'update.sent', update],
      ),
      promised: [
        { since: at(10), by: at(25) },
        { since: at(24), by: at(39) },
      ],
    },
    {
      because: 'an interval that would be broken at once counts from when it was agreed',
      entries: timeline(
        [10, 'callback.reached', reached],
        [30, 'cadence.agreed', { minutes: 15 }],
        [44, 'update.sent', update],
      ),
      promised: [{ since: at(30), by: at(45) }],
    },
    {
      because: 'a workaround ends the promise, and a customer who says that it is not over begins it anew',
      entries: timeline(
        [10, 'callback.reached', reached],
        [20, 'workaround.given'],
        [25, 'update.sent', update],
        [50, 'closure.declined', { by: 'customer' }],
        [55, 'update.sent', update],
      ),
      promised: [null, { since: at(50), by: at(80) }],
    },
  ])('is known: $because', ({ entries, promised }) => {
    expect(promises(entries)).toEqual(promised);
  });
});
