import { useEffect, useMemo, useState } from 'react';
import type { Language } from '../../../shared/contracts/vocabulary.ts';
import { type Call, createClient } from './client.ts';
import { SignedOut } from './errors.ts';
import type { Answer, CallOptions } from './operations.ts';

/** What a page behind a signed link is given. */
export interface LinkPageProps {
  readonly token: string;
  readonly apiUrl: string;
  readonly onLanguage: (language: Language) => void;
}

interface Link<Found> {
  /** Calls the API as whoever holds the link: nobody is signed in. */
  readonly call: Call;
  /** What the link is about; null until it is known, or when nobody signed it. */
  readonly found: Found | null;
  readonly setFound: (found: Found) => void;
  readonly error: Error | null;
  readonly setError: (error: Error | null) => void;
}

/** Reads what a signed link is about, and turns the page to the language of whom it was made for. Reading decides nothing. */
export function useLink<
  const Id extends 'readByLink' | 'readPage' | 'readSatisfactionLink' | 'readEscalationLink',
>(id: Id, { token, apiUrl, onLanguage }: LinkPageProps): Link<Answer<Id>> {
  const call = useMemo(
    () => createClient({ apiUrl, token: () => Promise.reject(new SignedOut()) }),
    [apiUrl],
  );
  const [found, setFound] = useState<Answer<Id> | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    call(id, { path: { token } } as unknown as CallOptions<Id>).then((answer) => {
      setFound(answer);
      onLanguage(answer.language === 'es' ? 'es' : 'en');
    }, setError);
  }, [call, id, token, onLanguage]);
  return { call, found, setFound, error, setError };
}
