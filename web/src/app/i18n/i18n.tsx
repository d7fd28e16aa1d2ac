import { createContext, type ReactNode, use, useContext } from 'react';
import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import type { Messages } from './en/index.ts';

export type { Language, Messages };

/** One chunk a language; the reader of one never downloads the other. */
const load: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en/index.ts')).messages,
  es: async () => (await import('./es/index.ts')).messages,
};
const loading = new Map<Language, Promise<Messages>>();
const loaded = new Map<Language, Messages>();

/** Loads a language, so that changing to it draws at once. */
export function loadMessages(language: Language): Promise<Messages> {
  const begun =
    loading.get(language) ??
    load[language]().then((messages) => {
      loaded.set(language, messages);
      return messages;
    });
  loading.set(language, begun);
  return begun;
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
  const t = loaded.get(language) ?? use(loadMessages(language));
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
