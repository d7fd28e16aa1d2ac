import { randomInt } from 'node:crypto';
import type { Marker } from '../../aws/case-store.ts';
import { keys } from '../../aws/keys.ts';
import type { Case } from '../../domain/case/case.ts';
import { callbackMinutes, minutesAfter } from '../../domain/case/critical/clocks.ts';
import { type Declaration, decideDeclare } from '../../domain/case/critical/declare.ts';
import type { NewEntry } from '../../domain/case/events.ts';
import { automaticMessage } from '../../domain/case/message.ts';
import type { Actor } from '../../domain/case/vocabulary.ts';
import { intakeActor } from '../actors.ts';
import { letter } from '../mails.ts';

/** Six digits: read out over a bad line, and typed by who has never seen the case. */
export function drawPin(): string {
  return String(randomInt(100_000, 1_000_000));
}

/** Makes a PIN find its case; written with the declaration. */
export function pinMarker(pin: string, caseId: string): Marker {
  return { key: keys.pin(pin, caseId), place: { caseId, seq: 1 } };
}

/**
 * Declares a case critical and tells the customer at once: the hotline's numbers, the PIN, and when we call
 * if all that is needed for it is there.
 */
export function declarationEntries(
  of: Pick<Case, 'subject' | 'requester' | 'parties' | 'language' | 'thread'>,
  declaration: Declaration & { readonly timeZone: string },
  context: { readonly now: string; readonly actor: Actor },
): NewEntry[] {
  const entries = decideDeclare(declaration, context);
  if (of.requester.address === '') return entries;
  const { vitalInformation, hotlineNumbers, pin, timeZone } = declaration;
  const callback: Record<string, string> =
    vitalInformation === null
      ? {}
      : {
          phone: vitalInformation.contactPhone,
          callbackDueAt: minutesAfter(context.now, callbackMinutes),
        };
  const mail = letter(of, {
    notice: 'critical-acknowledgement',
    variables: { hotlineNumbers: hotlineNumbers.join('\n'), pin, timeZone, ...callback },
    automatic: true,
  });
  return [...entries, automaticMessage(mail, { now: context.now, actor: intakeActor })];
}
