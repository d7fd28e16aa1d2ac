import { limits } from '../limits.ts';
import { htmlLines } from './html-lines.ts';
import { classifyLines, type Line } from './line-kinds.ts';
import { stripLines } from './strip.ts';

/** Passes until nothing more is cut: a signature may hide another quote, and the result must be stable. */
const MAX_PASSES = 50;

/**
 * What a person wrote anew: without the quoted mail, its attribution and the signature. The plain text is
 * asked first; where it shows no quote and the HTML does, the HTML is. Empty input gives ''; a mail that
 * is nothing but quotes or signature is given whole, because showing nothing would lose it.
 */
export function visibleReply({
  text,
  html,
}: {
  readonly text: string;
  readonly html: string | null;
}): string {
  const plain = text.trim();
  if (plain !== '') {
    const lines = toLines(plain);
    if (lines.length > limits.replyLines) return plain;
    const reply = strip(classifyLines(lines));
    if (reply !== plain || html === null) return reply;
  }
  return html === null ? plain : fromHtml(html, plain);
}

function fromHtml(html: string, plain: string): string {
  const lines = htmlLines(html);
  const whole = plain === '' ? join(lines) : plain;
  if (lines.length > limits.replyLines) return whole;
  // The elements are gone from the reply: what they hid is looked at once more as plain text.
  const reply = strip(classifyLines(toLines(strip(lines))));
  return reply.length < join(lines).length || plain === '' ? reply : whole;
}

function strip(lines: readonly Line[]): string {
  let reply = join(lines);
  let current = lines;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = join(stripLines(current));
    if (next === '' || next === reply) break;
    reply = next;
    current = classifyLines(toLines(next));
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
