import { headerText } from './header-view.ts';
import { visibleReply } from './reply/visible-reply.ts';
import type { ParsedMessage } from './types.ts';

export type Language = 'es' | 'en';

/** Words that are frequent in one language and absent from the other. */
const SPANISH = words(
  'el la los las un una de del al que y en por para con su se es son está están como pero más este esta nos le lo hola gracias saludos desde cuando porque correo tenemos necesito puede favor buenos días estimado estimados atentamente también',
);
const ENGLISH = words(
  'the a an of to and in on for with is are was were it this that we you your our have has from but not can could please hello hi thanks regards when because mail need dear sincerely would should',
);
const MAX_WORDS = 500;
/** Fewer known words than this may stand in any language: "No, DNS 8.8.8.8" says nothing. */
const ENOUGH = 3;

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/**
 * A hint at the language to answer a stranger in, or null when nothing tells. The text is asked first;
 * `Content-Language` and `Accept-Language` are what a program was set to, not always what its owner writes.
 */
export function guessLanguage(message: ParsedMessage): Language | null {
  return languageOfText(`${message.subject}\n${visibleReply(message)}`) ?? languageOfHeaders(message);
}

function languageOfText(text: string): Language | null {
  const tokens =
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(/[\p{L}]+/gu)
      ?.slice(0, MAX_WORDS) ?? [];
  const spanish = tokens.filter((token) => SPANISH.has(token)).length;
  const english = tokens.filter((token) => ENGLISH.has(token)).length;
  if (Math.max(spanish, english) < ENOUGH || spanish === english) return null;
  return spanish > english ? 'es' : 'en';
}

function languageOfHeaders(message: ParsedMessage): Language | null {
  for (const name of ['content-language', 'accept-language', 'x-accept-language']) {
    const first = headerText(message, name)
      .split(/[,;]/)
      .map((tag) => tag.trim().slice(0, 2))
      .find((tag) => tag === 'es' || tag === 'en');
    if (first === 'es' || first === 'en') return first;
  }
  return null;
}
