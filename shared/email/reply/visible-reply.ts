import { limits } from '../limits.ts';
import { htmlLines } from './html-lines.ts';
import { classifyLines, type Line } from './line-kinds.ts';
import { stripLines } from './strip.ts';

/** Passes until nothing more is cut: a signature may hide another quote, and the result must be stable. */
const MAX_PASSES = 50;

/** A mail or only its body; what is known of its thread tells an answer from a first mail. */
export interface Written {
  readonly text: string;
  readonly html: string | null;
  readonly subject?: string;
  readonly inReplyTo?: readonly string[];
  readonly references?: readonly string[];
}

/** "Re:" and its like, with the numbers and brackets that programs put around it. */
const ANSWER =
  /^\s*(?:\[[^[\]]{1,60}\]\s?){0,3}(?:re|r|aw|antw?|antwort|sv|vs|rv|res|resp|ref|rif|odp|ynt|hl|fwd?|fw|wg|tr|enc|rsp|doorst|vl|pd|i|回复|答复|回覆|轉寄|转发|返信|転送|ответ|на)\s?(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4}|\d{1,3})?\s?[:：]/i;

/** Whether it is known to answer nothing: what it quotes is then what it is about. */
function isFirst({ subject, inReplyTo = [], references = [] }: Written): boolean {
  return subject !== undefined && inReplyTo.length + references.length === 0 && !ANSWER.test(subject);
}

/**
 * What a person wrote anew: without the quoted mail, its attribution and the signature. A first mail keeps
 * what it quotes or pastes without an attribution. The plain text is
 * asked first; where it shows no quote and the HTML does, the HTML is. Empty input gives ''; a mail that
 * is nothing but quotes or signature is given whole, because showing nothing would lose it.
 */
export function visibleReply(mail: Written): string {
  const { text, html } = mail;
  const first = isFirst(mail);
  const plain = text.trim();
  if (plain !== '') {
    const lines = toLines(plain);
    if (lines.length > limits.replyLines) return plain;
    const reply = strip(classifyLines(lines, first), first);
    if (reply !== plain || html === null) return reply;
  }
  return html === null ? plain : fromHtml(html, plain, first);
}

function fromHtml(html: string, plain: string, first: boolean): string {
  const lines = htmlLines(html, first);
  const whole = plain === '' ? join(lines) : plain;
  if (lines.length > limits.replyLines) return whole;
  // The elements are gone from the reply: what they hid is looked at once more as plain text.
  const reply = strip(classifyLines(toLines(strip(lines, first)), first), first);
  return reply.length < join(lines).length || plain === '' ? reply : whole;
}

function strip(lines: readonly Line[], first: boolean): string {
  let reply = join(lines);
  let current = lines;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = join(stripLines(current, first));
    if (next === '' || next === reply) break;
    reply = next;
    current = classifyLines(toLines(next), first);
  }
  return reply;
}

function join(lines: readonly Line[]): string {
  return lines
    .map((line) => line.text)
    .join('\n')
    .trim();
}

/** Lines without the marks of a PGP signature around them. */
function toLines(text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  if (!lines[0]?.startsWith('-----BEGIN PGP SIGNED MESSAGE-----')) return lines;
  const signature = lines.findIndex((line) => line.startsWith('-----BEGIN PGP SIGNATURE-----'));
  const body = lines.slice(
    lines.findIndex((line) => line.trim() === '') + 1,
    signature === -1 ? undefined : signature,
  );
  return body.map((line) => line.replace(/^- /, ''));
}
