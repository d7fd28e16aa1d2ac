import { createContext, type ReactNode, use, useContext } from 'react';
import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import type { Messages } from './en/index.ts';

export type { Language, Messages };

/** One chunk a language; the reader of one never downloads the other. */
const load: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en/index.ts')).messages,
  es: async () => (await import('./es/index.ts')).messages,
};
const loaded = new Map<Language, Promise<Messages>>();

function messagesIn(language: Language): Promise<Messages> {
  const known = loaded.get(language) ?? load[language]();
  loaded.set(language, known);
  return known;
}

interface Reading {
  readonly t: Messages;
  readonly language: Language;
}
const ReadingContext = createContext<Reading | null>(null);

/** Gives everything inside the catalogue of a language; suspends while it loads. */
export function Reading({
  language,
  children,
}: {
  readonly language: Language;
  readonly children: ReactNode;
}) {
  const t = use(messagesIn(language));
  return <ReadingContext value={{ t, language }}>{children}</ReadingContext>;
}

function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (reading === null) throw new Error('Wrap the app in <Reading>.');
  return reading;
}

/** Every word that people see. */
export function useText(): Messages {
  return useReading().t;
}

export function useLanguage(): Language {
  return useReading().language;
}

/** The language to begin with, before the desk has said which one the reader prefers. */
export function browserLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en';
}
