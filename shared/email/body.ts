import { htmlToText } from './html/to-text.ts';
import { limits } from './limits.ts';
import { decodeCharset, isKnownCharset } from './mime/charsets.ts';
import { contentOf, type Part } from './mime/parts.ts';
import { withoutUuencoded } from './mime/uuencoded.ts';

/** What a part contributes to what is shown. */
interface Segment {
  readonly text: string;
  readonly html: string | null;
}

export interface Body {
  readonly text: string;
  readonly html: string | null;
  /** Leaf parts that are not (only) shown, in message order. */
  readonly attached: readonly Part[];
  readonly problems: readonly string[];
}

interface Reading {
  readonly attached: Part[];
  readonly problems: Set<string>;
}

/** Divides the parts of a message into what is read and what is attached (after RFC 8621, 4.1.4). */
export function readBody(root: Part): Body {
  const reading: Reading = { attached: [], problems: new Set() };
  const segments = segmentsOf(root, { parent: null, first: true }, reading);
  const text = segments
    .map((segment) => segment.text)
    .filter((piece) => piece.trim() !== '')
    .join('\n\n');
  const rich = segments.some((segment) => segment.html !== null);
  const html = rich ? segments.map((segment) => segment.html ?? asHtml(segment.text)).join('\n') : null;
  if (text.length > limits.textChars)
    reading.problems.add('the text is too long: its end is only in the raw mail');
  return {
    text: text.slice(0, limits.textChars),
    html: html?.slice(0, limits.textChars) ?? null,
    attached: reading.attached,
    problems: [...reading.problems],
  };
}

function segmentsOf(part: Part, place: { parent: Part | null; first: boolean }, reading: Reading): Segment[] {
  if (part.type === 'multipart/alternative') return alternativesOf(part, reading);
  if (part.type.startsWith('multipart/')) {
    return part.children.flatMap((child, index) =>
      segmentsOf(child, { parent: part, first: index === 0 }, reading),
    );
  }
  const shown = isShown(part, place);
  if (!shown || nameOf(part) !== undefined) reading.attached.push(part);
  return shown ? [segmentOf(part, reading)] : [];
}

/** Text that the sender did not mark as a file. In `multipart/related` only the first part is the text. */
function isShown(part: Part, { parent, first }: { parent: Part | null; first: boolean }): boolean {
  if (!isText(part.type) || part.disposition === 'attachment') return false;
  if (first) return true;
  if (parent?.type === 'multipart/related') return false;
  return part.type !== 'text/html' || nameOf(part) === undefined;
}

/** Text types that are made for a program. Any other unknown subtype is plain text (RFC 2046, 4.1.4). */
const DATA_TEXT =
  /^text\/(?:calendar|(?:x-)?vcard|directory|csv|tab-separated-values|rfc822-headers|xml|css|javascript|rtf|x-.*(?:patch|diff|script|c|java|python|perl|sh|log))$/;

function isText(type: string): boolean {
  return type.startsWith('text/') && !DATA_TEXT.test(type);
}

/**
 * Of the alternatives (RFC 2046, 5.1.4) the text comes from the plain one and the HTML from the rich one;
 * an empty plain part, as some programs send beside HTML, does not hide the HTML.
 */
function alternativesOf(part: Part, reading: Reading): Segment[] {
  const segments = part.children.flatMap((child) =>
    segmentsOf(child, { parent: part, first: true }, reading),
  );
  const plain = segments.filter((segment) => segment.html === null && segment.text.trim() !== '');
  const rich = segments.filter((segment) => segment.html !== null);
  const text = (plain.length > 0 ? plain : rich).map((segment) => segment.text).join('\n\n');
  const html = rich.length > 0 ? rich.map((segment) => segment.html ?? '').join('\n') : null;
  return [{ text, html }];
}

function segmentOf(part: Part, reading: Reading): Segment {
  const content = contentOf(part);
  // A character takes four bytes at most, so nothing that could be shown is cut here.
  const bytes = content.subarray(0, limits.textChars * 4);
  const label = part.parameters.get('charset');
  if (label !== undefined && !isKnownCharset(label))
    reading.problems.add(`unknown charset "${label.slice(0, 40)}": guessed`);
  if (part.type === 'text/html') {
    const html = decodeCharset(bytes, label ?? metaCharset(bytes)).slice(0, limits.textChars);
    return { html, text: htmlToText(html) };
  }
  const whole = decodeCharset(bytes, label).replace(/\r\n?/g, '\n').replaceAll('\0', '');
  const { text, files } = withoutUuencoded(whole);
  reading.attached.push(...files);
  return {
    html: null,
    text:
      part.type !== 'text/enriched' && part.type !== 'text/richtext'
        ? text
        : text.replace(/<\/?[a-z]{1,20}>/gi, ''),
  };
}

function metaCharset(bytes: Buffer): string | undefined {
  return /<meta[^<>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(bytes.toString('latin1', 0, 2_048))?.[1];
}

function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<pre style="white-space:pre-wrap">${escaped}</pre>`;
}

/** The file name that a part carries, or undefined. RFC 2183's `filename` counts before the older `name`. */
export function nameOf(part: Part): string | undefined {
  const name = part.dispositionParameters.get('filename') || part.parameters.get('name');
  return name === undefined || name.trim() === '' ? undefined : name;
}
