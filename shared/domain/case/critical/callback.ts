import { Conflict, InvalidInput } from '../../../errors/index.ts';
import type { Case, CriticalState } from '../case.ts';
import type { callbackOutcomes } from '../critical-events.ts';
import type { NewEntry } from '../events.ts';
import type { OutgoingMail } from '../mail.ts';
import type { DeadlineChanges } from '../vocabulary.ts';
import {
  connectedSeconds,
  minutesAfter,
  noUpdateClocks,
  redialMinutes,
  refuseFuture,
  secondsBetween,
  updateClocks,
} from './clocks.ts';
import { agentsOnly, type CriticalContext, critical } from './guards.ts';

/** A call to the customer as it was made. */
export interface LoggedCall {
  readonly number: string;
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly outcome: (typeof callbackOutcomes)[number];
  readonly notes: string | null;
  /** An agent's word, or the telephone system's own record. */
  readonly source: 'agent' | 'call-record';
  /** Tells the customer that we called and will call again; for an attempt only. */
  readonly mail: OutgoingMail | null;
}

/**
 * Logs a call to the customer (contract: «devolverá la llamada dentro de los quince (15) minutos»). Only a
 * connected call to the number on record meets the promise: a voicemail, a busy line and a click do not
 * (goalert#921). Every attempt stays on the timeline; the clock goes on, due or overdue.
 *
 * @throws Conflict | Forbidden | InvalidInput naming every bad field
 */
export function decideLogCallback(of: Case, call: LoggedCall, context: CriticalContext): NewEntry[] {
  agentsOnly(context, 'log a callback');
  const { critical: state } = critical(of);
  const { vitalInformation, clockStartedAt } = state;
  if (vitalInformation === null || clockStartedAt === null) {
    throw new Conflict(
      'vital-information-missing',
      'Record the vital information first: it holds the number to call.',
    );
  }
  refuseWrongCall(call, state, vitalInformation.contactPhone);
  refuseFuture(call.startedAt, context.now, 'startedAt');
  return call.outcome === 'reached'
    ? [reached(of, state, { call, clockStartedAt, context })]
    : [attempted(call, call.outcome, context)];
}

function refuseWrongCall(call: LoggedCall, { declaredAt }: CriticalState, contactPhone: string): void {
  const fields = [
    ...(call.number === contactPhone
      ? []
      : [
          {
            path: 'number',
            message: `The number on record is ${contactPhone}: correct the vital information if it changed.`,
          },
        ]),
    ...(Date.parse(call.startedAt) < Date.parse(declaredAt) - 60_000
      ? [{ path: 'startedAt', message: `The issue was declared critical at ${declaredAt}.` }]
      : []),
    ...(call.outcome === 'reached' && call.durationSeconds < connectedSeconds
      ? [
          {
            path: 'durationSeconds',
            message: `A call that reached the customer lasts ${connectedSeconds} seconds or more; log a shorter one as no-answer, busy or voicemail.`,
          },
        ]
      : []),
  ];
  if (fields.length > 0) {
    throw new InvalidInput('This call cannot be the callback.', fields, 'not-the-callback');
  }
}

function attempted(
  { mail, outcome: _, ...call }: LoggedCall,
  outcome: 'no-answer' | 'busy' | 'voicemail',
  { now, actor }: CriticalContext,
): NewEntry {
  return {
    type: 'callback.attempted',
    at: now,
    actor,
    visibility: 'public',
    data: { ...call, outcome, nextAttemptAt: minutesAfter(now, redialMinutes), mail },
  };
}

function reached(
  of: Case,
  state: CriticalState,
  {
    call: { mail: _mail, outcome: _outcome, ...call },
    clockStartedAt,
    context: { now, actor },
  }: { call: LoggedCall; clockStartedAt: string; context: CriticalContext },
): NewEntry {
  return {
    type: 'callback.reached',
    at: now,
    actor,
    visibility: 'public',
    data: {
      ...call,
      elapsedSeconds: secondsBetween(clockStartedAt, call.startedAt),
      ...(state.callbackReachedAt === null ? { deadlines: clocksOnceReached(of, state, call, now) } : {}),
    },
  };
}

/** The callback is met; the next update is due a cadence after the call was over, unless the issue is. */
function clocksOnceReached(
  of: Case,
  { cadence, endedAt, workaroundAt }: CriticalState,
  { startedAt, durationSeconds }: Pick<LoggedCall, 'startedAt' | 'durationSeconds'>,
  now: string,
): DeadlineChanges {
  const met: DeadlineChanges = { callback: null, 'first-response': null };
  if (endedAt !== null || workaroundAt !== null || of.status === 'closed')
    return { ...met, ...noUpdateClocks };
  const over = minutesAfter(startedAt, durationSeconds / 60);
  return { ...met, ...updateClocks(over < now ? over : now, cadence.minutes) };
}
