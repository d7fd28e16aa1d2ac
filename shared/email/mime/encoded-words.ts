import { decodeCharset } from './charsets.ts';

/** The start of an encoded word: charset, an RFC 2231 language that is ignored, and the encoding. */
const WORD_START = /=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?/g;
const BETWEEN_WORDS = /^[ \t\n]*$/;

interface Run {
  charset: string;
  bytes: Buffer[];
  /** Where the raw text goes on after the last word of the run. */
  end: number;
}

/**
 * Decodes the encoded words (RFC 2047) and the raw 8-bit text of one header value. Words that follow
 * each other in one charset are joined before decoding, because programs split multi-byte characters
 * across them; a word that was folded inside, lacks its padding or its final `?=` is read all the same.
 * @param fallbackCharset for raw 8-bit bytes that are no UTF-8, usually the body's charset
 */
export function decodeWords(raw: string, fallbackCharset?: string): string {
  if (!raw.includes('=?')) return decodeRaw(raw, fallbackCharset);
  let text = '';
  let run: Run | null = null;
  let done = 0;
  WORD_START.lastIndex = 0;
  const flush = (upTo: number) => {
    if (run) text += decodeCharset(Buffer.concat(run.bytes), run.charset);
    const plain = raw.slice(done, upTo);
    text += decodeRaw(plain, fallbackCharset);
    run = null;
  };
  for (let start = WORD_START.exec(raw); start; start = WORD_START.exec(raw)) {
    const [opening, charset = '', encoding = ''] = start;
    const from = start.index + opening.length;
    const close = raw.indexOf('?=', from);
    const end = close === -1 ? wordEnd(raw, from) : close;
    const bytes = decodeWord(raw.slice(from, end), encoding);
    const adjacent: boolean = run !== null && BETWEEN_WORDS.test(raw.slice(done, start.index));
    const current: Run | null = run;
    if (adjacent && current && sameCharset(current, charset)) {
      current.bytes.push(bytes);
    } else {
      if (adjacent) done = start.index;
      flush(start.index);
      run = { charset, bytes: [bytes], end };
    }
    done = close === -1 ? end : end + 2;
    WORD_START.lastIndex = done;
  }
  flush(raw.length);
  return text;
}

function sameCharset(run: Run, charset: string): boolean {
  return run.charset.toLowerCase() === charset.toLowerCase();
}

function wordEnd(raw: string, from: number): number {
  const space = raw.slice(from).search(/[ \t\n]/);
  return space === -1 ? raw.length : from + space;
}

function decodeWord(text: string, encoding: string): Buffer {
  if (encoding === 'b' || encoding === 'B') return Buffer.from(text.replaceAll('\n', ''), 'base64');
  const spaced = text.replaceAll('\n', '').replaceAll('_', ' ');
  return Buffer.from(
    spaced.replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** A raw header may hold any bytes (RFC 6532 allows UTF-8; older programs write their own charset). */
function decodeRaw(raw: string, fallbackCharset: string | undefined): string {
  const line = raw.replaceAll('\n', '');
  if (!/[\u0080-\u00ff]/.test(line) && !line.includes('\u001b')) return line;
  const bytes = Buffer.from(line, 'latin1');
  const text = decodeCharset(bytes, undefined);
  const isUtf8 = !line.includes('\u001b') && Buffer.from(text, 'utf8').equals(bytes);
  return isUtf8 || fallbackCharset === undefined ? text : decodeCharset(bytes, fallbackCharset);
}
