/** Left-to-right overrides and isolates: in a name or subject they only make one text look like another. */
const bidiControls = '\\u202a-\\u202e\\u2066-\\u2069';
const unprintable = new RegExp(`[\\p{Cc}\\u2028\\u2029${bidiControls}]+`, 'gu');

/**
 * A text that fits on one line of a mail: line breaks and control characters become a space, so that no
 * value can begin a header of its own. Cut to `limit` characters, never inside one.
 */
export function oneLine(text: string, limit: number): string {
  // A hostile megabyte is cut before it is searched; white space rarely fills three quarters of a line.
  const line = cut(text, 4 * limit)
    .toWellFormed()
    .replace(unprintable, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return truncate(line, limit);
}

/** A text with `\n` as its only line break and nothing in it that a mail cannot carry. */
export function manyLines(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]+/gu, '');
}

/** At most `limit` UTF-16 units; what was cut shows as `…`. */
function truncate(text: string, limit: number): string {
  return text.length <= limit ? text : `${cut(text, limit - 1).trimEnd()}…`;
}

/** The first `length` UTF-16 units, without half a character at the end. */
function cut(text: string, length: number): string {
  const kept = text.slice(0, length);
  return text.length > length && /[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept;
}
