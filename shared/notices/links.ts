/** A piece of text, and the address to link it to if it is one. */
export interface Piece {
  readonly text: string;
  readonly url: string | null;
}

/** Splits a text at its http(s) addresses; the pieces joined are the text again. */
export function splitAtLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"]+/gi)) {
    const address = withoutTrailingPunctuation(match[0]);
    const url = safeUrl(address);
    if (url === null) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), url: null });
    pieces.push({ text: address, url });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), url: null });
  return pieces;
}

/** The address if a click on it only opens a page; null for `javascript:` and whatever is no address. */
export function safeUrl(address: string): string | null {
  if (!/^https?:\/\/[^\s<>"]+$/i.test(address)) return null;
  return URL.canParse(address) ? address : null;
}

/** The full stop of the sentence is not part of the address; a bracket is, if the address opened one. */
function withoutTrailingPunctuation(address: string): string {
  const trailing = address.includes('(') ? /[.,;:!?'’”»\]}*]/ : /[.,;:!?'’”»\]}*)]/;
  let end = address.length;
  while (end > 0 && trailing.test(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}
