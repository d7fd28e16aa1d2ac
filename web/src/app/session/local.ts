import { SignedOut, Unreachable } from '../../api/errors.ts';
import type { Session, SignIn } from './session.ts';

const personKey = 'guardia.person';

/** The local cloud's sign-in: a name is enough. The name, never the token, survives a reload. */
export function localSignIn(apiUrl: string): SignIn & { readonly as: (address: string) => Promise<Session> } {
  const as = async (address: string): Promise<Session> => {
    let token = await issue(apiUrl, address);
    sessionStorage.setItem(personKey, address);
    return {
      token: async ({ renew } = { renew: false }) => {
        if (renew) token = await issue(apiUrl, address);
        return token;
      },
      signOut: () => {
        sessionStorage.removeItem(personKey);
        location.assign('/');
      },
    };
  };
  return {
    as,
    resume: async () => {
      const address = sessionStorage.getItem(personKey);
      return address === null ? null : await as(address).catch(() => null);
    },
  };
}

/** @throws SignedOut when the desk does not know the address */
async function issue(apiUrl: string, user: string): Promise<string> {
  const response = await fetch(`${apiUrl}/_local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  }).catch((cause: unknown) => {
    throw new Unreachable(cause);
  });
  if (!response.ok) throw new SignedOut();
  return ((await response.json()) as { token: string }).token;
}
