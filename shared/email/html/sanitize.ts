import sanitize from 'sanitize-html';
import { limits } from '../limits.ts';
import { stripTags, wearsParsersOut } from './depth.ts';

export interface SanitizeOptions {
  /** `blocked` keeps the reader unknown to the sender: nothing is fetched when the mail is shown. */
  readonly remoteContent: 'blocked' | 'allowed';
  /** The address of an inline image by its Content-ID (without `<>`), or null when there is no such part. */
  readonly inlineUrl?: (contentId: string) => string | null;
}

const TAGS = [
  'a',
  'abbr',
  'address',
  'b',
  'bdi',
  'bdo',
  'big',
  'blockquote',
  'br',
  'caption',
  'center',
  'cite',
  'code',
  'col',
  'colgroup',
  'dd',
  'del',
  'dfn',
  'div',
  'dl',
  'dt',
  'em',
  'figcaption',
  'figure',
  'font',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'i',
  'img',
  'ins',
  'kbd',
  'li',
  'mark',
  'ol',
  'p',
  'pre',
  'q',
  's',
  'samp',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'tt',
  'u',
  'ul',
  'var',
  'wbr',
];
const LENGTH = /^-?\d{1,4}(?:\.\d{1,3})?(?:px|pt|em|rem|ex|ch|%|cm|mm|in)?$/;
const LENGTHS = /^(?:-?\d{1,4}(?:\.\d{1,3})?(?:px|pt|em|rem|ex|%|cm|mm|in)?\s?|auto\s?){1,4}$/;
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,30}|(?:rgb|hsl)a?\([\d\s.,%/]{1,60}\))$/i;
const WORDS = /^[\w\s'",-]{1,200}$/;
const BORDER = /^[\w\s#.,()%-]{1,80}$/;
/** No `url()`, no `position`, nothing that fetches, covers the page or moves: only how text and tables look. */
const STYLES = {
  color: [COLOUR],
  'background-color': [COLOUR],
  background: [COLOUR],
  'font-family': [WORDS],
  'font-size': [LENGTH, /^[a-z-]{2,10}$/],
  'font-style': [WORDS],
  'font-weight': [WORDS],
  'line-height': [LENGTH],
  'letter-spacing': [LENGTH],
  'text-align': [WORDS],
  'text-decoration': [WORDS],
  'text-transform': [WORDS],
  'vertical-align': [LENGTH, WORDS],
  'white-space': [WORDS],
  'list-style-type': [WORDS],
  width: [LENGTH],
  'max-width': [LENGTH],
  height: [LENGTH],
  margin: [LENGTHS],
  'margin-top': [LENGTH],
  'margin-right': [LENGTH],
  'margin-bottom': [LENGTH],
  'margin-left': [LENGTH],
  padding: [LENGTHS],
  'padding-top': [LENGTH],
  'padding-right': [LENGTH],
  'padding-bottom': [LENGTH],
  'padding-left': [LENGTH],
  border: [BORDER],
  'border-top': [BORDER],
  'border-right': [BORDER],
  'border-bottom': [BORDER],
  'border-left': [BORDER],
  'border-collapse': [WORDS],
  'border-spacing': [LENGTHS],
};
const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp|bmp);base64,[a-z0-9+/=\s]+$/i;

/**
 * The HTML of a mail as it may stand in our page: an allow-list of tags, attributes and styles, links that
 * open apart and tell nothing, images only from the message itself unless remote content is allowed.
 * Scripts, forms, frames, style sheets, ids and classes never pass. Never throws; a document nested past any
 * sense comes back as its text.
 */
export function sanitizeHtml(
  html: string,
  { remoteContent, inlineUrl = () => null }: SanitizeOptions,
): string {
  const source = html.slice(0, limits.textChars);
  if (wearsParsersOut(source)) return `<pre>${escapeText(stripTags(source))}</pre>`;
  return sanitize(source, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'title', 'align', 'valign'],
      a: ['href', 'rel', 'target'],
      img: ['src', 'alt', 'width', 'height'],
      font: ['color', 'face', 'size'],
      table: ['width', 'border', 'cellpadding', 'cellspacing', 'bgcolor'],
      td: ['width', 'height', 'colspan', 'rowspan', 'bgcolor'],
      th: ['width', 'height', 'colspan', 'rowspan', 'bgcolor'],
      tr: ['bgcolor'],
      ol: ['start', 'type'],
    },
    allowedStyles: { '*': STYLES },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template', 'xmp'],
    transformTags: {
      a: (_, attributes) => ({ tagName: 'a', attribs: linkAttributes(attributes) }),
      img: (_, attributes) => ({
        tagName: 'img',
        attribs: imageAttributes(attributes, { remoteContent, inlineUrl }),
      }),
    },
  });
}

type Attributes = Readonly<Record<string, string>>;

function linkAttributes(attributes: Attributes): Record<string, string> {
  return { ...attributes, target: '_blank', rel: 'noopener noreferrer nofollow' };
}

function imageAttributes(attributes: Attributes, options: Required<SanitizeOptions>): Record<string, string> {
  const { src, ...rest } = attributes;
  const url = imageUrl((src ?? '').trim(), options);
  return url === null ? rest : { ...rest, src: url };
}

function imageUrl(src: string, { remoteContent, inlineUrl }: Required<SanitizeOptions>): string | null {
  if (/^cid:/i.test(src)) return inlineUrl(decodedId(src.slice(4)));
  if (DATA_IMAGE.test(src)) return src;
  return remoteContent === 'allowed' && /^https?:\/\//i.test(src) ? src : null;
}

/** RFC 2392: the id in a `cid:` URL is percent-encoded. */
function decodedId(id: string): string {
  try {
    return decodeURIComponent(id).replace(/^<|>$/g, '');
  } catch {
    return id;
  }
}

/** Whether showing the HTML with remote content allowed would fetch anything: there is something to ask for. */
export function hasRemoteContent(html: string): boolean {
  return /<img\b[^<>]{0,2000}\bsrc\s{0,5}=\s{0,5}["']?\s{0,5}https?:/i.test(html.slice(0, limits.textChars));
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
