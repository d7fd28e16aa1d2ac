import { unpackAttachments } from './attachments.ts';
import { readBody } from './body.ts';
import { htmlToText } from './html/to-text.ts';
import { limits } from './limits.ts';
import { parseAddresses } from './mime/addresses.ts';
import { parseDate } from './mime/dates.ts';
import { decodeWords } from './mime/encoded-words.ts';
import { type RawField, unfold } from './mime/header-block.ts';
import { cleanId, parseMessageIds } from './mime/message-ids.ts';
import { type Part, readParts } from './mime/parts.ts';
import type { Address, HeaderField, ParsedMessage } from './types.ts';

/**
 * Reads a raw message (RFC 5322 and MIME) as mail programs really write it. Never throws, whatever the
 * bytes are: what cannot be read is empty and named in `problems`, so that intake can still open a case.
 * Work is linear in the input and bounded by `limits`.
 */
export async function parseMessage(raw: Uint8Array): Promise<ParsedMessage> {
  return readMessage(raw);
}

/** `parseMessage` without the promise, for callers inside this module. */
export function readMessage(raw: Uint8Array): ParsedMessage {
  const problems: string[] = [];
  const { root, problems: structural } = readParts(prepare(raw, problems));
  const body = readBody(root);
  const unpacked = unpackAttachments(body.attached);
  const html = body.html ?? unpacked.html;
  const text =
    body.text.trim() === ''
      ? (unpacked.text ?? (unpacked.html === null ? '' : htmlToText(unpacked.html)))
      : body.text;
  return {
    ...readHeader(root),
    text,
    html,
    attachments: unpacked.attachments,
    problems: [...problems, ...structural, ...body.problems, ...unpacked.problems],
  };
}

type HeaderValues = Omit<ParsedMessage, 'text' | 'html' | 'attachments' | 'problems'>;

function readHeader(root: Part): HeaderValues {
  const charset = root.parameters.get('charset');
  const values = (name: string) =>
    root.fields.filter((field) => field.name === name).map((field) => field.value);
  const addresses = (name: string): Address[] =>
    values(name)
      .flatMap((value) => parseAddresses(value, charset))
      .slice(0, limits.addresses);
  const first = (name: string): string => values(name).find((value) => value.trim() !== '') ?? '';
  const ids = (name: string) => parseMessageIds(values(name).join(' '));
  const fromAll = addresses('from');
  const messageId = cleanId(/<[^<>]*>/.exec(unfold(first('message-id')))?.[0] ?? first('message-id'));
  return {
    subject: collapse(decodeWords(first('subject'), charset)),
    from: fromAll[0] ?? null,
    fromAll,
    sender: addresses('sender')[0] ?? null,
    replyTo: addresses('reply-to'),
    to: addresses('to'),
    cc: addresses('cc'),
    date: parseDate(unfold(first('date'))),
    messageId: messageId === '' ? null : messageId,
    inReplyTo: ids('in-reply-to'),
    references: ids('references'),
    headers: root.fields.map((field) => toHeaderField(field, charset)),
  };
}

function toHeaderField(field: RawField, charset: string | undefined): HeaderField {
  return { name: field.name, value: decodeWords(unfold(field.value), charset) };
}

/** A subject is one line: controls and folding white space become single spaces. */
function collapse(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

const BLANKS = new Set([0x09, 0x0a, 0x0d, 0x20]);

/** The bytes to read: within the limit, without what precedes the first field, with line feeds. */
function prepare(raw: Uint8Array, problems: string[]): Buffer {
  const whole = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (whole.length > limits.messageBytes) problems.push('the message is too long: its end was ignored');
  const bytes = whole.subarray(0, limits.messageBytes);
  const lines = bytes.includes(0x0a) || !bytes.includes(0x0d) ? bytes : withLineFeeds(bytes);
  let start = lines[0] === 0xef && lines[1] === 0xbb && lines[2] === 0xbf ? 3 : 0;
  while (start < lines.length && BLANKS.has(lines[start] ?? 0)) start++;
  return lines.subarray(start);
}

/** Text of old Mac programs ends its lines with a lone CR. */
function withLineFeeds(bytes: Buffer): Buffer {
  return bytes.map((byte) => (byte === 0x0d ? 0x0a : byte)) as Buffer;
}
