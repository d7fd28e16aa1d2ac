import type { CaseEvents } from '../domain/case/events.ts';
import type { AttachmentRef, AutomaticReason, Verdicts } from '../domain/case/mail.ts';
import type { Party } from '../domain/case/vocabulary.ts';
import { judgeAttachments } from '../domain/mail/attachments.ts';
import { oneLine } from '../email/compose-text.ts';
import { type Address, type Attachment, type ParsedMessage, visibleReply } from '../email/index.ts';
import { attachmentKey } from './attachment-key.ts';
import type { MailDesk } from './desk.ts';
import { sha256 } from './ids.ts';

/** Characters of text that a timeline entry keeps; the raw mail has the rest. */
const textKept = 20_000;
const subjectKept = 300;
const partiesKept = 50;
/** How many files that were not kept are named: no mail is so full by accident. */
const refusalsKept = 100;
/** A Content-ID that no mail program writes names no picture: with a hundred long ones no item would hold the entry. */
const contentIdKept = 250;

/**
 * One key for one message, however often and on whatever way it arrives: the Received lines differ by
 * delivery, what the sender wrote does not. Two messages that share a Message-ID but not their content
 * are two messages (freescout#4958).
 */
export function fingerprintOf(parsed: ParsedMessage): string {
  const { messageId, from, date, subject, text, attachments } = parsed;
  const files = attachments.map(({ name, content }) => `${name}:${sha256(content)}`);
  return sha256(JSON.stringify([messageId, from?.address ?? null, date, subject, text, files]));
}

/** What the timeline keeps of a mail. */
export async function messageOf(
  parsed: ParsedMessage,
  { rawKey, verdicts, automatic }: { rawKey: string; verdicts: Verdicts; automatic: AutomaticReason | null },
): Promise<CaseEvents['message.received']> {
  const text = visibleReply(parsed);
  const refusals = judgeAttachments(parsed.attachments);
  const kept = parsed.attachments.filter((_, index) => refusals[index] === null);
  const refused = parsed.attachments.flatMap(({ name }, index) => {
    const because = refusals[index] ?? null;
    return because === null ? [] : [{ name: oneLine(name, 255), because }];
  });
  return {
    from: party(parsed.from ?? { name: '', address: '' }),
    to: parsed.to.slice(0, partiesKept).map(party),
    cc: parsed.cc.slice(0, partiesKept).map(party),
    subject: oneLine(parsed.subject, subjectKept),
    text: text.slice(0, textKept),
    truncated: text.length > textKept || text.length < parsed.text.trim().length,
    hasHtml: parsed.html !== null,
    rawKey,
    messageId: parsed.messageId,
    attachments: kept.map(reference),
    refusedAttachments: [
      ...refused.slice(0, refusalsKept),
      ...(refused.length > refusalsKept
        ? [{ name: `+${refused.length - refusalsKept}`, because: 'too-many' }]
        : []),
    ],
    automatic,
    verdicts,
    unreadable: parsed.from === null && parsed.text.trim() === '' && parsed.attachments.length === 0,
    asksAnswer: automatic === null,
  };
}

/** Keeps each accepted file of a mail once. */
export async function storeAttachments(
  desk: Pick<MailDesk, 'attachments'>,
  parsed: ParsedMessage,
  rawKey: string,
): Promise<void> {
  const refusals = judgeAttachments(parsed.attachments);
  for (const [index, { content }] of parsed.attachments.entries()) {
    if (refusals[index] !== null) continue;
    await desk.attachments.writeOnce(
      attachmentKey({ hash: sha256(content) }, rawKey),
      content,
      'application/octet-stream',
    );
  }
}

function reference(file: Attachment): AttachmentRef {
  const { name, contentType, size, inline, contentId, content } = file;
  return {
    hash: sha256(content),
    name: oneLine(name, 255),
    contentType: contentType.slice(0, 127),
    size,
    inline,
    contentId: contentId !== null && contentId.length <= contentIdKept ? contentId : null,
  };
}

function party({ name, address }: Address): Party {
  return { name: oneLine(name, 200), address: address.slice(0, 320) };
}
