import type { CriticalState } from './case.ts';
import type { TimelineEntry } from './events.ts';

/** The default cadence of customer updates until both parties have agreed another, in minutes. */
export const defaultCadenceMinutes = 30;

/** The critical half after one more entry. */
export function evolveCritical(before: CriticalState | null, entry: TimelineEntry): CriticalState | null {
  if (entry.type === 'critical.declared') {
    return declared(entry, before);
  }
  return before === null ? null : { ...before, ...changes(before, entry) };
}

function declared(entry: TimelineEntry<'critical.declared'>, before: CriticalState | null): CriticalState {
  if (before !== null) return { ...before, stage: before.clockStartedAt === null ? 'intake' : 'working' };
  return {
    stage: 'intake',
    hotlineNumbers: entry.data.hotlineNumbers,
    pin: entry.data.pin,
    declaredAt: entry.at,
    vitalInformation: null,
    clockStartedAt: null,
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
    executionName: null,
  };
}

function changes(before: CriticalState, entry: TimelineEntry): Partial<CriticalState> {
  switch (entry.type) {
    case 'vital-information.recorded':
      return {
        stage: 'paging',
        vitalInformation: entry.data.vitalInformation,
        clockStartedAt: before.clockStartedAt ?? entry.data.completeAt,
        callbackDueAt: before.callbackDueAt ?? entry.data.callbackDueAt,
      };
    case 'vital-information.corrected':
      return { vitalInformation: entry.data.vitalInformation };
    case 'page.acknowledged':
      return { acknowledgedBy: entry.data.personId, acknowledgedAt: entry.at };
    case 'callback.attempted':
      return { callbackAttempts: before.callbackAttempts + 1 };
    case 'callback.reached':
      return {
        stage: 'working',
        callbackAttempts: before.callbackAttempts + 1,
        callbackReachedAt: before.callbackReachedAt ?? entry.data.startedAt,
        nextUpdateDueAt: entry.data.deadlines?.['critical-update'] ?? before.nextUpdateDueAt,
      };
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
      return { stage: 'workaround-given', workaroundAt: entry.data.givenAt };
    case 'unavailability.ended':
      return { stage: 'ended', endedAt: entry.data.endedAt };
    case 'closure.proposed':
      return { stage: 'closure-proposed' };
    case 'closure.declined':
    case 'case.reopened':
      return { stage: 'working' };
    case 'closing-note.recorded':
      return { closingNote: true };
    case 'case.closed':
      return { stage: 'closed' };
    case 'classification.changed':
      return entry.data.severity === 'non-critical' ? { stage: 'reclassified' } : {};
    case 'workflow.started':
      return { executionName: entry.data.executionName };
    default:
      return {};
  }
}
