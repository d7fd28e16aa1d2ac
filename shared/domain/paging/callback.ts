import { epochOf, type Instant, instantOf } from '../calendar/index.ts';
import { SECOND } from '../calendar/instant.ts';

export const callOutcomes = ['reached', 'no-answer', 'busy', 'voicemail'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** A call as an agent logs it or the telephone system records it. */
export interface LoggedCall {
  /** E.164. */
  readonly number: string;
  readonly startedAt: Instant;
  readonly durationSeconds: number;
  readonly outcome: CallOutcome;
}

export type CallVerdict =
  | { readonly met: true }
  | {
      readonly met: false;
      readonly because: Exclude<CallOutcome, 'reached'> | 'other-number' | 'too-short';
      /** When to try again. */
      readonly nextAttemptAt: Instant;
    };

/**
 * Whether a call is the promised callback: «Un agente de Soporte al Cliente devolverá la llamada dentro de los
 * quince (15) minutos para obtener más información». It reached the number that the customer left and lasted long
 * enough to say something; a voicemail is not delivered (goalert#921).
 */
export function judgeCall(
  call: LoggedCall,
  {
    contactPhone,
    minimumSeconds = 20,
    retrySeconds = 120,
  }: { readonly contactPhone: string; readonly minimumSeconds?: number; readonly retrySeconds?: number },
): CallVerdict {
  const failing = failingOf(call, contactPhone, minimumSeconds);
  if (failing === null) return { met: true };
  const nextAttemptAt = instantOf(epochOf(call.startedAt) + retrySeconds * SECOND);
  return { met: false, because: failing, nextAttemptAt };
}

function failingOf(
  { number, outcome, durationSeconds }: LoggedCall,
  contactPhone: string,
  minimumSeconds: number,
): Extract<CallVerdict, { met: false }>['because'] | null {
  if (outcome !== 'reached') return outcome;
  if (number !== contactPhone) return 'other-number';
  return durationSeconds < minimumSeconds ? 'too-short' : null;
}
