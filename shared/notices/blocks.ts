/**
 * What a mail says, before it is text or HTML: both parts are rendered from the same blocks, so that
 * they can never say different things. Every text in a block is plain; the renderers escape.
 */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** Line breaks are kept and http(s) addresses become links. */
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Somebody's own words. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A whole mail: its blocks, and the small print under them. */
export interface Letter {
  /** BCP 47, for screen readers and hyphenation. */
  readonly language: string;
  /** Names the HTML document; mail programs show the subject instead. */
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly footer: readonly string[];
}

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const quote = (text: string): Block => ({ kind: 'quote', text });
export const facts = (...rows: readonly Fact[]): Block => ({ kind: 'facts', facts: rows });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const link = (label: string, url: string): Block => ({ kind: 'link', label, url });
