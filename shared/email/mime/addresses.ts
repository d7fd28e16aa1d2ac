import { limits } from '../limits.ts';
import type { Address } from '../types.ts';
import { decodeWords } from './encoded-words.ts';

const MAX_ADDRESS_CHARS = 1_000;
/** A name or quoted string that is longer is nobody's: looking for its end again and again would take seconds. */
const MAX_NAME_CHARS = 1_000;

/** What has been read of one mailbox: words before `<`, the part in `<>`, words after it, and text in comments. */
interface Draft {
  words: string;
  angle: string | null;
  after: string;
  comments: string;
}

/**
 * Reads an address list (RFC 5322, 3.4) in one pass. Groups are flattened, comments become the name when
 * there is no other, routes (`<@a,@b:c@d>`) and `mailto:` are dropped, `;` is taken for `,` as Outlook
 * writes it. A name without any address is left out: nothing can be sent to it or concluded from it; before a
 * comma it belongs to the next one (`Garcia, Ana <ana@b.example>`). A second address in one mailbox is a second
 * mailbox: who forges a sender hopes that only one of them is read.
 */
export function parseAddresses(raw: string, fallbackCharset?: string): Address[] {
  const text = raw.replaceAll('\n', '');
  const found: Address[] = [];
  let draft = emptyDraft();
  let surname = '';
  const add = (address: Address | null) => {
    if (address && found.length < limits.addresses) found.push(address);
  };
  const finish = (divider = '') => {
    const { words, angle, after } = draft;
    const bare = angle === null && !words.includes('@');
    if (bare && divider === ',' && words.trim() !== '') surname += `${words.trim()}, `;
    else {
      if (surname !== '' && angle?.includes('@')) draft.words = `${surname}${words.trim()}`;
      else if (surname !== '') add(bareAddress(surname.slice(0, -2), '', fallbackCharset));
      surname = '';
      const address = toAddress(draft, fallbackCharset);
      add(address);
      const second = after.includes('@') ? bareAddress(after.trim(), '', fallbackCharset) : null;
      if (second?.address.toLowerCase() !== address?.address.toLowerCase()) add(second);
    }
    draft = emptyDraft();
  };
  const append = (text: string) => {
    if (draft.angle?.includes('@')) draft.after += text;
    else draft.words += text;
  };
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') {
      const end = quotedEnd(text, at);
      append(text.slice(at, end));
      at = end;
    } else if (character === '=' && text[at + 1] === '?') {
      // An encoded word holds commas and brackets that divide nothing.
      const end = encodedWordEnd(text, at);
      append(text.slice(at, end));
      at = end;
    } else if (character === '(') {
      const end = commentEnd(text, at);
      draft.comments += ` ${text.slice(at + 1, end - 1)}`;
      at = end;
    } else if (character === '<') {
      const end = angleEnd(text, at);
      // Of `<a@b.example> <a@b.example>` the first counts; of `Ana <sales> <ana@b.example>` the one with a domain.
      const inside = text.slice(at + 1, end);
      if (draft.angle?.includes('@') && inside.includes('@')) {
        if (inside.trim().toLowerCase() !== draft.angle.trim().toLowerCase()) {
          finish();
          draft.angle = inside;
        }
      } else if (draft.angle === null || inside.includes('@')) draft.angle = inside;
      at = end + 1;
    } else if (character === ',' || character === ';') {
      finish(character);
      at++;
    } else if (character === ':' && draft.angle === null && isGroupStart(draft.words)) {
      draft = emptyDraft();
      at++;
    } else {
      append(character);
      at++;
    }
  }
  finish();
  return found;
}

/** The domain of an address in lower case, or null when it has none. */
export function domainOf(address: string): string | null {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
    .replace(/\.$/, '');
  return address.includes('@') && /^[^\s@<>,;]{1,253}$/.test(domain) ? domain : null;
}

function emptyDraft(): Draft {
  return { words: '', angle: null, after: '', comments: '' };
}

function quotedEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_NAME_CHARS);
  for (let at = start + 1; at < limit; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  // The quote is never closed: taken as a character, so that the address after it is not lost.
  return start + 1;
}

const ENCODED_WORD = /=\?[^?\s]{1,80}\?[bq]\?[^?\s]{0,1000}\?=/iy;

function encodedWordEnd(text: string, start: number): number {
  ENCODED_WORD.lastIndex = start;
  return ENCODED_WORD.test(text) ? ENCODED_WORD.lastIndex : start + 2;
}

function commentEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length + 1;
}

function angleEnd(text: string, start: number): number {
  const close = text.indexOf('>', start);
  return close === -1 ? text.length : close;
}

function isGroupStart(words: string): boolean {
  return !words.includes('@') && !/^\s*mailto$/i.test(words);
}

function toAddress(draft: Draft, fallbackCharset: string | undefined): Address | null {
  const words = draft.words.trim();
  if (draft.angle !== null) {
    const address = cleanAddress(draft.angle);
    const after = draft.after.includes('@') ? '' : draft.after.trim();
    const name =
      displayName(`${words} ${after}`.trim(), fallbackCharset) ||
      displayName(draft.comments.trim(), fallbackCharset);
    if (address !== '') return { name, address };
    return words.includes('@') ? bareAddress(words, draft.comments, fallbackCharset) : null;
  }
  return words === '' ? null : bareAddress(words, draft.comments, fallbackCharset);
}

/** `ana@acme.example`, `"ana b"@acme.example`, `Ana ana@acme.example`, or a local `MAILER-DAEMON`. */
function bareAddress(words: string, comments: string, fallbackCharset: string | undefined): Address | null {
  const decoded = (words.includes('=?') ? decodeWords(words, fallbackCharset) : words).replace(
    /\s{1,20}@\s{1,20}/g,
    '@',
  );
  const tokens = decoded.split(/\s+/);
  const withDomain =
    decoded.startsWith('"') && /"@[^\s"]+$/.test(decoded)
      ? decoded
      : tokens.find((token) => token.includes('@'));
  const address = withDomain ?? (tokens.length === 1 ? decoded : null);
  if (address === null) return null;
  const rest = withDomain === undefined || tokens.length === 1 ? '' : decoded.replace(address, ' ');
  const name = displayName(rest.trim(), fallbackCharset) || displayName(comments.trim(), fallbackCharset);
  const cleaned = cleanAddress(address);
  return cleaned === '' ? null : { name, address: cleaned };
}

function cleanAddress(written: string): string {
  // RFC 5321, 4.5.3.1: 254 characters; what is longer is no address, and is not searched.
  const text = written.trim().slice(0, MAX_ADDRESS_CHARS);
  const decoded = text.includes('=?') ? decodeWords(text) : decodeWords(text.trim());
  const bare = decoded
    .replace(/^\s*mailto:/i, '')
    .replace(/^@[^:]*:/, '')
    .trim();
  const unquoted = /^'[^']*@[^']*'$/.test(bare) ? bare.slice(1, -1) : bare;
  const local = unquoted.startsWith('"') ? unquoted : unquoted.replace(/\([^()]*\)|\s+/g, '');
  const open = /^\[([^[\]@]+@[^[\]]+)\]$/.exec(local)?.[1] ?? local;
  return open.replace(/^[<"]+(?=[^"]*$)/, '').replace(/[>,;]+$/, '');
}

function displayName(written: string, fallbackCharset: string | undefined): string {
  const words = written.slice(0, MAX_NAME_CHARS);
  // Outlook puts encoded words inside quotes; the quotes go first so that the words are found.
  const unquoted = words.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1'));
  const name = decodeWords(unquoted, fallbackCharset).replace(/\s+/g, ' ').trim();
  return name
    .replace(/^'([^']*)'$/, '$1')
    .replace(/^"|"$/g, '')
    .trim();
}
