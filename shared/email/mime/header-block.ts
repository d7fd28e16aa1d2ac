import { limits } from '../limits.ts';

/** A field as it stands in the message: its body still folded and encoded, one byte per character. */
export interface RawField {
  readonly name: string;
  readonly value: string;
}

export interface HeaderBlock {
  readonly fields: readonly RawField[];
  /** Offset of the first byte of the body. */
  readonly end: number;
  readonly truncated: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const DASH = 0x2d;
const MAX_NAME = 200;
const FIELD_NAME = /^[\x21-\x39\x3b-\x7e]{1,190}[ \t]{0,10}$/;
const COMMON_FIELD =
  /^(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|content-[a-z-]{1,40}|x-[a-z-]{1,40}|reply-to|sender|in-reply-to|references):/i;

/** The end of the line that starts at `start`: where its text stops and where the next line begins. */
export function lineAt(bytes: Buffer, start: number, limit: number): { end: number; next: number } {
  const feed = bytes.indexOf(LF, start);
  if (feed === -1 || feed >= limit) return { end: limit, next: limit };
  const end = feed > start && bytes[feed - 1] === CR ? feed - 1 : feed;
  return { end, next: feed + 1 };
}

/**
 * Reads one header section (RFC 5322, 2.2) up to its empty line. Tolerates what real mail holds: an mbox
 * `From ` line or a damaged line among fields is skipped, and a body or a delimiter that follows without
 * an empty line ends the section.
 */
export function readHeaderBlock(bytes: Buffer, start: number, limit: number): HeaderBlock {
  const fields: RawField[] = [];
  const stop = Math.min(limit, start + limits.headerBytes);
  let truncated = false;
  let lines: string[] = [];
  let at = start;
  const flush = () => {
    const field = toField(lines);
    lines = [];
    if (!field) return;
    if (fields.length < limits.headerFields) fields.push(field);
    else truncated = true;
  };
  while (at < stop) {
    const { end, next } = lineAt(bytes, at, limit);
    if (end === at || isBlank(bytes, at, end)) {
      flush();
      return { fields, end: next, truncated };
    }
    const folded = bytes[at] === SPACE || bytes[at] === TAB;
    if (!folded) {
      flush();
      if (!isField(bytes, at, end) && !isStrayLine(bytes, at, end, next, limit)) break;
    }
    lines.push(bytes.toString('latin1', at, Math.min(end, at + limits.fieldChars)));
    at = next;
  }
  flush();
  return { fields, end: Math.min(at, limit), truncated: truncated || (at >= stop && stop < limit) };
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== SPACE && bytes[at] !== TAB) return false;
  return true;
}

function isField(bytes: Buffer, start: number, end: number): boolean {
  const line = bytes.toString('latin1', start, Math.min(end, start + MAX_NAME + 1));
  const colon = line.indexOf(':');
  return colon > 0 && FIELD_NAME.test(line.slice(0, colon));
}

/** An mbox `From ` line, or one damaged line among fields. Any other line that is no field begins the body. */
function isStrayLine(bytes: Buffer, start: number, end: number, next: number, limit: number): boolean {
  if (/^>?From /.test(bytes.toString('latin1', start, Math.min(end, start + 6)))) return true;
  if (bytes[start] === DASH && bytes[start + 1] === DASH) return false;
  return next < limit && COMMON_FIELD.test(bytes.toString('latin1', next, Math.min(limit, next + MAX_NAME)));
}

function toField(lines: readonly string[]): RawField | null {
  const [first] = lines;
  if (first === undefined) return null;
  const colon = first.indexOf(':');
  if (colon <= 0) return null;
  const name = first.slice(0, colon);
  if (!FIELD_NAME.test(name)) return null;
  const value =
    lines.length === 1 ? first.slice(colon + 1) : [first.slice(colon + 1), ...lines.slice(1)].join('\n');
  return { name: name.trim().toLowerCase(), value: value.slice(0, limits.fieldChars) };
}

/** A folded value as one line (RFC 5322, 2.2.3: the break goes, its white space stays). */
export function unfold(value: string): string {
  return value.replaceAll('\n', '').trim();
}

export function fieldValue(fields: readonly RawField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}
