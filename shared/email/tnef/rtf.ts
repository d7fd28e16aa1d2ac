import { limits } from '../limits.ts';
import { decodeCharset } from '../mime/charsets.ts';

const COMPRESSED = 0x75465a4c;
const UNCOMPRESSED = 0x414c454d;
const DICTIONARY_BYTES = 4096;
/** MS-OXRTFCP, 2.1.2.1: what the dictionary holds before the first byte. */
const INITIAL =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** Decompresses PR_RTF_COMPRESSED (MS-OXRTFCP, 3.1), up to the limit; empty when it is none. */
export function decompressRtf(data: Buffer): Buffer {
  if (data.length < 16) return Buffer.alloc(0);
  const type = data.readUInt32LE(8);
  if (type === UNCOMPRESSED)
    return data.subarray(16, 16 + Math.min(data.readUInt32LE(4), limits.tnefBodyBytes));
  if (type !== COMPRESSED) return Buffer.alloc(0);
  const dictionary = Buffer.alloc(DICTIONARY_BYTES);
  let write = dictionary.write(INITIAL, 'latin1');
  const out = Buffer.alloc(Math.min(data.readUInt32LE(4), limits.tnefBodyBytes));
  let length = 0;
  const emit = (byte: number) => {
    out[length++] = byte;
    dictionary[write] = byte;
    write = (write + 1) % DICTIONARY_BYTES;
  };
  let at = 16;
  while (at < data.length && length < out.length) {
    const control = data[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < data.length && length < out.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        emit(data[at++] ?? 0);
        continue;
      }
      const reference = ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
      at += 2;
      const offset = reference >> 4;
      if (offset === write) return out.subarray(0, length);
      for (let copied = 0; copied < (reference & 0x0f) + 2 && length < out.length; copied++) {
        emit(dictionary[(offset + copied) % DICTIONARY_BYTES] ?? 0);
      }
    }
  }
  return out.subarray(0, length);
}

/** Groups that hold no text of the message. */
const HIDDEN_GROUPS =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header|footer|generator|xmlnstbl|themedata|listtable|listoverridetable|rsidtbl)$/;
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/gi;
const BREAKS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  tab: '\t',
  cell: ' ',
  row: '\n',
  bullet: '•',
  endash: '–',
  emdash: '—',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};

/** The visible text of an RTF document; formatting, tables of fonts and encapsulated HTML tags are left out. */
export function rtfToText(rtf: Buffer): string {
  const source = rtf.toString('latin1');
  const codepage = /\\ansicpg(\d{3,5})/.exec(source.slice(0, 500))?.[1] ?? '1252';
  const hidden: boolean[] = [false];
  let text = '';
  let bytes: number[] = [];
  let skip = 0;
  let starred = false;
  const flush = () => {
    if (bytes.length > 0)
      text += decodeCharset(Buffer.from(bytes), codepage === '932' ? 'shift_jis' : `windows-${codepage}`);
    bytes = [];
  };
  for (const [, word, parameter, hex, symbol, brace, run] of source.matchAll(TOKEN)) {
    const isHidden = hidden.at(-1) === true;
    if (hex !== undefined) {
      if (!isHidden && skip-- <= 0) bytes.push(Number.parseInt(hex, 16));
      continue;
    }
    flush();
    if (brace === '{') hidden.push(isHidden);
    else if (brace === '}') {
      if (hidden.length > 1) hidden.pop();
    } else if (symbol === '*') starred = true;
    else if (word !== undefined) {
      if (starred || HIDDEN_GROUPS.test(word)) hidden[hidden.length - 1] = true;
      // Encapsulated HTML (MS-OXRTFEX) marks what only an RTF reader should show.
      else if (word === 'htmlrtf') hidden[hidden.length - 1] = parameter !== '0';
      else if (!isHidden && word === 'u') {
        text += String.fromCharCode(Number(parameter ?? 0) & 0xffff);
        skip = 1;
      } else if (!isHidden) text += BREAKS[word] ?? '';
      starred = false;
    } else if (!isHidden && symbol !== undefined)
      text += symbol === '~' ? ' ' : /[\\{}]/.test(symbol) ? symbol : '';
    else if (!isHidden && run !== undefined) {
      text += skip > 0 ? run.slice(1) : run;
      skip = 0;
    }
  }
  flush();
  return text.slice(0, limits.textChars).trim();
}
