import { Conflict, InvalidInput } from '../../../errors/index.ts';
import type { Case, CriticalState } from '../case.ts';
import type { NewEntry } from '../events.ts';
import type { OutgoingMail } from '../mail.ts';
import type { Actor } from '../vocabulary.ts';
import { updateClocks } from './clocks.ts';
import { agentsOnly, type CriticalContext, critical, isCritical } from './guards.ts';

export interface CustomerUpdate {
  readonly nature: string;
  readonly changed: string;
  readonly expectedResolutionAt: string | null;
  /** Where there is no estimate yet: when there will be one. */
  readonly nextEstimateAt: string | null;
  readonly mail: OutgoingMail;
}

/**
 * Tells the customer (contract: «la naturaleza del Problema Crítico y el tiempo esperado para la
 * resolución») and makes the next update due. How far the estimate moved is kept with it.
 *
 * @throws Conflict | Forbidden | InvalidInput
 */
export function decideSendUpdate(of: Case, update: CustomerUpdate, context: CriticalContext): NewEntry[] {
  agentsOnly(context, 'send a customer update');
  const { critical: state } = critical(of);
  if (state.clockStartedAt === null) {
    throw new Conflict(
      'vital-information-missing',
      'Record the vital information first, then call the customer back.',
    );
  }
  refuseEmptyEstimate(update, context.now);
  const { now, actor } = context;
  return [
    {
      type: 'update.sent',
      at: now,
      actor,
      visibility: 'public',
      data: {
        ...update,
        slipSeconds: slip(state, update.expectedResolutionAt),
        ...(of.deadlines['critical-update'] === undefined
          ? {}
          : { deadlines: updateClocks(now, state.cadence.minutes) }),
      },
    },
  ];
}

function refuseEmptyEstimate({ expectedResolutionAt, nextEstimateAt }: CustomerUpdate, now: string): void {
  const path = expectedResolutionAt === null ? 'nextEstimateAt' : 'expectedResolutionAt';
  const estimate = expectedResolutionAt ?? nextEstimateAt;
  if (estimate !== null && estimate > now) return;
  throw new InvalidInput('An update says when it will be over, or when that will be known.', [
    { path, message: 'Give a time that is still to come.' },
  ]);
}

function slip({ expectedResolutionAt: before }: CriticalState, after: string | null): number | null {
  return before === null || after === null
    ? null
    : Math.round((Date.parse(after) - Date.parse(before)) / 1_000);
}

/** Reminds the owner that an update is due soon; once for each promise. */
export function decideNudge(of: Case, { now, actor }: { now: string; actor: Actor }): NewEntry[] {
  const due = of.deadlines['critical-update'];
  const nudge = of.deadlines['critical-update-nudge'];
  if (!isCritical(of) || due === undefined || nudge === undefined || nudge > now) return [];
  return [
    {
      type: 'update.nudged',
      at: now,
      actor,
      visibility: 'internal',
      data: { dueAt: due, deadlines: { 'critical-update-nudge': null } },
    },
  ];
}
