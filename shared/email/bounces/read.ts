import { limits } from '../limits.ts';
import type { Bounce, ParsedMessage } from '../types.ts';
import { isDeadAddress } from './dead-address.ts';
import { deliveryStatusText, type RecipientFields, readFieldGroups, typedValue } from './delivery-status.ts';
import { type OriginalMail, originalMail } from './original.ts';
import {
  divideReport,
  type NamedRecipient,
  namedRecipients,
  oneLine,
  statedRecipients,
} from './report-text.ts';
import { type SesNotification, sesNotification } from './ses-notification.ts';
import { firstStatusIn, preferredStatus, replyCodeIn, statusIn } from './status.ts';

/** A failed recipient before it is judged. */
interface Draft {
  readonly recipient: string;
  readonly stated: string | null;
  readonly action: Bounce['action'];
  readonly diagnostic: string;
  readonly explanation: string;
  readonly localProgram: boolean;
}

/**
 * What a delivery report says, per recipient that did not get the mail or not yet: from its
 * machine-readable part (RFC 3464) where it has one, else from the words that mail servers use. Empty for
 * a message that reports no failure. Recipients are in the report's order.
 */
export function readBounces(message: ParsedMessage): Bounce[] {
  const notified = sesNotification(message);
  if (notified !== null) return fromSes(notified);
  const { report, below } = divideReport(message.text);
  const original = originalMail(message, below);
  const known = ownAddresses(message);
  const above = namedRecipients(report, known);
  const named = above.length > 0 ? above : statedRecipients(below, known);
  const status = deliveryStatusText(message);
  const fromStatus = status === null ? [] : draftsFromStatus(status, report, named);
  const drafts =
    fromStatus.length > 0 || reportsSuccess(status)
      ? fromStatus
      : draftsFromText(message, { report, named, original });
  return once(drafts.slice(0, limits.bounces).map((draft) => toBounce(draft, original.messageId)));
}

/** A report that states one failure of a recipient twice tells nothing the second time. */
function once(bounces: readonly Bounce[]): Bounce[] {
  const seen = new Set<string>();
  return bounces.filter(({ recipient, status, action }) => {
    const failure = `${recipient} ${status} ${action}`;
    if (seen.has(failure)) return false;
    seen.add(failure);
    return true;
  });
}

function fromSes({ recipients, messageId }: SesNotification): Bounce[] {
  const drafts = recipients.map(({ recipient, status, action, diagnostic }) => ({
    recipient,
    stated: status,
    action: /^delayed/i.test(action) ? ('delayed' as const) : ('failed' as const),
    diagnostic: oneLine(typedValue(diagnostic)),
    explanation: '',
    localProgram: false,
  }));
  return drafts.map((draft) => toBounce(draft, messageId));
}

function toBounce(draft: Draft, originalMessageId: string | null): Bounce {
  const replyCode = replyCodeIn(draft.diagnostic);
  const found = statusIn(draft.diagnostic) ?? (draft.stated === null ? statusIn(draft.explanation) : null);
  // A report that repeats its own code first in the diagnostic means it, though more codes follow.
  const meant = draft.stated !== null && firstStatusIn(draft.diagnostic) === draft.stated;
  const status =
    meant && !draft.stated.endsWith('.0.0') ? draft.stated : preferredStatus(draft.stated, found, replyCode);
  return {
    recipient: draft.recipient,
    status,
    action: draft.action,
    permanent: isDeadAddress({
      status,
      replyCode,
      diagnostic: draft.diagnostic,
      explanation: draft.explanation,
      delayed: draft.action === 'delayed',
      localProgram: draft.localProgram,
    }),
    diagnostic: draft.diagnostic === '' ? oneLine(tellingLine(draft.explanation)) : draft.diagnostic,
    originalMessageId,
  };
}

function reportsSuccess(status: string | null): boolean {
  return status !== null && /^action: *(?:delivered|relayed|expanded)/im.test(status);
}

function draftsFromStatus(status: string, report: string, named: readonly NamedRecipient[]): Draft[] {
  const groups = readFieldGroups(status).filter((group) => recipientOf(group) !== '');
  const failed = groups.filter((group) => isFailure(group));
  return failed.map((group) => {
    const recipient = recipientOf(group);
    const words = named.find((candidate) => candidate.recipient === recipient)?.words ?? '';
    const stated = /[245]\.\d{1,3}\.\d{1,3}/.exec(group.get('status') ?? '')?.[0] ?? null;
    const diagnostic = oneLine(typedValue(group.get('diagnostic-code')));
    return {
      recipient,
      stated,
      action: actionOf(group),
      // A diagnostic of a bare "250 OK" or of nothing leaves the sentence beside the address.
      diagnostic: diagnostic.length > 3 ? diagnostic : words,
      explanation: failed.length === 1 ? report : words,
      localProgram: /^x-unix\b/i.test(group.get('diagnostic-code') ?? ''),
    };
  });
}

/** Where the sender's own wording of the recipient is kept, it is the one a contact is known by. */
function recipientOf(group: RecipientFields): string {
  for (const field of ['original-recipient', 'final-recipient', 'x-actual-recipient']) {
    const address = typedValue(group.get(field)).replace(/^<|>$/g, '').toLowerCase();
    if (/^[^\s@]+@[^\s@]+$/.test(address)) return address;
  }
  return typedValue(group.get('final-recipient')).replace(/^<|>$/g, '').split(/\s/)[0]?.toLowerCase() ?? '';
}

function isFailure(group: RecipientFields): boolean {
  const action = (group.get('action') ?? '').toLowerCase();
  return !/^(?:delivered|relayed|expanded)/.test(action) && !(group.get('status') ?? '').startsWith('2.');
}

function actionOf(group: RecipientFields): Bounce['action'] {
  return /^(?:delayed|deferred)/i.test(group.get('action') ?? '') ? 'delayed' : 'failed';
}

interface TextReport {
  readonly report: string;
  readonly named: readonly NamedRecipient[];
  readonly original: OriginalMail;
}

function draftsFromText(message: ParsedMessage, { report, named, original }: TextReport): Draft[] {
  const listed = failedRecipientsHeader(message);
  const recipients =
    named.length > 0
      ? named
      : [...listed, ...original.recipients]
          .slice(0, listed.length || 1)
          .map((recipient) => ({ recipient, words: '' }));
  // Text that only mentions an address is no report; something in it must speak of failure.
  const action = DELAY.test(report) ? 'delayed' : 'failed';
  return recipients.map(({ recipient, words }) => {
    const transcript = linesAbout(report, recipient);
    const own = saysWhy(words) ? words : oneLine(`${words} ${transcript}`);
    const alone = recipients.length === 1;
    return {
      recipient,
      stated: null,
      action,
      diagnostic: alone ? causeIn(own, report) : own,
      explanation: alone ? report : own,
      localProgram: false,
    };
  });
}

const DELAY =
  /(?:has not yet been delivered|delivery (?:is |was |has been )?delayed|this is a warning message only|warning: message still undelivered|could not be delivered (?:yet|for the last)|will (?:continue to )?(?:be )?(?:retr|try))/i;

/** Words that hold a cause rather than layout: a code, or a sentence. */
function saysWhy(words: string): boolean {
  return hasCode(words) || words.split(' ').length >= 3;
}

/** The cause of a report about one recipient: beside the address, or wherever a code stands. */
function causeIn(own: string, report: string): string {
  if (hasCode(own)) return own;
  const line = tellingLine(report);
  if (hasCode(line)) return oneLine(line);
  return saysWhy(own) ? own : '';
}

function hasCode(text: string): boolean {
  return statusIn(text) !== null || replyCodeIn(text.trim()) !== null;
}

/** What a transcript says about one address: its line and the answer under it. */
function linesAbout(report: string, recipient: string): string {
  const lines = report.split('\n');
  return lines
    .filter(
      (line, index) =>
        line.toLowerCase().includes(recipient) ||
        (lines[index - 1] ?? '').toLowerCase().includes(`rcpt to:<${recipient}`),
    )
    .slice(0, 10)
    .join(' ');
}

/** The line of a report that states the cause: the one with a code, else the first of some length. */
function tellingLine(report: string): string {
  const lines = report.split('\n').slice(0, 200);
  return lines.find(hasCode) ?? lines.find((line) => line.trim().length > 20) ?? '';
}

function failedRecipientsHeader(message: ParsedMessage): string[] {
  const value = message.headers.find((field) => field.name === 'x-failed-recipients')?.value ?? '';
  return value
    .split(/[\s,]+/)
    .map((address) => address.toLowerCase())
    .filter((address) => address.includes('@'));
}

/** Addresses that a report names without meaning them as failed: whom it is for and who wrote it. */
function ownAddresses(message: ParsedMessage): ReadonlySet<string> {
  return new Set([...message.to, ...message.fromAll].map((address) => address.address.toLowerCase()));
}
