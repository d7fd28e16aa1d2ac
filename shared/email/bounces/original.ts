import { limits } from '../limits.ts';
import { parseAddresses } from '../mime/addresses.ts';
import { decodeWords } from '../mime/encoded-words.ts';
import { fieldValue, readHeaderBlock } from '../mime/header-block.ts';
import { cleanId, parseMessageIds } from '../mime/message-ids.ts';
import type { ParsedMessage } from '../types.ts';
import { deliveryStatusText, readFieldGroups } from './delivery-status.ts';

/** What a report returns of the mail that was not delivered. */
export interface OriginalMail {
  readonly messageId: string | null;
  readonly recipients: readonly string[];
}

/** Types of the part that returns the mail, or its header. */
export const RETURNED_TYPES = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'text/rfc822',
  'message/partial',
  'message/global',
  'message/global-headers',
]);

/** Finds the original mail: as a part, below the report's own text, or by the ids that the report carries. */
export function originalMail(message: ParsedMessage, below: string): OriginalMail {
  const part = message.attachments.find((attachment) => RETURNED_TYPES.has(attachment.contentType));
  const header = part === undefined ? Buffer.from(below, 'utf8') : Buffer.from(part.content);
  const fromHeader = readOriginal(skipBlank(header));
  return {
    recipients: fromHeader.recipients,
    messageId:
      fromHeader.messageId ??
      idBelow(below) ??
      idInReport(message) ??
      message.references.at(-1) ??
      message.inReplyTo[0] ??
      null,
  };
}

function readOriginal(bytes: Buffer): OriginalMail {
  const { fields } = readHeaderBlock(bytes, 0, Math.min(bytes.length, limits.headerBytes));
  const id = cleanId(parseMessageIds(fieldValue(fields, 'message-id') ?? '')[0] ?? '');
  const to = parseAddresses(decodeWords(fieldValue(fields, 'to') ?? ''));
  return { messageId: id === '' ? null : id, recipients: to.map((address) => address.address.toLowerCase()) };
}

function skipBlank(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length && (bytes[start] ?? 0) <= 0x20) start++;
  return bytes.subarray(start);
}

function idBelow(below: string): string | null {
  const id = cleanId(/^[>\s]{0,8}message-id\s?:\s{0,4}<?([^\s<>]{3,500})>?/im.exec(below)?.[1] ?? '');
  return id === '' ? null : id;
}

function idInReport(message: ParsedMessage): string | null {
  const status = deliveryStatusText(message);
  if (status === null) return null;
  for (const group of readFieldGroups(status)) {
    const id = cleanId(group.get('original-message-id') ?? group.get('x-original-message-id') ?? '');
    if (id !== '') return id;
  }
  return null;
}
