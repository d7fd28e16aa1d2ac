import { limits } from '../limits.ts';
import { decodeCharset } from '../mime/charsets.ts';
import { cleanId } from '../mime/message-ids.ts';
import type { Attachment } from '../types.ts';
import { type Properties, readProperties, textProperty } from './properties.ts';
import { decompressRtf, rtfToText } from './rtf.ts';

/** What an Outlook rich-text container (winmail.dat, MS-OXTNEF) holds. */
export interface Tnef {
  readonly attachments: readonly Attachment[];
  readonly text: string | null;
  readonly html: string | null;
  readonly problems: readonly string[];
}

interface Attribute {
  readonly id: number;
  readonly data: Buffer;
}

interface Draft {
  title: string | null;
  data: Buffer | null;
  properties: Properties;
}

const SIGNATURE = 0x223e9f78;
const HEADER_BYTES = 6;
/** Level, id and length before an attribute's data; a checksum of two bytes after it. */
const ATTRIBUTE_HEADER_BYTES = 9;

const BODY = 0x0002800c;
const CODEPAGE = 0x00069007;
const MESSAGE_PROPERTIES = 0x00069003;
const ATTACHMENT_START = 0x00069002;
const ATTACHMENT_TITLE = 0x00018010;
const ATTACHMENT_DATA = 0x0006800f;
const ATTACHMENT_PROPERTIES = 0x00069005;

const PR_BODY = 0x1000;
const PR_RTF_COMPRESSED = 0x1009;
const PR_BODY_HTML = 0x1013;
const PR_ATTACH_DATA = 0x3701;
const PR_ATTACH_FILENAME = 0x3704;
const PR_ATTACH_LONG_FILENAME = 0x3707;
const PR_ATTACH_MIME_TAG = 0x370e;
const PR_ATTACH_CONTENT_ID = 0x3712;
const OBJECT_TYPE = 0x000d;

/** Unpacks a winmail.dat, or null when the bytes are none. Bounded by the input; a cut file gives what is whole. */
export function readTnef(content: Uint8Array): Tnef | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const problems: string[] = [];
  const attributes = readAttributes(bytes, problems);
  const codepage = codepageOf(attributes);
  const message = readProperties(
    attributes.find((attribute) => attribute.id === MESSAGE_PROPERTIES)?.data ?? Buffer.alloc(0),
  );
  return {
    attachments: readDrafts(attributes, codepage).flatMap((draft) => toAttachment(draft, codepage)),
    text: textOf(attributes, message, codepage),
    html: textProperty(message, PR_BODY_HTML, 'utf-8') ?? null,
    problems,
  };
}

function readAttributes(bytes: Buffer, problems: string[]): Attribute[] {
  const attributes: Attribute[] = [];
  let at = HEADER_BYTES;
  while (at + ATTRIBUTE_HEADER_BYTES <= bytes.length) {
    const length = bytes.readUInt32LE(at + 5);
    const start = at + ATTRIBUTE_HEADER_BYTES;
    if (start + length > bytes.length || attributes.length >= limits.tnefAttributes) {
      problems.push('winmail.dat is cut: only its first part was read');
      break;
    }
    attributes.push({ id: bytes.readUInt32LE(at + 1), data: bytes.subarray(start, start + length) });
    at = start + length + 2;
  }
  return attributes;
}

function codepageOf(attributes: readonly Attribute[]): string {
  const data = attributes.find((attribute) => attribute.id === CODEPAGE)?.data;
  const number = data !== undefined && data.length >= 4 ? data.readUInt32LE(0) : 1252;
  return number === 65_001
    ? 'utf-8'
    : number === 932
      ? 'shift_jis'
      : number >= 1250 && number <= 1258
        ? `windows-${number}`
        : `cp${number}`;
}

/** Each attachment begins with its rendering data; the attributes after it are its own. */
function readDrafts(attributes: readonly Attribute[], codepage: string): Draft[] {
  const drafts: Draft[] = [];
  for (const { id, data } of attributes) {
    if (id === ATTACHMENT_START) drafts.push({ title: null, data: null, properties: new Map() });
    const draft = drafts.at(-1);
    if (!draft) continue;
    if (id === ATTACHMENT_TITLE) draft.title = decodeCharset(data, codepage).replace(/\0.*$/s, '');
    else if (id === ATTACHMENT_DATA) draft.data = data;
    else if (id === ATTACHMENT_PROPERTIES) draft.properties = readProperties(data);
  }
  return drafts;
}

function toAttachment(draft: Draft, codepage: string): Attachment[] {
  const { properties } = draft;
  const embedded = properties.get(PR_ATTACH_DATA);
  // An embedded object is preceded by the id of its interface.
  const content =
    draft.data ?? (embedded?.type === OBJECT_TYPE ? embedded.bytes.subarray(16) : embedded?.bytes);
  if (content === undefined) return [];
  const name =
    textProperty(properties, PR_ATTACH_LONG_FILENAME, codepage) ||
    draft.title ||
    textProperty(properties, PR_ATTACH_FILENAME, codepage);
  const contentId = cleanId(textProperty(properties, PR_ATTACH_CONTENT_ID, codepage) ?? '');
  return [
    {
      name: (name || 'attachment.bin').replace(/\p{Cc}+/gu, ' ').slice(0, 250),
      contentType: (
        textProperty(properties, PR_ATTACH_MIME_TAG, codepage) || 'application/octet-stream'
      ).toLowerCase(),
      size: content.length,
      inline: contentId !== '',
      contentId: contentId === '' ? null : contentId,
      content,
    },
  ];
}

function textOf(attributes: readonly Attribute[], message: Properties, codepage: string): string | null {
  const body = attributes.find((attribute) => attribute.id === BODY)?.data;
  if (body !== undefined) return decodeCharset(body, codepage).replace(/\0.*$/s, '');
  const plain = textProperty(message, PR_BODY, codepage);
  if (plain !== undefined) return plain;
  const rtf = message.get(PR_RTF_COMPRESSED);
  return rtf === undefined ? null : rtfToText(decompressRtf(rtf.bytes));
}
