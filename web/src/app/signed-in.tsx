import { QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { createClient } from '../api/client.ts';
import { ApiProblem, SignedOut } from '../api/errors.ts';
import { Loaded } from '../ui/states.tsx';
import { Toaster } from '../ui/toaster.tsx';
import { compareDeskTime, setDeskTime } from './clock.ts';
import type { Config } from './config.ts';
import { forgetAllDrafts, forgetOldDrafts } from './drafts.ts';
import { type Language, loadMessages } from './i18n/i18n.tsx';
import { type Me, PersonContext } from './person.tsx';
import { createAppRouter } from './router.tsx';
import type { Session } from './session/session.ts';

interface SignedInProps {
  readonly config: Config;
  readonly session: Session;
  readonly onLanguage: (language: Language) => void;
  readonly onEnd: () => void;
}

/** The dashboard of a signed-in person. */
export function SignedIn({ config, session, onLanguage, onEnd }: SignedInProps) {
  const apiUrl = config.apiUrl ?? '';
  const isLocal = config.local === true;
  const call = useMemo(
    () => createClient({ apiUrl, token: session.token, ...(isLocal ? {} : { onDate: compareDeskTime }) }),
    [apiUrl, session, isLocal],
  );
  const signOut = useCallback(() => void forgetAllDrafts().then(session.signOut), [session]);
  useEffect(() => void forgetOldDrafts(), []);
  // One for the whole visit: a second one would not know of the queries that the page already watches.
  const [queries] = useState(() => createQueries(onEnd));
  return (
    <QueryClientProvider client={queries}>
      {isLocal && <FollowLocalClock apiUrl={apiUrl} />}
      <Known call={call} signOut={signOut} onLanguage={onLanguage} />
      <Toaster />
    </QueryClientProvider>
  );
}

function createQueries(onEnd: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof SignedOut) onEnd();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        // The API's own refusals do not change by asking again.
        retry: (count, error) => count < 2 && !(error instanceof ApiProblem) && !(error instanceof SignedOut),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

type KnownProps = Pick<SignedInProps, 'onLanguage'> & {
  readonly call: ReturnType<typeof createClient>;
  readonly signOut: () => void;
};

/** Learns who has signed in, and in which language they read, then opens the pages that this person has. */
function Known({ call, signOut, onLanguage }: KnownProps) {
  const [{ router, opened }] = useState(openRouter);
  const query = useQuery({
    queryKey: ['me', {}],
    queryFn: async ({ signal }) => {
      const me = await call('me', { signal });
      await Promise.all([loadMessages(me.language), opened]);
      return me;
    },
    refetchInterval: 300_000,
    staleTime: 60_000,
  });
  const language = query.data?.language;
  useLayoutEffect(() => {
    if (language !== undefined) onLanguage(language);
  }, [language, onLanguage]);
  if (query.data === undefined) {
    return (
      <main>
        <Loaded page query={query}>
          {() => null}
        </Loaded>
      </main>
    );
  }
  return <Pages me={query.data} call={call} signOut={signOut} router={router} />;
}

/** The page asked for is fetched while the API says who asks. */
function openRouter() {
  const router = createAppRouter();
  return { router, opened: router.load() };
}

type PagesProps = Pick<KnownProps, 'call' | 'signOut'> & {
  readonly me: Me;
  readonly router: ReturnType<typeof createAppRouter>;
};

function Pages({ me, call, signOut, router }: PagesProps) {
  const person = useMemo(() => ({ me, call, signOut }), [me, call, signOut]);
  return (
    <PersonContext value={person}>
      <RouterProvider router={router} />
    </PersonContext>
  );
}

/** The local cloud's clock can be moved and run faster, so the page asks it each second. */
function FollowLocalClock({ apiUrl }: { readonly apiUrl: string }) {
  const { data } = useQuery({
    queryKey: ['local clock'],
    queryFn: async () => ((await (await fetch(`${apiUrl}/_local/clock`)).json()) as { now: string }).now,
    refetchInterval: 1_000,
    staleTime: 0,
  });
  useEffect(() => {
    if (data !== undefined) setDeskTime(Date.parse(data));
  }, [data]);
  return null;
}
