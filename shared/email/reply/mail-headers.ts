import { fromWords, headerWords, wordsOfMail } from './header-words.ts';

const LINE = /^[\s>*_]{0,12}([\p{L}][\p{L} -]{0,30}?)[\s*_]{0,4}[:：](.*)$/u;
const WINDOW = 6;

/** `*Von:* Ana` is a header line; `Nota: mañana` is not. */
export function isMailHeader(line: string): boolean {
  return headerWord(line) !== null;
}

function headerWord(line: string): string | null {
  const match = LINE.exec(line);
  const word = (match?.[1] ?? '').trim().toLowerCase();
  return match && headerWords.has(word) && (match[2] ?? '').replace(/[\s*_]+/g, '') !== '' ? word : null;
}

function startsSmall(line: string): boolean {
  const first = line.replace(/^[\s>*_]{0,12}/, '').charAt(0);
  return first !== first.toUpperCase();
}

/** A header of a kind that no program puts above an original: somebody pasted a whole header or a request. */
const PASTED =
  /^\s{0,8}(?:return-path|received|delivered-to|message-id|mime-version|content-[a-z-]{1,40}|dkim-[a-z-]{1,40}|arc-[a-z-]{1,40}|authentication-results|received-spf|x-[\w-]{1,60}|user-agent|host|accept|authorization|list-[a-z-]{1,40}|references|in-reply-to)\s?:/i;
const TIME = /\d{1,2}[:.h]\d\d|\d{1,2} ?[ap]\.?m\b|\d{1,2}\s?[点時时시]/i;

/**
 * Whether a mail header begins at `start`: the sender's line and another one, or three of any, within a
 * few lines because long values wrap. One line alone counts if it is a sender with an address. Somewhere
 * there must be an address, a time of day or a topic: `From: mx1` over `To: mx2` is a person's wish.
 */
export function startsMailHeader(lines: readonly string[], start: number): boolean {
  const first = lines[start] ?? '';
  const word = headerWord(first);
  if (word === null || isPasted(lines, start)) return false;
  let count = 0;
  let sender = false;
  let small = true;
  let ofMail = false;
  for (const line of lines.slice(start, start + WINDOW)) {
    const found = headerWord(line);
    if (found === null) {
      if (line.trim() === '' && count > 0) break;
      continue;
    }
    count++;
    sender ||= fromWords.has(found);
    small &&= startsSmall(line);
    ofMail ||= /[^\s<>@]@[^\s<>@]/.test(line) || TIME.test(line) || wordsOfMail.has(found);
  }
  // Programs write these words with capitals: `from: eth0` over `to: eth1` is a person's list.
  if (small) return count >= 4;
  if (ofMail && sender && count >= 2) return true;
  if (ofMail && count >= 3) return true;
  if (ofMail && count === 2 && /\d{4}/.test(first)) return true;
  const next = (lines[start + 1] ?? '').trim();
  return (
    fromWords.has(word) &&
    (next === '' || headerWord(next) !== null) &&
    /[<[(]?(?:mailto:)?[^\s<>@]{1,100}@[^\s<>@]{1,150}[>\])]?\s*$/.test(first)
  );
}

/** Whether the lines directly above belong to a header as it travels rather than as programs quote it. */
function isPasted(lines: readonly string[], start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - WINDOW); at--) {
    const line = lines[at] ?? '';
    if (PASTED.test(line)) return true;
    if (headerWord(line) === null) return false;
  }
  return false;
}
