import { limits } from '../limits.ts';
import { fieldValue, lineAt, type RawField, readHeaderBlock } from './header-block.ts';
import { parseStructured } from './parameters.ts';
import { decodeTransfer } from './transfer.ts';

/** A node of the MIME tree. A multipart has children and no body of its own; any other part the reverse. */
export interface Part {
  readonly fields: readonly RawField[];
  /** Media type in lower case; `text/plain` where the part names none (RFC 2045, 5.2). */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** `attachment`, `inline`, another word, or '' when the part has no Content-Disposition. */
  readonly disposition: string;
  readonly dispositionParameters: ReadonlyMap<string, string>;
  readonly encoding: string;
  /** The body as transferred; `contentOf` decodes it. */
  readonly body: Buffer;
  readonly children: readonly Part[];
}

export interface PartTree {
  readonly root: Part;
  readonly problems: readonly string[];
}

interface Scan {
  readonly bytes: Buffer;
  readonly limit: number;
  /** Boundaries of the multiparts being read, outermost first. */
  readonly boundaries: string[];
  readonly problems: Set<string>;
  parts: number;
}

interface Delimiter {
  /** Where the text before it ends (its own line break excluded) and where the line after it starts. */
  readonly at: number;
  readonly next: number;
  /** Index into the open boundaries, or -1 at the end of the message. */
  readonly owner: number;
  readonly closing: boolean;
}

/** How far the first delimiter may be: looking further for each of many multiparts would not be linear. */
const PREAMBLE_BYTES = 256 * 1024;
const GUESS_BYTES = 16 * 1024;
const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

/** Reads the MIME structure (RFC 2046) in one pass over the bytes, without copying bodies. */
export function readParts(bytes: Buffer, start = 0): PartTree {
  const scan: Scan = { bytes, limit: bytes.length, boundaries: [], problems: new Set(), parts: 0 };
  const { part } = readPart(scan, start, 'text/plain');
  return { root: part, problems: [...scan.problems] };
}

/** The decoded content of a leaf part. */
export function contentOf(part: Part): Buffer {
  return decodeTransfer(part.body, part.encoding);
}

function readPart(scan: Scan, start: number, defaultType: string): { part: Part; end: Delimiter } {
  scan.parts++;
  const header = readHeaderBlock(scan.bytes, start, scan.limit);
  if (header.truncated) scan.problems.add('header section is too long: the rest of it was ignored');
  const contentType = parseStructured(fieldValue(header.fields, 'content-type') ?? '');
  const disposition = parseStructured(fieldValue(header.fields, 'content-disposition') ?? '');
  const base = {
    fields: header.fields,
    type:
      /^[\w.+-]+\/[\w.+-]+$/.test(contentType.value) && contentType.value !== 'plain/text'
        ? contentType.value
        : repairedType(contentType.value, defaultType),
    parameters: contentType.parameters,
    disposition: disposition.value,
    dispositionParameters: disposition.parameters,
    encoding: encodingOf(header.fields),
  };
  if (base.type.startsWith('multipart/')) {
    const boundary = boundaryOf(scan, base.parameters.get('boundary'), header.end);
    if (boundary !== null) {
      const { preamble, children, end } = readChildren(scan, header.end, boundary, base.type);
      const hidden = hiddenPart(header.fields, preamble);
      return {
        part: {
          ...base,
          body: scan.bytes.subarray(0, 0),
          children: hidden ? [hidden, ...children] : children,
        },
        end,
      };
    }
    scan.problems.add('a multipart has no parts: shown as plain text');
  }
  const end = findDelimiter(scan, header.end);
  const type = base.type.startsWith('multipart/') ? 'text/plain' : base.type;
  const body = scan.bytes.subarray(Math.min(header.end, end.at), end.at);
  return { part: { ...base, type, body, children: [] }, end };
}

/**
 * The first part of a multipart whose delimiter was lost: its fields stand among the multipart's own, so
 * that a second Content-Type appears there, and its body looks like a preamble.
 */
function hiddenPart(fields: readonly RawField[], preamble: Buffer): Part | null {
  const second = fields.filter((field) => field.name === 'content-type')[1];
  if (second === undefined || preamble.length === 0) return null;
  const { value, parameters } = parseStructured(second.value);
  if (!value.startsWith('text/')) return null;
  return {
    fields: [],
    type: value,
    parameters,
    disposition: '',
    dispositionParameters: new Map(),
    encoding: encodingOf(fields),
    body: preamble,
    children: [],
  };
}

function encodingOf(fields: readonly RawField[]): string {
  return parseStructured(fieldValue(fields, 'content-transfer-encoding') ?? '').value.replace(
    /^["']|["']$/g,
    '',
  );
}

/** `text` alone, or a type whose subtype is missing, is what a careless program writes for text. */
function repairedType(value: string, defaultType: string): string {
  if (value === '') return defaultType;
  if (value.startsWith('multipart')) return 'multipart/mixed';
  return value === 'text' || value === 'plain/text' || value.startsWith('text/')
    ? 'text/plain'
    : defaultType === 'message/rfc822'
      ? defaultType
      : 'application/octet-stream';
}

function readChildren(
  scan: Scan,
  start: number,
  boundary: string,
  type: string,
): { preamble: Buffer; children: Part[]; end: Delimiter } {
  const depth = scan.boundaries.push(boundary) - 1;
  const children: Part[] = [];
  const childType = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  let delimiter = findDelimiter(scan, start);
  const preamble = scan.bytes.subarray(Math.min(start, delimiter.at), delimiter.at);
  while (delimiter.owner === depth) {
    if (delimiter.closing || scan.parts >= limits.parts) {
      if (!delimiter.closing) scan.problems.add(`more than ${limits.parts} parts: the rest was ignored`);
      delimiter = delimiter.closing ? findDelimiter(scan, delimiter.next) : endOf(scan);
      continue;
    }
    const child = readPart(scan, delimiter.next, childType);
    children.push(child.part);
    delimiter = child.end;
  }
  if (delimiter.owner === -1) scan.problems.add('a multipart is not closed');
  scan.boundaries.length = depth;
  return { preamble, children, end: delimiter };
}

function endOf(scan: Scan): Delimiter {
  return { at: scan.limit, next: scan.limit, owner: -1, closing: false };
}

/** The next line that is a delimiter of any open multipart, innermost first. */
function findDelimiter(scan: Scan, start: number): Delimiter {
  if (scan.boundaries.length === 0) return endOf(scan);
  const { bytes, limit } = scan;
  let at = start;
  while (at < limit) {
    if (bytes[at] !== DASH || bytes[at + 1] !== DASH) {
      const found = bytes.indexOf('\n--', at, 'latin1');
      if (found === -1 || found >= limit) break;
      at = found + 1;
    }
    const { end, next } = lineAt(bytes, at, limit);
    const match = matchBoundary(scan, at, end);
    if (match) return { at: beforeLineBreak(bytes, at, start), next, ...match };
    at = next;
  }
  return endOf(scan);
}

function matchBoundary(scan: Scan, at: number, end: number): { owner: number; closing: boolean } | null {
  if (end - at > limits.boundaryChars + 80) return null;
  const line = scan.bytes.toString('latin1', at + 2, end).trimEnd();
  for (let owner = scan.boundaries.length - 1; owner >= 0; owner--) {
    const boundary = scan.boundaries[owner] ?? '';
    if (!line.startsWith(boundary)) continue;
    const rest = line.slice(boundary.length);
    if (rest === '') return { owner, closing: false };
    if (rest.startsWith('--')) return { owner, closing: true };
  }
  return null;
}

function beforeLineBreak(bytes: Buffer, at: number, start: number): number {
  if (at <= start) return start;
  const feed = bytes[at - 1] === LF ? at - 1 : at;
  return feed > start && bytes[feed - 1] === CR ? feed - 1 : feed;
}

/**
 * The boundary to split by, or null for "no parts here". A boundary that is missing or never occurs is
 * guessed from the first line that looks like a delimiter followed by a part's header.
 */
function boundaryOf(scan: Scan, declared: string | undefined, start: number): string | null {
  if (scan.boundaries.length >= limits.partDepth) {
    scan.problems.add(`parts are nested deeper than ${limits.partDepth}: shown as text`);
    return null;
  }
  const boundary = (declared ?? '').trimEnd();
  if (boundary !== '' && boundary.length <= limits.boundaryChars) {
    const window = scan.bytes.subarray(start, Math.min(scan.limit, start + PREAMBLE_BYTES));
    if (window.includes(`--${boundary}`, 0, 'latin1')) return boundary;
  }
  const head = scan.bytes.toString('latin1', start, Math.min(scan.limit, start + GUESS_BYTES));
  const guess = /(?:^|\n)--([^\s-][^\r\n]{0,200}|-{1,60}[^\s-][^\r\n]{0,200})\r?\n(?:content-|\r?\n)/i.exec(
    head,
  );
  const guessed = guess?.[1]?.trimEnd();
  if (guessed === undefined || scan.boundaries.includes(guessed)) return null;
  scan.problems.add('a multipart names the wrong boundary: it was guessed');
  return guessed;
}
