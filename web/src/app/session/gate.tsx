import { lazy, Suspense, startTransition, useEffect, useState } from 'react';
import { type Config, loadConfig } from '../config.ts';
import { type Language, useText } from '../i18n/i18n.tsx';
import type { Session } from './session.ts';
import { Splash } from './splash.tsx';

// Begun at once: nearly every visit ends there, and the sign-in takes as long as the download.
const signedIn = import('../signed-in.tsx');
const SignedIn = lazy(async () => ({ default: (await signedIn).SignedIn }));
const SignInPage = lazy(async () => ({
  default: (await import('../../features/signin/sign-in-page.tsx')).SignInPage,
}));
const ClosureLinkPage = lazy(async () => ({
  default: (await import('../../features/closing/closure-link-page.tsx')).ClosureLinkPage,
}));
const SatisfactionLinkPage = lazy(async () => ({
  default: (await import('../../features/satisfaction/satisfaction-link-page.tsx')).SatisfactionLinkPage,
}));
const EscalationLinkPage = lazy(async () => ({
  default: (await import('../../features/escalation/escalation-link-page.tsx')).EscalationLinkPage,
}));
const PageLinkPage = lazy(async () => ({
  default: (await import('../../features/critical/page-link-page.tsx')).PageLinkPage,
}));

type State =
  | { readonly at: 'starting' }
  | { readonly at: 'misconfigured' }
  | { readonly at: 'out'; readonly config: Config; readonly ended: boolean }
  | { readonly at: 'in'; readonly config: Config; readonly session: Session };

/** Pages behind signed links: whoever holds the link needs no sign-in. */
const linkPages = [
  { path: /^\/closures\/([^/]+)$/, Page: ClosureLinkPage },
  { path: /^\/satisfaction\/([^/]+)$/, Page: SatisfactionLinkPage },
  { path: /^\/escalations\/([^/]+)$/, Page: EscalationLinkPage },
  { path: /^\/pages\/([^/]+)$/, Page: PageLinkPage },
];

function linkPage() {
  for (const { path, Page } of linkPages) {
    const token = path.exec(location.pathname)?.[1];
    if (token !== undefined) return { token, Page };
  }
  return null;
}

/** Decides what a visitor sees: a signed link's page, the sign-in, or the dashboard. */
export function Gate({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { signIn } = useText();
  const [state, setState] = useState<State>({ at: 'starting' });
  // As a transition, what is shown stays until the next page has come, and that one is shown at once.
  const turn = (next: State): void => startTransition(() => setState(next));
  useEffect(() => void beginning.then((begun) => startTransition(() => setState(begun))), []);

  return (
    <Suspense fallback={<Splash>{signIn.opening}</Splash>}>
      <Place state={state} onLanguage={onLanguage} onTurn={turn} />
    </Suspense>
  );
}

interface PlaceProps {
  readonly state: State;
  readonly onLanguage: (language: Language) => void;
  readonly onTurn: (state: State) => void;
}

function Place({ state, onLanguage, onTurn }: PlaceProps) {
  const { signIn } = useText();
  if (state.at === 'starting') return <Splash>{signIn.opening}</Splash>;
  if (state.at === 'misconfigured') return <Splash>{signIn.misconfigured}</Splash>;
  const { config } = state;
  const link = linkPage();
  if (link !== null)
    return <link.Page token={link.token} apiUrl={config.apiUrl ?? ''} onLanguage={onLanguage} />;
  if (state.at === 'in') {
    const onEnd = (): void => onTurn({ at: 'out', config, ended: true });
    return <SignedIn config={config} session={state.session} onLanguage={onLanguage} onEnd={onEnd} />;
  }
  const onSession = (session: Session): void => onTurn({ at: 'in', config, session });
  return <SignInPage config={config} ended={state.ended} onSession={onSession} />;
}

/** Once a page load, however often React mounts: an authorization code is good for one exchange. */
const beginning: Promise<State> = begin().catch(() => ({ at: 'misconfigured' }));

async function begin(): Promise<State> {
  const config = await loadConfig();
  const session = await (await signInOf(config)).resume();
  return session === null ? { at: 'out', config, ended: false } : { at: 'in', config, session };
}

async function signInOf(config: Config) {
  if (config.local === true) return (await import('./local.ts')).localSignIn(config.apiUrl ?? '');
  return (await import('./cognito.ts')).cognitoSignIn(config);
}
