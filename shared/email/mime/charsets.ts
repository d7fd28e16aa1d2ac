import { TextDecoder } from 'node:util';
import { decodeSingleByte, isSingleByteCharset } from './single-byte.ts';

/**
 * Labels that mean more than they say. What calls itself GB2312 is GBK or GB18030 as soon as a rare
 * character appears; TextDecoder already reads `ks_c_5601-1987` as cp949 and Latin-1 as windows-1252
 * (WHATWG Encoding, 4.2).
 */
const SUPERSETS: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gb_2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  'gb2312-80': 'gb18030',
  'x-gbk': 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  'windows-936': 'gb18030',
  cp949: 'euc-kr',
  'x-windows-949': 'euc-kr',
  ks_c_5601: 'euc-kr',
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  ms932: 'shift_jis',
  'x-windows-932': 'shift_jis',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp950: 'big5',
  utf8mb4: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  'iso-8859-8-e': 'iso-8859-8',
};
/** Names whose dashes are often forgotten. */
const SQUEEZED: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  utf16: 'utf-16',
  utf7: 'utf-7',
  shiftjis: 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  big5hkscs: 'big5',
  usascii: 'us-ascii',
  isolatin1: 'iso-8859-1',
};
/** Labels that senders use without looking; the bytes are asked first. */
const UNINFORMATIVE = new Set([
  '',
  'us-ascii',
  'ascii',
  'iso-8859-1',
  'latin1',
  'windows-1252',
  'unknown',
  'x-unknown',
  'unknown-8bit',
  '8bit',
  'binary',
  'default',
  'none',
  'default_charset',
  'utf-8',
]);
const ISO_2022_JP_ESCAPES = ['\u001b$@', '\u001b$B', '\u001b(I', '\u001b(J'];
const ISO_2022_KR_ESCAPE = '\u001b$)C';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
const looseUtf8 = new TextDecoder('utf-8');
const decoders = new Map<string, TextDecoder | null>();

/** Decodes `bytes` by a charset label as senders write it; never fails, whatever label or bytes say. */
export function decodeCharset(bytes: Uint8Array, label: string | undefined): string {
  const charset = canonical(label);
  if (isAscii(bytes)) return decodeAscii(bytes, charset);
  if (UNINFORMATIVE.has(charset)) return decodeUnlabelled(bytes, charset);
  if (charset === 'iso-2022-kr') return decodeShiftedKorean(bytes);
  if (charset === 'utf-16') return decodeUtf16(bytes);
  if (charset === 'utf-7') return decodeUtf7(Buffer.from(bytes).toString('latin1'));
  if (charset.startsWith('utf-32')) return decodeUtf32(bytes, charset);
  const decoder = decoderFor(charset);
  if (decoder) return decoder.decode(bytes);
  return decodeSingleByte(bytes, charset) ?? decodeUnlabelled(bytes, '');
}

/** Whether `label` names a charset that can be decoded as labelled. */
export function isKnownCharset(label: string | undefined): boolean {
  const charset = canonical(label);
  return (
    UNINFORMATIVE.has(charset) ||
    charset === 'iso-2022-kr' ||
    ['utf-16', 'utf-7', 'utf-32', 'utf-32le', 'utf-32be'].includes(charset) ||
    decoderFor(charset) !== null ||
    isSingleByteCharset(charset)
  );
}

function canonical(label: string | undefined): string {
  const name = (label ?? '')
    .slice(0, 60)
    .trim()
    .toLowerCase()
    .replace(/^charset=|["'\s]/g, '');
  const squeezed = name.replace(/[-_]/g, '');
  return SUPERSETS[name] ?? SQUEEZED[squeezed] ?? numbered(squeezed) ?? name;
}

/** `iso88591`, `win1252`, `cp-1251`: the families that are known by number, however they are written. */
function numbered(squeezed: string): string | null {
  const iso = /^iso8859(\d{1,2})$/.exec(squeezed)?.[1];
  if (iso !== undefined) return iso === '1' ? 'iso-8859-1' : `iso-8859-${iso}`;
  const windows = /^(?:windows|win|cp|ansi|xcp)(125\d|874)$/.exec(squeezed)?.[1];
  return windows === undefined ? null : `windows-${windows}`;
}

function decoderFor(charset: string): TextDecoder | null {
  const known = decoders.get(charset);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null = null;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    decoder = null;
  }
  // The cache is for the few dozen real names; a mail of invented ones must not fill memory.
  if (decoders.size < 200) decoders.set(charset, decoder);
  return decoder;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}

/** Seven-bit bytes are ASCII unless a stateful or wide encoding hides in them. */
function decodeAscii(bytes: Uint8Array, charset: string): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (charset === 'utf-16') return decodeUtf16(bytes);
  if (charset === 'utf-7') return decodeUtf7(text);
  if (charset.startsWith('utf-32')) return decodeUtf32(bytes, charset);
  if (charset.startsWith('utf-16')) return decoderFor(charset)?.decode(bytes) ?? text;
  if (charset === 'iso-2022-kr' || text.includes(ISO_2022_KR_ESCAPE)) return decodeShiftedKorean(bytes);
  if (ISO_2022_JP_ESCAPES.some((sequence) => text.includes(sequence))) {
    // Words that were joined end in ASCII and begin anew: to a decoder an escape after an escape is an error.
    const joined = text.replaceAll('\u001b(B\u001b', '\u001b').replaceAll('\u001b(J\u001b', '\u001b');
    return decoderFor('iso-2022-jp')?.decode(Buffer.from(joined, 'latin1')) ?? text;
  }
  if (charset === 'hz-gb-2312') return decodeShiftedChinese(text);
  return text;
}

/** UTF-8 if it is; UTF-8 with a few broken characters if that is what it mostly is; else windows-1252. */
function decodeUnlabelled(bytes: Uint8Array, charset: string): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    const loose = looseUtf8.decode(bytes);
    const broken = countOf(loose, '\ufffd');
    const whole = countNonAscii(loose) - broken;
    if (charset === 'utf-8' ? whole >= broken : whole > broken * 4) return loose;
    return decoderFor('windows-1252')?.decode(bytes) ?? loose;
  }
}

function decodeUtf16(bytes: Uint8Array): string {
  const bigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  // RFC 2781, 4.3: without a mark it is big-endian; a first zero byte tells for ASCII text.
  const label = littleEndian || (!bigEndian && bytes[0] !== 0 && bytes[1] === 0) ? 'utf-16le' : 'utf-16be';
  return decoderFor(label)?.decode(bytes) ?? '';
}

/** RFC 2152: between `+` and `-` (or anything that is no base64) stands UTF-16 in base64; `+-` is a plus. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, coded: string) =>
    coded === '' ? '+' : (decoderFor('utf-16be')?.decode(Buffer.from(coded, 'base64')) ?? ''),
  );
}

/** Without a mark, zero bytes first mean big-endian: no character needs the highest byte. */
function decodeUtf32(bytes: Uint8Array, charset: string): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = charset === 'utf-32' ? bytes[0] !== 0 : charset.endsWith('le');
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, little);
    text += point === 0xfeff ? '' : point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}

/** RFC 1557: between SO and SI the bytes are KS X 1001 with the high bit off. */
function decodeShiftedKorean(bytes: Uint8Array): string {
  const out = Buffer.alloc(bytes.length);
  let length = 0;
  let shifted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x1b && bytes[at + 1] === 0x24 && bytes[at + 2] === 0x29) at += 3;
    else if (byte === 0x0e) shifted = true;
    else if (byte === 0x0f) shifted = false;
    else out[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte;
  }
  return decoderFor('euc-kr')?.decode(out.subarray(0, length)) ?? '';
}

/** RFC 1843: between `~{` and `~}` the bytes are GB 2312 with the high bit off. */
function decodeShiftedChinese(text: string): string {
  return text.replace(/~\{([^~]*)~\}/g, (_, inner: string) => {
    const bytes = Buffer.from(inner, 'latin1').map((byte) => byte | 0x80);
    return decoderFor('gb18030')?.decode(bytes) ?? inner;
  });
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
  return count;
}

function countNonAscii(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) count++;
  return count;
}
