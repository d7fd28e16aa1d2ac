import { createContext, useContext } from 'react';
import type { Call } from '../api/client.ts';
import type { Answer } from '../api/operations.ts';
import { useMinute } from './clock.ts';
import { useLanguage, useText } from './i18n/i18n.tsx';
import { type Reader, sayClock, sayDay, sayExactly, sayInWords, sayTime } from './time.ts';

export type Me = Answer<'me'>;
export type Role = Me['roles'][number];

interface SignedIn {
  readonly me: Me;
  readonly call: Call;
  readonly signOut: () => void;
}

/** Who is signed in, and their way to the API. */
export const PersonContext = createContext<SignedIn | null>(null);

function usePerson(): SignedIn {
  const person = useContext(PersonContext);
  if (person === null) throw new Error('Nobody is signed in here.');
  return person;
}

export function useMe(): Me {
  return usePerson().me;
}

export function useCall(): Call {
  return usePerson().call;
}

export function useSignOut(): () => void {
  return usePerson().signOut;
}

/** Whether the reader belongs to the desk rather than to a customer. */
export function useIsDesk(): boolean {
  return useMe().accountId === null;
}

export function useHasRole(...roles: readonly Role[]): boolean {
  return useMe().roles.some((role) => roles.includes(role));
}

/** Times as this reader wants them: their zone, their language. */
export function useTimes() {
  const { time: words } = useText();
  const language = useLanguage();
  const { timeZone } = useMe();
  const minute = useMinute();
  const reader: Reader = { timeZone, language };
  return {
    timeZone,
    say: (instant: string | number) => sayTime(instant, minute, { reader, words }),
    /** The same inside a sentence, as in `by 09:40 today`. */
    by: (instant: string | number) => sayTime(instant, minute, { reader, words: words.by }),
    exactly: (instant: string | number) => words.inZone(sayExactly(instant, reader), timeZone),
    inWords: (instant: string | number) => sayInWords(instant, reader),
    day: (instant: string | number) => sayDay(instant, reader),
    clock: (instant: string | number) => sayClock(instant, reader),
  };
}
