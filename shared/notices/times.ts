import type { Language } from '../domain/case/vocabulary.ts';

const locales: Record<Language, string> = { es: 'es', en: 'en-GB' };

/**
 * An instant as its reader says it, in their own zone: `martes 24 de noviembre, 09:40 (CET)`. Another
 * zone than IANA knows reads as UTC, and a text that is no instant stays as it is: a mail goes out.
 */
export function localTime(instant: string, language: Language, timeZone: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const parts = new Map(
    formatFor(language, timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const day = language === 'es' ? `${part('day')} de ${part('month')}` : `${part('day')} ${part('month')}`;
  return `${part('weekday')} ${day}, ${part('hour')}:${part('minute')} (${part('timeZoneName')})`;
}

/** A day as its reader says it, without the time: `1 de diciembre de 2026`. */
export const localDate = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));

/** Making one costs more than the rest of a mail's text: they are few, and kept. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const format = formats.get(key) ?? newFormat(language, timeZone);
  if (formats.size > 1_000) formats.clear();
  formats.set(key, format);
  return format;
}

function newFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  };
  try {
    return new Intl.DateTimeFormat(locales[language], { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat(locales[language], { ...options, timeZone: 'UTC' });
  }
}
