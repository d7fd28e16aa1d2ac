import { SignedOut } from '../../api/errors.ts';
import { keepPending, type Session, type SignIn, takePending } from './session.ts';

export interface CognitoSettings {
  readonly cognitoDomain: string;
  readonly clientId: string;
}

interface Tokens {
  readonly access: string;
  /** Milliseconds since the epoch, a minute early: a token that expires on its way is refused. */
  readonly goodUntil: number;
  readonly refresh: string;
}

const homeUrl = (): string => `${location.origin}/`;

/**
 * Cognito's managed login with an authorization code and PKCE (RFC 7636). Tokens stay in memory; a reload
 * goes through Cognito again, whose own cookie answers without asking while it lasts.
 */
export function cognitoSignIn(settings: CognitoSettings): SignIn & { readonly start: () => Promise<void> } {
  return {
    start: () => goToLogin(settings),
    resume: async () => {
      const answer = new URLSearchParams(location.search);
      const code = answer.get('code');
      if (code === null) return null;
      const pending = takePending();
      if (pending === null || pending.state !== answer.get('state')) return null;
      const tokens = await exchange(settings, {
        grant_type: 'authorization_code',
        code,
        code_verifier: pending.verifier,
        redirect_uri: homeUrl(),
      });
      history.replaceState(null, '', pending.path);
      return sessionOf(settings, tokens);
    },
  };
}

async function goToLogin({ cognitoDomain, clientId }: CognitoSettings): Promise<void> {
  const verifier = randomText();
  const state = randomText();
  keepPending({ state, verifier, path: `${location.pathname}${location.search}${location.hash}` });
  const challenge = base64Url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: homeUrl(),
    scope: 'openid email profile',
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  location.assign(`${cognitoDomain}/oauth2/authorize?${query}`);
}

function sessionOf(settings: CognitoSettings, first: Tokens): Session {
  let tokens = first;
  let renewal: Promise<Tokens> | null = null;
  const renewed = (): Promise<Tokens> => {
    renewal ??= exchange(settings, { grant_type: 'refresh_token', refresh_token: tokens.refresh }).finally(
      () => {
        renewal = null;
      },
    );
    return renewal;
  };
  return {
    token: async ({ renew } = { renew: false }) => {
      if (renew || Date.now() >= tokens.goodUntil) tokens = { ...tokens, ...(await renewed()) };
      return tokens.access;
    },
    signOut: () => {
      const { cognitoDomain, clientId } = settings;
      const query = new URLSearchParams({ client_id: clientId, logout_uri: homeUrl() });
      location.assign(`${cognitoDomain}/logout?${query}`);
    },
  };
}

async function exchange(
  { cognitoDomain, clientId }: CognitoSettings,
  grant: Record<string, string>,
): Promise<Tokens> {
  const response = await fetch(`${cognitoDomain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, ...grant }),
  });
  if (!response.ok) throw new SignedOut();
  const { access_token, refresh_token, expires_in } = (await response.json()) as {
    access_token: string;
    refresh_token?: string;
    expires_in: number;
  };
  return {
    access: access_token,
    goodUntil: Date.now() + (expires_in - 60) * 1000,
    refresh: refresh_token ?? grant.refresh_token ?? '',
  };
}

function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)).buffer);
}

function base64Url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
