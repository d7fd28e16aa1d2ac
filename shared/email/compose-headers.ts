import { domainToASCII } from 'node:url';
import type { OutgoingMail } from '../domain/case/mail.ts';
import type { Party } from '../domain/case/vocabulary.ts';
import { InvalidInput } from '../errors/index.ts';
import { malformedAddress, sesRecipients, tooManyRecipients } from './compose-errors.ts';
import { oneLine } from './compose-text.ts';
import { cleanId } from './mime/message-ids.ts';

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export interface HeaderField {
  readonly key: string;
  readonly value: string;
}

const nameLimit = 200;
/** With its field name below the 998 characters that RFC 5322 (2.1.1) gives a line, even if nothing folds it. */
const valueLimit = 900;
const idLimit = 250;

/** A dot-atom of ASCII: SES takes no other local part. */
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64})*$/;
const asciiDomain =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/i;

/** Headers that composing writes itself, or that SES refuses twice: nobody may add them. */
const ownHeaders =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|references|in-reply-to|return-path|received|mime-version|content-.*|auto-submitted|x-auto-response-suppress|precedence|dkim-.*|arc-.*)$/i;

/**
 * A mailbox that can stand in a header: its name on one line, its domain in ASCII (RFC 5890).
 *
 * @throws InvalidInput `malformed-address`, naming its place
 */
export function mailbox({ name, address }: Mailbox, path: string): Mailbox {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = domainToASCII(address.slice(at + 1, at + 254));
  if (!localPart.test(local) || !asciiDomain.test(domain)) throw malformedAddress(path);
  return { name: oneLine(name, nameLimit), address: `${local}@${domain}` };
}

/**
 * The recipients as they were frozen with the mail, and nobody else.
 *
 * @throws InvalidInput `too-many-recipients` or `malformed-address`: SES would reject the mail for all
 */
export function recipientsOf({ to, cc }: Pick<OutgoingMail, 'to' | 'cc'>): { to: Mailbox[]; cc: Mailbox[] } {
  const count = to.length + cc.length;
  if (count > sesRecipients) throw tooManyRecipients(count);
  const boxes = (parties: readonly Party[], field: string) =>
    parties.map((party, index) => mailbox(party, `${field}[${index}].address`));
  return { to: boxes(to, 'to'), cc: boxes(cc, 'cc') };
}

/**
 * Where the mail belongs. Our own id comes first in `References`, because SES replaces `Message-ID`; then
 * the thread, which keeps its first id and its newest when it is too long for one header.
 */
export function threadingOf(
  messageId: string,
  { inReplyTo, references }: Pick<OutgoingMail, 'inReplyTo' | 'references'>,
): { messageId: string; inReplyTo: string | null; references: string[] } {
  const own = cleanId(messageId);
  const parent = inReplyTo === null ? [] : usable([inReplyTo]);
  const thread = [...new Set(usable([...references, ...parent]))].filter((id) => id !== own);
  const [first, ...later] = thread;
  if (first === undefined) return { messageId: own, inReplyTo: null, references: [own] };
  let room = valueLimit - lengthOf(own) - lengthOf(first);
  const newest: string[] = [];
  for (const id of later.toReversed()) {
    room -= lengthOf(id);
    if (room < 0) break;
    newest.unshift(id);
  }
  return { messageId: own, inReplyTo: parent[0] ?? null, references: [own, first, ...newest] };
}

/**
 * `Auto-Submitted` (RFC 3834) and its Microsoft counterpart on what a rule wrote, so that no machine
 * answers it. Never `Precedence: bulk`: some filters take it for a newsletter.
 */
export function automaticHeaders({
  automatic,
  inReplyTo,
}: Pick<OutgoingMail, 'automatic' | 'inReplyTo'>): HeaderField[] {
  if (!automatic) return [];
  return [
    { key: 'Auto-Submitted', value: inReplyTo === null ? 'auto-generated' : 'auto-replied' },
    { key: 'X-Auto-Response-Suppress', value: 'All' },
  ];
}

/** @throws InvalidInput `reserved-header` for a header that composing writes, or that is none */
export function extraHeadersOf(headers: Readonly<Record<string, string>>): HeaderField[] {
  for (const name of Object.keys(headers)) {
    if (/^[A-Za-z][A-Za-z0-9-]{0,75}$/.test(name) && !ownHeaders.test(name)) continue;
    throw new InvalidInput(`The header ${oneLine(name, 80)} cannot be added.`, [], 'reserved-header');
  }
  return Object.entries(headers).map(([key, value]) => ({ key, value: oneLine(value, valueLimit) }));
}

/** The ids that can stand in a header; the rest of a stranger's thread is not worth a refused mail. */
function usable(ids: readonly string[]): string[] {
  return ids.map(cleanId).filter((id) => id.length <= idLimit && /^[\x21-\x7e]+$/.test(id));
}

/** With its angle brackets and a space. */
const lengthOf = (id: string): number => id.length + 3;
