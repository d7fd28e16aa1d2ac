import type { Language } from '../domain/case/vocabulary.ts';

/** The sentences that a closure proposal asks for; `readsAsAgreement` understands each. */
export const agreementPhrases: Record<Language, { readonly agree: string; readonly decline: string }> = {
  es: { agree: 'Estoy de acuerdo con cerrar', decline: 'No estoy de acuerdo' },
  en: { agree: 'I agree to close', decline: 'I do not agree' },
};

const charactersRead = 20_000;
const lineLength = 300;

const aCase = {
  es: '(?: (?:el|este|del|de este|mi|nuestro) (?:caso|ticket))?',
  en: '(?: (?:of )?(?:the|this|my|our) (?:case|ticket|issue))?',
};
const closing = {
  es: `(?:con|en) (?:cerrarlo|(?:cerrar|el cierre|que se cierre)${aCase.es})`,
  en: `(?:to|with) (?:(?:close|closing) it|(?:close|closing|(?:the )?closure)${aCase.en})`,
};
const number = '(?: (?:numero |number )?\\d{4} ?\\d{4})?';
const agrees = new RegExp(
  `^(?:(?:si )?(?:yo )?(?:estoy|estamos) de acuerdo ${closing.es}|(?:yes )?(?:i|we) agree ${closing.en})${number}$`,
);
const declines = new RegExp(
  `^(?:(?:yo )?no (?:estoy|estamos) de acuerdo(?: ${closing.es})?${number}(?: (?:porque|ya que) .*)?|` +
    `(?:i|we) (?:do not|dont) agree(?: ${closing.en})?${number}(?: because .*)?)$`,
);
/** Says nothing about closing, and takes nothing back: may stand before or after the sentence. */
const courtesies = new Set(
  [
    [
      'si',
      'perfecto',
      'gracias',
      'muchas gracias',
      'saludos',
      'un saludo',
      'buenas',
      'buenos dias',
      'buenas tardes',
    ],
    [
      'yes',
      'perfect',
      'thanks',
      'thank you',
      'thank you very much',
      'many thanks',
      'regards',
      'kind regards',
    ],
  ].flat(),
);
const greeting = /^(?:hola|buenos dias|buenas tardes|estimad[oa]s?|hi|hello|dear)(?: \p{L}+){0,2}$/u;
/** Words that put a condition on what was said, or take it back. `sí` is a yes, `si` is an if. */
const hedge = new RegExp(
  `(?<![\\p{L}])(?:${[
    'pero|solo|sólo|si|cuando|salvo|siempre que|excepto|aunque|después|despues|hasta|una vez|a menos|mientras|antes|sin embargo',
    'but|only|if|when|unless|until|except|although|though|after|once|provided|however|before|not yet|assuming|as long as|as soon as',
  ].join('|')})(?![\\p{L}])`,
  'iu',
);

/**
 * Whether a reply to a closure proposal says in so many words that the case may be closed, or that it may
 * not. Counts only a sentence that stands alone: on its line, not quoted, not a question, not carried
 * over from the line before, and nothing in the reply that puts a condition on it. Thanks and "ok" are no
 * agreement. Null leaves the reply to a person, which is always safe.
 */
export function readsAsAgreement(replyText: string): 'agrees' | 'declines' | null {
  const lines = ownLines(replyText);
  const standing = lines.filter((_, index) => standsAlone(lines, index));
  const agreeing = standing.filter((line) => agrees.test(statement(line)?.whole ?? ''));
  const declining = standing.filter(
    (line) => declines.test(statement(line)?.first ?? '') && !hedge.test(line),
  );
  if (declining.length > 0) return agreeing.length > 0 ? null : 'declines';
  if (agreeing.length === 0) return null;
  const rest = lines.filter((line) => !agreeing.includes(line));
  return rest.some((line) => hedge.test(line)) ? null : 'agrees';
}

/** The lines that the sender wrote: a quoted one is a blank, and the signature ends them. */
function ownLines(text: string): string[] {
  const lines = text
    .slice(0, charactersRead)
    .split(/\r\n?|\n/)
    .map((line) => line.trim());
  const signature = lines.indexOf('--');
  return (signature === -1 ? lines : lines.slice(0, signature)).map((line) =>
    /^[>|]/.test(line) ? '' : line,
  );
}

/** A whole sentence on its line: mail programs wrap, and half a sentence may say the opposite. */
function standsAlone(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  const before = lines[index - 1] ?? '';
  const after = lines[index + 1] ?? '';
  if (line === '' || line.length > lineLength || /[?¿]/.test(line)) return false;
  const begins = before === '' || /[.!]$/.test(before) || pieces(before).every(isCourtesy);
  const ends = after === '' || /[.!]$/.test(line) || !/^\p{Ll}/u.test(after);
  return begins && ends;
}

/** What a line states once its greetings and thanks are off: how it begins, and all of it. */
function statement(line: string): { first: string; whole: string } | null {
  const stated = pieces(line).filter((piece) => !isCourtesy(piece));
  const first = stated.find((piece) => piece !== 'no');
  return first === undefined ? null : { first, whole: stated.join(' / ') };
}

function isCourtesy(piece: string): boolean {
  return courtesies.has(piece) || (greeting.test(piece) && !hedge.test(piece));
}

/** The parts between punctuation marks, without case, accents, quotation marks and apostrophes. */
function pieces(line: string): string[] {
  return line
    .split(/[.,;:!¡–—]+/)
    .map((piece) =>
      piece
        .normalize('NFD')
        .toLowerCase()
        .replace(/[\p{M}'’]+/gu, '')
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    )
    .filter((piece) => piece !== '');
}
