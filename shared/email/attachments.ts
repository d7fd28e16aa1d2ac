import { nameOf } from './body.ts';
import { decodeWords } from './mime/encoded-words.ts';
import { fieldValue, readHeaderBlock, unfold } from './mime/header-block.ts';
import { cleanId } from './mime/message-ids.ts';
import { contentOf, type Part } from './mime/parts.ts';
import { readTnef } from './tnef/read-tnef.ts';
import type { Attachment } from './types.ts';

const TNEF_TYPES = new Set(['application/ms-tnef', 'application/vnd.ms-tnef']);
const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'text/rfc822-headers': 'txt',
  'text/calendar': 'ics',
  'text/html': 'html',
  'text/plain': 'txt',
  'application/pkcs7-signature': 'p7s',
  'application/pgp-signature': 'asc',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
};

/** A file inside a message, or the text that an Outlook rich-text container held. */
export interface Unpacked {
  readonly attachments: readonly Attachment[];
  readonly text: string | null;
  readonly html: string | null;
  readonly problems: readonly string[];
}

/** Decodes the attached parts; a winmail.dat is replaced by what is in it (MS-OXTNEF). */
export function unpackAttachments(parts: readonly Part[]): Unpacked {
  const attachments: Attachment[] = [];
  const problems: string[] = [];
  let text: string | null = null;
  let html: string | null = null;
  for (const part of parts) {
    const attachment = toAttachment(part, attachments.length + 1);
    const tnef = isTnef(attachment) ? readTnef(attachment.content) : null;
    if (!tnef) {
      if (isTnef(attachment)) problems.push('winmail.dat is unreadable: kept as it is');
      attachments.push(attachment);
      continue;
    }
    attachments.push(...tnef.attachments);
    problems.push(...tnef.problems);
    text ??= tnef.text;
    html ??= tnef.html;
  }
  return { attachments, text, html, problems };
}

function isTnef(attachment: Attachment): boolean {
  return TNEF_TYPES.has(attachment.contentType) || attachment.name.toLowerCase() === 'winmail.dat';
}

function toAttachment(part: Part, position: number): Attachment {
  const content = contentOf(part);
  const contentId = cleanId(fieldValue(part.fields, 'content-id') ?? '');
  return {
    name: safeName(nameOf(part) ?? locationName(part)) || inventedName(part, content, position),
    contentType: part.type,
    size: content.length,
    inline:
      part.disposition === 'inline' ||
      (part.disposition === '' && contentId !== '' && part.type.startsWith('image/')),
    contentId: contentId === '' ? null : contentId,
    content,
  };
}

/** A name is shown and offered for saving: no control characters, no path (RFC 2183, 2.3 and 5). */
function safeName(name: string | undefined): string {
  const shown = (name ?? '').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return shown.slice(0, 250);
}

function locationName(part: Part): string | undefined {
  const location = unfold(fieldValue(part.fields, 'content-location') ?? '');
  return location === '' || /^[a-z]+:/i.test(location) ? undefined : decodeWords(location);
}

function inventedName(part: Part, content: Buffer, position: number): string {
  const extension = EXTENSIONS[part.type] ?? 'bin';
  if (part.type !== 'message/rfc822') return `attachment-${position}.${extension}`;
  const header = readHeaderBlock(content, 0, content.length);
  const subject = decodeWords(fieldValue(header.fields, 'subject') ?? '').replace(/[/\\:*?"<>|]+/g, ' ');
  return `${safeName(subject).slice(0, 80) || `message-${position}`}.eml`;
}
