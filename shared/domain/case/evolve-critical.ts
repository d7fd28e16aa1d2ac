import type { CriticalState } from './case.ts';
import { ladderDue } from './critical/clocks.ts';
import type { PageReason } from './critical-events.ts';
import type { TimelineEntry } from './events.ts';
import type { CriticalStage } from './vocabulary.ts';

/** The default cadence of customer updates until both parties have agreed another, in minutes. */
export const defaultCadenceMinutes = 30;

/** For each channel of each person more than a ladder has steps; older ones are not asked for again. */
const rememberedPages = 8;

/** A page's key without the case and the ladder's beginning, which are the same for all. */
const shortKey = (pageKey: string): string => pageKey.split('/').slice(2).join('/');

/** However many people a step pages, none of its pages is forgotten before the next steps are over. */
function withPage(paged: readonly string[], key: string): readonly string[] {
  const channel = key.slice(key.indexOf('/'));
  const same = paged.filter((before) => before.endsWith(channel));
  const oldest = same.length < rememberedPages ? null : same[0];
  return [...paged.filter((before) => before !== oldest), key];
}

const without = (people: readonly string[] = [], gone: string): readonly string[] =>
  people.filter((personId) => personId !== gone);

/** The critical half after one more entry. */
export function evolveCritical(before: CriticalState | null, entry: TimelineEntry): CriticalState | null {
  if (entry.type === 'critical.declared') return declared(entry, before);
  return before === null ? null : { ...before, ...changes(before, entry) };
}

/** Declared again after it was reclassified, an issue begins anew; only its workflow's name goes on. */
function declared(
  { at, data }: TimelineEntry<'critical.declared'>,
  before: CriticalState | null,
): CriticalState {
  return {
    stage: 'intake',
    hotlineNumbers: data.hotlineNumbers,
    pin: data.pin,
    declaredAt: at,
    vitalInformation: null,
    clockStartedAt: null,
    pagingSince: at,
    callbackDueAt: null,
    callbackReachedAt: null,
    callbackAttempts: 0,
    acknowledgedBy: null,
    acknowledgedAt: null,
    cadence: { minutes: defaultCadenceMinutes, agreed: false, proposal: null },
    updates: 0,
    lastUpdateAt: null,
    nextUpdateDueAt: null,
    expectedResolutionAt: null,
    workaroundAt: null,
    endedAt: null,
    closingNote: false,
    paged: [],
    lastCall: null,
    executionName: before?.executionName ?? null,
  };
}

/** Where the facts put an issue whose closing nobody proposes: a workaround does not replace the callback. */
function standing(state: CriticalState): CriticalStage {
  if (state.clockStartedAt === null) return 'intake';
  if (state.callbackReachedAt === null) return 'paging';
  if (state.endedAt !== null) return 'ended';
  return state.workaroundAt === null ? 'working' : 'workaround-given';
}

/** New facts move the stage, unless the issue is being closed or is not critical any more. */
function moved(before: CriticalState, facts: Partial<CriticalState>): Partial<CriticalState> {
  const settled = ['closure-proposed', 'closed', 'reclassified'].includes(before.stage);
  return settled ? facts : { ...facts, stage: standing({ ...before, ...facts }) };
}

/** The customer says that it is not over: what was declared and noted counts no longer. */
function backToWork(before: CriticalState, deadlines: UpdateDeadlines): Partial<CriticalState> {
  const facts = { workaroundAt: null, endedAt: null, closingNote: false };
  return {
    ...facts,
    stage: standing({ ...before, ...facts }),
    nextUpdateDueAt: deadlines?.['critical-update'] ?? null,
    callbackDueAt: deadlines?.callback ?? before.callbackDueAt,
  };
}

/** Back to work at the customer's word, of which somebody is told; a ladder that runs tells them anyhow. */
function wokenFor(before: CriticalState, reason: PageReason, at: string): Partial<CriticalState> {
  return before.callbackReachedAt === null ? {} : { wake: { reason, at } };
}

/** Whoever took the page, or passed it on, did so on a ladder that is over. */
const nobodyHasIt = { acknowledgedBy: null, acknowledgedAt: null, declinedBy: [] };

/** A reopening that still owes the callback looks for somebody as if nobody had ever been found. */
function reopened(
  before: CriticalState,
  { at, data }: TimelineEntry<'case.reopened'>,
): Partial<CriticalState> {
  const back = { ...backToWork(before, data.deadlines), heldSince: at };
  if (before.callbackReachedAt !== null) return { ...back, ...wokenFor(before, 'reopened', at) };
  return {
    ...back,
    pagingSince: at,
    paged: [],
    ...nobodyHasIt,
    lastCall: null,
  };
}

type UpdateDeadlines =
  | { readonly callback?: string | null; readonly 'critical-update'?: string | null }
  | undefined;

function changes(before: CriticalState, entry: TimelineEntry): Partial<CriticalState> {
  switch (entry.type) {
    case 'vital-information.recorded':
      return moved(before, {
        vitalInformation: entry.data.vitalInformation,
        clockStartedAt: before.clockStartedAt ?? entry.data.completeAt,
        callbackDueAt: before.callbackDueAt ?? entry.data.callbackDueAt,
        ...(entry.data.completeAt < ladderDue(before) ? {} : nobodyHasIt),
        // The ladder begins anew with the clock.
        pagingSince: entry.data.completeAt,
        paged: [],
      });
    case 'vital-information.corrected':
      return { vitalInformation: entry.data.vitalInformation };
    case 'page.sent':
      if (entry.data.about !== undefined)
        return entry.data.about.reason === before.wake?.reason ? { wake: null } : {};
      return { paged: withPage(before.paged, shortKey(entry.data.pageKey)) };
    case 'owner.assigned':
    case 'handover.noted':
    case 'handover.asked':
      return { heldSince: entry.at };
    case 'page.acknowledged':
      return {
        acknowledgedBy: entry.data.personId,
        acknowledgedAt: entry.at,
        declinedBy: without(before.declinedBy, entry.data.personId),
      };
    case 'page.declined':
      return {
        ...(before.acknowledgedBy === entry.data.personId
          ? { acknowledgedBy: null, acknowledgedAt: null }
          : {}),
        declinedBy: [...without(before.declinedBy, entry.data.personId), entry.data.personId],
      };
    case 'callback.attempted':
      return {
        callbackAttempts: before.callbackAttempts + 1,
        lastCall: { personId: entry.actor.id, startedAt: entry.data.startedAt },
      };
    case 'callback.reached':
      return moved(before, {
        callbackAttempts: before.callbackAttempts + 1,
        callbackReachedAt: before.callbackReachedAt ?? entry.data.startedAt,
        lastCall: { personId: entry.actor.id, startedAt: entry.data.startedAt },
        heldSince: entry.at,
        nextUpdateDueAt: entry.data.deadlines?.['critical-update'] ?? before.nextUpdateDueAt,
      });
    case 'cadence.proposed':
      return {
        cadence: {
          ...before.cadence,
          proposal: { by: entry.data.by, minutes: entry.data.minutes, proposedBy: entry.actor.name },
        },
      };
    case 'cadence.agreed':
      return {
        cadence: { minutes: entry.data.minutes, agreed: true, proposal: null },
        nextUpdateDueAt: entry.data.deadlines?.['critical-update'] ?? before.nextUpdateDueAt,
      };
    case 'update.sent':
      return {
        updates: before.updates + 1,
        lastUpdateAt: entry.at,
        nextUpdateDueAt: entry.data.deadlines?.['critical-update'] ?? null,
        expectedResolutionAt: entry.data.expectedResolutionAt,
      };
    case 'workaround.given':
      return moved(before, { workaroundAt: entry.data.givenAt, nextUpdateDueAt: null });
    case 'workaround.failed':
      return {
        ...backToWork(before, entry.data.deadlines),
        heldSince: entry.at,
        ...(entry.data.by === 'customer' ? wokenFor(before, 'workaround-failed', entry.at) : {}),
      };
    case 'unavailability.ended':
      return moved(before, { endedAt: entry.data.endedAt, nextUpdateDueAt: null });
    case 'closing-note.recorded':
      return { closingNote: true, note: { cause: entry.data.cause, followUps: entry.data.followUps } };
    case 'closure.proposed':
      return before.stage === 'reclassified' ? {} : { stage: 'closure-proposed' };
    case 'closure.declined':
      if (before.stage === 'reclassified') return {};
      return entry.data.by === 'customer'
        ? {
            ...backToWork(before, entry.data.deadlines),
            ...wokenFor(before, 'closure-declined', entry.at),
          }
        : { stage: standing(before) };
    case 'case.reopened':
      return before.stage === 'reclassified' ? {} : reopened(before, entry);
    case 'case.closed':
      return before.stage === 'reclassified' ? {} : { stage: 'closed', nextUpdateDueAt: null };
    case 'classification.changed':
      return entry.data.severity === 'non-critical' ? { stage: 'reclassified', nextUpdateDueAt: null } : {};
    case 'workflow.started':
      return { executionName: entry.data.executionName, runSince: entry.at };
    case 'workflow.renewed':
      return { runSince: entry.at };
    default:
      return {};
  }
}
