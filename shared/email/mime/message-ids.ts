import { limits } from '../limits.ts';

/**
 * The canonical form of one Message-ID, for comparing: without `<>` and folding white space, the domain in
 * lower case (its left side is case-sensitive, RFC 5322, 3.6.4). Null when nothing is left.
 */
export function normaliseMessageId(raw: string): string | null {
  const inner = /<([^<>]*)>/.exec(raw)?.[1] ?? raw;
  const id = inner.replace(/[\s<>"]+/g, '').slice(0, 1_000);
  const at = id.lastIndexOf('@');
  const normal = at === -1 ? id : id.slice(0, at) + id.slice(at).toLowerCase();
  return normal === '' ? null : normal;
}

/** The ids in `References` or `In-Reply-To`, in order and without doubles; phrases between them are ignored. */
export function parseMessageIds(raw: string): string[] {
  const text = raw.replaceAll('\n', '');
  const bracketed = text.match(/<[^<>]*>/g);
  const tokens = bracketed ?? text.split(/[\s,]+/).filter((token) => token.includes('@'));
  const ids = tokens.map(cleanId).filter((id) => id !== '');
  // A thread's first message and its latest ones identify it: the middle of an endless list may go.
  const kept =
    ids.length > limits.messageIds ? [...ids.slice(0, 1), ...ids.slice(1 - limits.messageIds)] : ids;
  return [...new Set(kept)];
}

/** Without `<>` and the white space that folding left inside; otherwise as the sender wrote it. */
export function cleanId(raw: string): string {
  return raw.replace(/[\s<>]+/g, '').slice(0, 1_000);
}

/**
 * SES's own id in a wire Message-ID (`<id@REGION.amazonses.com>`, `<id@email.amazonses.com>`), or null.
 * A reply or bounce names our mail by it, because SES replaces the Message-ID that we sent.
 */
export function sesIdOf(messageId: string): string | null {
  const normal = normaliseMessageId(messageId);
  return /^([^@]+)@(?:[a-z0-9-]+\.)?amazonses\.com$/.exec(normal ?? '')?.[1] ?? null;
}
