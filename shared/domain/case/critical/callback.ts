import { Conflict, InvalidInput } from '../../../errors/index.ts';
import { type CallVerdict, judgeCall } from '../../paging/index.ts';
import type { Case, CriticalState } from '../case.ts';
import type { callbackOutcomes } from '../critical-events.ts';
import type { NewEntry } from '../events.ts';
import type { OutgoingMail } from '../mail.ts';
import type { DeadlineChanges } from '../vocabulary.ts';
import {
  isFuture,
  minutesAfter,
  noUpdateClocks,
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
  refuseUnfinished(call, context.now);
  const verdict = judgeCall(call, vitalInformation);
  refuseWrongCall(call, verdict, { ...state, ...vitalInformation });
  if (!verdict.met && call.outcome !== 'reached') {
    const { nextAttemptAt } = verdict;
    const owed = state.callbackReachedAt === null;
    return [attempted(call, { outcome: call.outcome, nextAttemptAt, owed }, context)];
  }
  return [reached(of, state, { call, clockStartedAt, context })];
}

/** A call is logged once it is over: what has not happened reaches nobody. */
function refuseUnfinished({ startedAt, durationSeconds }: LoggedCall, now: string): void {
  refuseFuture(startedAt, now, 'startedAt');
  if (!isFuture(minutesAfter(startedAt, durationSeconds / 60), now)) return;
  throw new InvalidInput('A call is logged once it is over.', [
    {
      path: 'durationSeconds',
      message: `It is ${now}: a call from ${startedAt} cannot have lasted so long.`,
    },
  ]);
}

function refuseWrongCall(
  { number, startedAt }: LoggedCall,
  verdict: CallVerdict,
  { declaredAt, contactPhone }: { readonly declaredAt: string; readonly contactPhone: string },
): void {
  const fields = [
    ...(number === contactPhone
      ? []
      : [
          {
            path: 'number',
            message: `The number on record is ${contactPhone}: correct the vital information if it changed.`,
          },
        ]),
    ...(startedAt < minutesAfter(declaredAt, -1)
      ? [{ path: 'startedAt', message: `The issue was declared critical at ${declaredAt}.` }]
      : []),
    ...(!verdict.met && verdict.because === 'too-short'
      ? [
          {
            path: 'durationSeconds',
            message: 'Nobody was reached in so short a call: log it as no-answer, busy or voicemail.',
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
  {
    owed,
    ...fate
  }: {
    readonly outcome: 'no-answer' | 'busy' | 'voicemail';
    readonly nextAttemptAt: string;
    readonly owed: boolean;
  },
  { now, actor }: CriticalContext,
): NewEntry {
  return {
    type: 'callback.attempted',
    at: now,
    actor,
    visibility: 'public',
    data: { ...call, ...fate, mail, ...(owed ? { deadlines: { page: now } } : {}) },
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
      elapsedSeconds: secondsBetween(state.pagingSince ?? clockStartedAt, call.startedAt),
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
  const met: DeadlineChanges = { callback: null, 'first-response': null, page: null };
  if (endedAt !== null || workaroundAt !== null || of.status === 'closed')
    return { ...met, ...noUpdateClocks };
  const over = minutesAfter(startedAt, durationSeconds / 60);
  return { ...met, ...updateClocks(over < now ? over : now, cadence.minutes) };
}
