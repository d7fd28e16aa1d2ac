import { hasHeader, hasNullSender, headerText } from '../header-view.ts';
import { domainOf } from '../mime/addresses.ts';
import type { ParsedMessage } from '../types.ts';

const HEADERS = ['x-boxtrapper', 'x-tmda-confirm', 'x-spamarrest-noauth', 'x-challenge-response'];
/** Services that send nothing else from their own domain to people who are not their customers. */
const SERVICES = /(?:^|\.)(?:mailinblack\.com|spamarrest\.com|sendio\.com|bluebottle\.com|choicemail\.com)$/;
const SUBJECT =
  /(?:your e-?mail requires verification|verify#[\w-]{8}|requires? confirmation to be delivered|earthlink spamblocker|^(?:\[[^[\]]{1,40}\] ?)?(?:please )?(?:confirm|verify) your (?:message|e-?mail)(?: to \S{1,200}| address)?\s*(?:$|[:([])|(?:sender|human) verification (?:required|request)\s*(?:$|[:([]))/i;
/** How the text of a challenge begins; further down a person may quote it. */
const OPENING =
  /^\s*(?:(?:hello|hi|dear \S{1,60})[,.!]?\s{1,6})?(?:i apologi[sz]e for this automatic reply to your e-?mail|your (?:message|e-?mail) to <?[^\s@]{1,100}@\S{1,200} (?:is being held|is on hold|has been held|is awaiting)[^.]{0,80}(?:confirm|verif|authent)|this message was sent to you because \S{1,200} uses|to (?:verify|prove) that you are (?:a|not a) )/i;
const OPENING_CHARS = 1_000;

/** Asks the sender to prove that he is a person: answering it would start a loop or whitelist a spammer. */
export function isChallenge(message: ParsedMessage): boolean {
  if (HEADERS.some((name) => hasHeader(message, name))) return true;
  if (headerText(message, 'x-delivery-agent').startsWith('tmda') && hasNullSender(message)) return true;
  if (SERVICES.test(domainOf(message.from?.address ?? '') ?? '')) return true;
  if (OPENING.test(message.text.slice(0, OPENING_CHARS))) return true;
  return SUBJECT.test(message.subject) && !/[?？]/.test(message.subject) && !isAnswer(message.subject);
}

function isAnswer(subject: string): boolean {
  return /^\s*(?:re|fwd?|rv|aw|wg|sv|tr) ?:/i.test(subject);
}
