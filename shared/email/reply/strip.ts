import type { Line } from './line-kinds.ts';

/** A signature or footer is short; a rule with more than this under it divides a long text. */
const SIGNATURE_LINES = 15;
/** Text under the last quote that is still a signature or a list's footer rather than an answer. */
const FOOTER_LINES = 7;

/**
 * The lines that are new in a reply. Answers above the quote lose everything below; answers under the quote
 * lose what is above; answers between quotes keep the quotes they answer, because they mean nothing without.
 */
export function stripLines(lines: readonly Line[], first = false): Line[] {
  const signed = withoutSignature(lines);
  const below = replyBelow(signed);
  if (below) return trimEnd(below, first);
  return trimEnd(withoutOpening(replyAbove(signed)), first);
}

function hasText(lines: readonly Line[]): boolean {
  return lines.some((line) => line.kind === 'text');
}

/** The first such line with text above it, or -1. */
function indexBelowText(lines: readonly Line[], wanted: (line: Line) => boolean): number {
  const text = lines.findIndex((line) => line.kind === 'text');
  return text === -1 ? -1 : lines.findIndex((line, index) => index > text && wanted(line));
}

function isEarlier(line: Line): boolean {
  return line.kind === 'attribution' || line.kind === 'original';
}

/** Cuts at the first rule that has the reply above it and something short enough for a signature below. */
function withoutSignature(lines: readonly Line[]): readonly Line[] {
  const at = indexBelowText(lines, ({ kind }) => kind === 'delimiter');
  if (at === -1) return lines;
  const after = lines.slice(at + 1);
  const nextMail = after.findIndex(isEarlier);
  const section = nextMail === -1 ? after : after.slice(0, nextMail);
  if (section.some((line) => line.kind === 'quote')) return lines;
  const length = section.filter((line) => line.kind === 'text').length;
  return length > SIGNATURE_LINES || dividesText(lines.slice(0, at), lines[at], section)
    ? lines
    : lines.slice(0, at);
}

/**
 * Whether a rule divides a text rather than opening a signature: a drawn line set off by an empty one or
 * standing between two lines, several rules with text under the last, or any rule over lines that a
 * signature does not have. `-- ` (RFC 3676, 4.3) never divides.
 */
function dividesText(above: readonly Line[], rule: Line | undefined, section: readonly Line[]): boolean {
  if (rule?.text === '-- ') return false;
  const drawn = rule?.text.trim() ?? '';
  if (isProse(above, drawn, section)) return true;
  if (drawn === '--') return false;
  const set = section[0]?.kind === 'empty';
  if (!/^-{2,4}$/.test(drawn) && hasText(section)) {
    if (set) return true;
    if (!drawn.startsWith('-') && above.at(-1)?.kind === 'text') return true;
  }
  const last = section.findLastIndex((line) => line.kind === 'delimiter');
  return last !== -1 && hasText(section.slice(0, last)) && hasText(section.slice(last));
}

/** What signatures do not have: a question, numbered steps, or a line above that announces them. */
function isProse(above: readonly Line[], drawn: string, section: readonly Line[]): boolean {
  const written = section.filter((line) => line.kind === 'text').map((line) => line.text.trim());
  if (written.some((line) => /[?？]$/.test(line))) return true;
  if (written.filter((line) => /^(?:\d{1,2}[.)]|[-*•])\s\S/.test(line)).length >= 2) return true;
  return drawn !== '' && written.length > 1 && /[:：]$/.test(above.at(-1)?.text.trim() ?? '');
}

/** The answer under a quote that opens the message, or null when the message is not of that form. */
function replyBelow(lines: readonly Line[]): readonly Line[] | null {
  const first = lines.findIndex((line) => line.kind !== 'empty');
  if (lines[first]?.kind !== 'attribution') return null;
  const lastQuote = lines.findLastIndex((line) => line.kind === 'quote' || isEarlier(line));
  if (lines[lastQuote]?.kind !== 'quote' || hasText(lines.slice(first, lastQuote))) return null;
  const answer = lines.slice(lastQuote + 1);
  return hasText(answer) ? answer : null;
}

/** Without the attribution that opens a message whose answers stand between the quotes. */
function withoutOpening(lines: readonly Line[]): readonly Line[] {
  const written = lines.filter((line) => line.kind !== 'empty');
  const [opening] = written;
  const next = written.find((line) => line.kind !== 'attribution');
  if (opening?.kind !== 'attribution' || next?.kind !== 'quote' || !hasText(lines)) return lines;
  return lines.slice(lines.indexOf(next));
}

function replyAbove(lines: readonly Line[]): readonly Line[] {
  const at = indexBelowText(lines, isEarlier);
  if (at === -1) return lines;
  if (lines[at]?.kind === 'original' || !isInterleaved(lines, at)) return lines.slice(0, at);
  const rest = lines.slice(at);
  const nextMail = rest.findIndex((line) => line.kind === 'original');
  const kept = nextMail === -1 ? rest : rest.slice(0, nextMail);
  return [...lines.slice(0, at), ...kept.filter((line) => line.kind !== 'attribution')];
}

/** Whether the writer answers between the quotes after the attribution at `at`, or only signs below them. */
function isInterleaved(lines: readonly Line[], at: number): boolean {
  const after = lines.slice(at).filter((line) => line.kind !== 'attribution');
  const first = after.find((line) => line.kind !== 'empty');
  if (first?.kind !== 'quote') return false;
  const lastQuote = after.findLastIndex((line) => line.kind === 'quote');
  if (hasText(after.slice(0, lastQuote))) return true;
  const tail = after.slice(lastQuote + 1).filter((line) => line.kind === 'text').length;
  if (tail === 0) return false;
  // Programs leave an empty line between attribution and whole quote; who quotes a passage by hand does not.
  return tail >= FOOTER_LINES || after[0]?.kind === 'quote';
}

/**
 * Without the quotes, rules and program lines that are left at the end, if there is text before them. A quote
 * that the line above announces stays, and so does any in a first mail.
 */
function trimEnd(lines: readonly Line[], first: boolean): Line[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1]?.kind !== 'text') {
    if (lines[end - 1]?.kind === 'quote' && (first || isAnnounced(lines, end - 1))) break;
    end--;
  }
  if (end > 0) return lines.slice(0, end);
  return lines.filter((line) => line.kind !== 'device');
}

/** Whether the text over the quote that ends at `at` leads to it: "Their postmaster told us:". */
function isAnnounced(lines: readonly Line[], at: number): boolean {
  let above = at;
  while (above >= 0 && (lines[above]?.kind === 'quote' || lines[above]?.kind === 'empty')) above--;
  const line = lines[above];
  return line?.kind === 'text' && /[^\d\s][:：]\s*$/.test(line.text) && !/[\d@]/.test(line.text);
}
