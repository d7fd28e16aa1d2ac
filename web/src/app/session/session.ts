/** A signed-in person's token source. Tokens live in this module's closures and nowhere else. */
export interface Session {
  /** A valid access token, renewed without asking. @throws SignedOut */
  readonly token: (options?: { readonly renew: boolean }) => Promise<string>;
  readonly signOut: () => void;
}

/** How a deployment signs people in. */
export interface SignIn {
  /** The session to go on with, if there is one: after a redirect back, or a reload. */
  readonly resume: () => Promise<Session | null>;
}

const pendingKey = 'guardia.sign-in';

/** What must survive the way to the sign-in page and back; holds no token. */
export interface Pending {
  readonly state: string;
  readonly verifier: string;
  /** Where the person wanted to go. */
  readonly path: string;
}

export function keepPending(pending: Pending): void {
  sessionStorage.setItem(pendingKey, JSON.stringify(pending));
}

/** Takes the pending sign-in: it is good for one answer only. */
export function takePending(): Pending | null {
  const text = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  return text === null ? null : (JSON.parse(text) as Pending);
}
