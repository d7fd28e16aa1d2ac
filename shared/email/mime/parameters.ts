import { decodeCharset } from './charsets.ts';
import { decodeWords } from './encoded-words.ts';

/** `Content-Type: text/plain; charset=utf-8` as its parts; names in lower case, values decoded. */
export interface StructuredValue {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const MAX_PARAMETERS = 100;

/**
 * Reads a structured field with its parameters (RFC 2045, 5.1): quoted or bare values, comments, RFC 2231
 * continuations and charsets, RFC 2047 words where RFC 2231 should stand, missing semicolons and quotes.
 */
export function parseStructured(raw: string): StructuredValue {
  const text = raw.replaceAll('\n', '');
  const pieces = splitParameters(text);
  const value = withoutComments(pieces[0] ?? '').toLowerCase();
  const plain = new Map<string, string>();
  const extended = new Map<string, { section: number; encoded: boolean; text: string }[]>();
  for (const piece of pieces.slice(1, MAX_PARAMETERS)) {
    const equals = piece.indexOf('=');
    if (equals === -1) continue;
    const name = withoutComments(piece.slice(0, equals)).toLowerCase();
    const written = unquote(piece.slice(equals + 1).trim());
    const marks = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(name);
    if (!marks) {
      // A boundary is compared with the bytes of the message, so it keeps them.
      if (!plain.has(name)) plain.set(name, name === 'boundary' ? written : decodeWords(written));
      continue;
    }
    const [, base = '', section, star] = marks;
    const sections = extended.get(base) ?? [];
    sections.push({
      section: Number(section ?? 0),
      encoded: section === undefined || star === '*',
      text: written,
    });
    extended.set(base, sections);
  }
  for (const [name, sections] of extended) plain.set(name, joinSections(sections));
  return { value, parameters: plain };
}

/** RFC 2231, 3 and 4: the first encoded section names the charset for all of them. */
function joinSections(sections: { section: number; encoded: boolean; text: string }[]): string {
  sections.sort((a, b) => a.section - b.section);
  const first = sections[0];
  // `utf-8'name` lacks the language and its quote.
  const prefix = first?.encoded
    ? (/^([^']*)'[^']*'/.exec(first.text) ?? /^([\w-]{2,40})'/.exec(first.text))
    : null;
  const bytes = sections.map(({ encoded, text }, index) => {
    const body = index === 0 && prefix ? text.slice(prefix[0].length) : text;
    return encoded ? percentDecoded(body) : body;
  });
  const joined = bytes.join('');
  return prefix ? decodeCharset(Buffer.from(joined, 'latin1'), prefix[1]) : decodeWords(joined);
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Splits at semicolons outside quotes and comments; also at white space before `name=`, which some omit `;` for. */
function splitParameters(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quoted = false;
  let inValue = false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\' && (quoted || depth > 0)) {
      piece += character + (text[at + 1] ?? '');
      at++;
      continue;
    }
    // A parenthesis inside a bare value (`name=a(1).txt`) opens no comment.
    inValue = character === '=' || (inValue && !/[\s;"]/.test(character));
    if (character === '"' && depth === 0) quoted = !quoted;
    else if (!quoted && character === '(' && !inValue) depth++;
    else if (!quoted && character === ')' && depth > 0) depth--;
    if (character === ';' && !quoted && depth === 0) {
      pieces.push(...splitMissingSemicolon(piece));
      piece = '';
    } else piece += character;
  }
  pieces.push(...splitMissingSemicolon(piece));
  return pieces;
}

/** `multipart/mixed boundary="b"`, `charset="utf-8" name=a.txt` and `access-type=x server=y`: two parameters of a careless program. */
function splitMissingSemicolon(piece: string): string[] {
  const [, value, parameters] = /^\s*([^\s;="]+)\s+([\w*-]+\s*=.*)$/.exec(piece.slice(0, 2_000)) ?? [];
  if (value !== undefined && parameters !== undefined) return [value, ...splitMissingSemicolon(parameters)];
  const careless = /^(\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s";]+))\s+([\w*-]+\s*=.*)$/.exec(piece.slice(0, 2_000));
  const [, first, rest] = careless ?? [];
  return first !== undefined && rest !== undefined ? [first, rest] : [piece];
}

function unquote(value: string): string {
  if (!value.startsWith('"'))
    return value.startsWith("'") && value.endsWith("'") && value.length > 1 ? value.slice(1, -1) : value;
  const close = closingQuote(value);
  return value.slice(1, close).replace(/\\(.)/g, '$1');
}

function closingQuote(value: string): number {
  for (let at = 1; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === '"') return at;
  }
  return value.length;
}

/** Comments are dropped by counting parentheses, so that nested ones cost no more than flat ones. */
function withoutComments(text: string): string {
  if (!text.includes('(')) return text.trim();
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')' && depth > 0) depth--;
    else if (depth === 0) kept += character;
  }
  return kept.trim();
}
