import { limits } from '../limits.ts';

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)/g;
/** Elements that close by themselves: a thousand of them in a row is a long mail, not a deep one. */
const SELF_CLOSING = new Set([
  'area',
  'base',
  'basefont',
  'br',
  'col',
  'dd',
  'dt',
  'embed',
  'hr',
  'img',
  'input',
  'li',
  'link',
  'meta',
  'o',
  'option',
  'p',
  'param',
  'source',
  'tbody',
  'td',
  'th',
  'tr',
  'track',
  'wbr',
]);

/**
 * Whether a document is made to wear a parser out: more tags than any mail has, or elements left open so
 * deep that the search for the one to close would no longer be linear in the input (htmlparser2 looks through
 * its whole stack for each closing tag).
 */
export function wearsParsersOut(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    if (++tags > limits.htmlTags) return true;
  }
  let depth = 0;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    if (SELF_CLOSING.has((tag[2] ?? '').toLowerCase())) continue;
    depth = Math.max(0, depth + (tag[1] === '/' ? -1 : 1));
    if (depth > limits.htmlDepth) return true;
  }
  return false;
}

/** What is left of HTML without its tags: for input that no parser should see. */
export function stripTags(html: string): string {
  return html
    .slice(0, limits.textChars)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
}
