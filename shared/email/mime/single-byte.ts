import rare from 'iconv-lite/encodings/sbcs-data.js';
import common from 'iconv-lite/encodings/sbcs-data-generated.js';

/**
 * The charsets of one byte a character that browsers have forgotten: DOS, Mac, VISCII, ... Of iconv-lite these
 * tables alone are loaded: what takes several bytes is TextDecoder's, and would be 450 KB more to load.
 */
const tables = { ...common, ...rare };

/** The characters of a charset by its name as iconv-lite writes it, or null if it has no such table. */
function charactersOf(label: string): string | null {
  let name = label.toLowerCase().replace(/[^0-9a-z]/g, '');
  for (let hops = 0; hops < 5; hops++) {
    const entry = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (typeof entry !== 'string') return entry?.chars ?? null;
    name = entry;
  }
  return null;
}

export function isSingleByteCharset(label: string): boolean {
  return charactersOf(label) !== null;
}

/** Decodes by a table; null when there is none for this charset. */
export function decodeSingleByte(bytes: Uint8Array, label: string): string | null {
  const characters = charactersOf(label);
  if (characters === null) return null;
  // A table of 128 leaves the lower half to ASCII.
  const first = 256 - characters.length;
  const out = Buffer.allocUnsafe(bytes.length * 2);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    out.writeUInt16LE(byte < first ? byte : characters.charCodeAt(byte - first), at * 2);
  }
  return out.toString('utf16le');
}
