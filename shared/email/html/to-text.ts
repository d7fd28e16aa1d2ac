import { Parser } from 'htmlparser2';
import { limits } from '../limits.ts';
import { stripTags, wearsParsersOut } from './depth.ts';

const HIDDEN = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'object',
  'svg',
  'noscript',
  'select',
  'iframe',
]);
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'header',
  'hr',
  'html',
  'li',
  'main',
  'nav',
  'ol',
  'pre',
  'section',
  'table',
  'tbody',
  'thead',
  'tfoot',
  'tr',
  'ul',
]);
/** Blocks with an empty line around them. */
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'ul', 'ol', 'dl', 'table']);

/** Hooks for a reader that must know where an element starts in the text (see the visible reply). */
export interface HtmlListener {
  /** Called before the element's text; a returned string is written there on a line of its own. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => string | null;
  readonly close?: (name: string) => string | null;
}

/**
 * Renders HTML as text a person can read: blocks on lines of their own, lists with dashes, table cells
 * apart, entities decoded, links as their text. One pass, no tree, so that depth costs nothing.
 */
export function htmlToText(html: string, listener: HtmlListener = {}): string {
  if (wearsParsersOut(html)) return stripTags(html);
  const out = new Lines();
  let hidden = 0;
  let preformatted = 0;
  const hiddenStack: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (hidden > 0 || HIDDEN.has(name) || isUnseen(name, attributes)) {
          // Elements of the same name inside one that is not shown close before it does.
          if (hidden === 0 || HIDDEN.has(name) || name === hiddenStack.at(-1)) {
            hidden++;
            hiddenStack.push(name);
          }
          return;
        }
        const mark = listener.open?.(name, attributes) ?? null;
        if (mark !== null) out.mark(mark);
        if (name === 'br') out.lineBreak();
        else if (PARAGRAPHS.has(name)) out.paragraph();
        else if (BLOCKS.has(name)) out.block();
        if (name === 'pre') preformatted++;
        if (name === 'li') out.text('- ');
        if ((name === 'td' || name === 'th') && !out.atLineStart) out.text(' ');
      },
      ontext(text) {
        if (hidden > 0) return;
        if (preformatted > 0) out.preformatted(text);
        else out.text(text);
      },
      onclosetag(name) {
        if (hidden > 0) {
          if (hiddenStack.at(-1) === name) {
            hiddenStack.pop();
            hidden--;
          }
          return;
        }
        if (PARAGRAPHS.has(name)) out.paragraph();
        else if (BLOCKS.has(name)) out.block();
        if (name === 'pre') preformatted--;
        const mark = listener.close?.(name) ?? null;
        if (mark !== null) out.mark(mark);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(html.slice(0, limits.textChars));
  parser.end();
  return out.toString();
}

/** Text that no reader sees, such as the preheader of a newsletter: the whole of a mail is not taken for it. */
function isUnseen(name: string, attributes: Readonly<Record<string, string>>): boolean {
  return (
    name !== 'html' && name !== 'body' && /(?:^|[;\s])display\s?:\s?none\b/i.test(attributes.style ?? '')
  );
}

/** Collects text with HTML's white space rules: runs collapse, blocks break lines, breaks do not pile up. */
class Lines {
  readonly #pieces: string[] = [];
  #line = '';
  #pendingSpace = false;
  #emptyLines = 2;
  #wantsEmptyLine = false;

  get atLineStart(): boolean {
    return this.#line === '';
  }

  text(text: string): void {
    const collapsed = text.replace(/[ \t\r\n\f]+/g, ' ');
    if (collapsed === ' ') {
      this.#pendingSpace ||= this.#line !== '';
      return;
    }
    // Only ordinary spaces collapse: a no-break space is text.
    const body = collapsed.replace(/^ | $/g, '');
    if (body === '') return;
    this.#begin();
    const space = this.#pendingSpace || (collapsed.startsWith(' ') && this.#line !== '');
    this.#line += (space && !this.#line.endsWith(' ') ? ' ' : '') + body;
    this.#pendingSpace = collapsed.endsWith(' ');
  }

  preformatted(text: string): void {
    const [first = '', ...rest] = text.split(/\r?\n/);
    this.#begin();
    this.#line += first;
    for (const line of rest) {
      this.lineBreak();
      this.#line = line;
    }
  }

  lineBreak(): void {
    this.#push(this.#line.trimEnd());
    this.#line = '';
    this.#pendingSpace = false;
  }

  block(): void {
    if (this.#line !== '') this.lineBreak();
    this.#pendingSpace = false;
  }

  paragraph(): void {
    this.block();
    this.#wantsEmptyLine = true;
  }

  mark(mark: string): void {
    this.block();
    this.#push(mark);
  }

  toString(): string {
    if (this.#line !== '') this.lineBreak();
    return this.#pieces.join('\n').trim();
  }

  #begin(): void {
    if (!this.#wantsEmptyLine) return;
    this.#wantsEmptyLine = false;
    if (this.#emptyLines === 0) this.#push('');
  }

  #push(line: string): void {
    if (line.trim() === '') {
      this.#wantsEmptyLine = false;
      if (this.#emptyLines++ >= 2) return;
    } else this.#emptyLines = 0;
    this.#pieces.push(line);
  }
}
