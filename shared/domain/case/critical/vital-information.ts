import { InvalidInput } from '../../../errors/index.ts';
import type { Case } from '../case.ts';
import { canonical } from '../chain.ts';
import type { CaseEvents, NewEntry } from '../events.ts';
import { callbackMinutes, minutesAfter } from './clocks.ts';
import { type CriticalContext, critical } from './guards.ts';

type Recorded = CaseEvents['vital-information.recorded'];

/** What comes by the hotline was read back and confirmed: without that the intake takes nothing. */
const readBack = (source: Recorded['source']) =>
  source === 'hotline' ? ({ phoneReadBack: true } as const) : {};

/** The entry from which the 15 minutes run, for good: later corrections are entries of their own. */
export function vitalInformationEntry(
  vitalInformation: Recorded['vitalInformation'],
  source: Recorded['source'],
  { now, actor }: Omit<CriticalContext, 'side'>,
): NewEntry<'vital-information.recorded'> {
  const callbackDueAt = minutesAfter(now, callbackMinutes);
  return {
    type: 'vital-information.recorded',
    at: now,
    actor,
    visibility: 'public',
    data: {
      vitalInformation,
      source,
      ...readBack(source),
      completeAt: now,
      callbackDueAt,
      // The callback is the first response of a critical issue, and due sooner.
      deadlines: { callback: callbackDueAt, 'first-response': null, page: now },
    },
  };
}

/**
 * Records the contract's «información vital». The first complete record starts the 15 minutes; what comes
 * later, from whichever source, corrects it and moves no clock. The same again changes nothing.
 *
 * @throws Conflict | InvalidInput if it would correct without saying why
 */
export function decideVitalInformation(
  of: Case,
  {
    vitalInformation,
    source,
    reason,
  }: {
    readonly vitalInformation: Recorded['vitalInformation'];
    readonly source: Recorded['source'];
    /** Why the record was wrong: needed once there is one. */
    readonly reason: string | null;
  },
  context: CriticalContext,
): NewEntry[] {
  const { critical: state } = critical(of);
  if (state.vitalInformation === null) return [vitalInformationEntry(vitalInformation, source, context)];
  if (canonical(state.vitalInformation) === canonical(vitalInformation)) return [];
  if (reason === null) {
    throw new InvalidInput('The vital information is on record: a correction tells why.', [
      { path: 'reason', message: 'Say what was wrong with the first record.' },
    ]);
  }
  const { now, actor } = context;
  return [
    {
      type: 'vital-information.corrected',
      at: now,
      actor,
      visibility: 'public',
      data: { vitalInformation, reason, ...readBack(source) },
    },
  ];
}
