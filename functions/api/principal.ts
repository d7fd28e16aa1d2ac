import type { Directory } from '../../shared/aws/directory.ts';
import type { Principal } from '../../shared/domain/access/principal.ts';
import { type Role, roles } from '../../shared/domain/account/person.ts';
import { Forbidden, GuardiaError } from '../../shared/errors/index.ts';

/** The claims of a verified access token, as API Gateway hands them over: all of them text. */
export type Claims = Readonly<Record<string, unknown>>;

/** For how long a container trusts what it read about a user: a disabled one is out after this. */
const trustedMilliseconds = 30_000;

/** API Gateway writes an array claim as `[agent tam]`. */
export function listClaim(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== 'string') return [];
  return claim
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
    .filter((part) => part !== '');
}

/**
 * Who calls: the token says as whom somebody signed in and in which groups; which account they belong to,
 * and whether they still do, is read from the table, never from a claim.
 */
export function principals(directory: Pick<Directory, 'user'>, now: () => number) {
  const known = new Map<string, { readonly at: number; readonly principal: Principal }>();
  return async (claims: Claims | undefined): Promise<Principal> => {
    if (claims === undefined) throw new GuardiaError('unauthenticated', 'not-signed-in', 'Sign in first.');
    if (claims.token_use !== 'access') {
      throw new GuardiaError('unauthenticated', 'wrong-token', 'Send the access token, not another one.');
    }
    const username = String(claims.email ?? claims.username ?? `client:${String(claims.client_id ?? '')}`);
    const groups = listClaim(claims['cognito:groups']);
    const scopes = String(claims.scope ?? '')
      .split(' ')
      .filter((scope) => scope !== '');
    const cacheKey = `${username} ${groups.join(',')} ${scopes.join(',')}`;
    const cached = known.get(cacheKey);
    if (cached !== undefined && now() - cached.at < trustedMilliseconds) return cached.principal;

    const user = await directory.user(username);
    if (user === null || !user.enabled)
      throw new Forbidden('This user has no access to the desk.', 'user-unknown');
    const principal: Principal = {
      id: user.id,
      name: user.name,
      address: user.address,
      kind: user.kind,
      roles: rolesOf(user.kind, groups),
      accountId: user.accountId,
      scopes: user.kind === 'machine' ? scopes : [],
    };
    if (known.size > 1_000) known.clear();
    known.set(cacheKey, { at: now(), principal });
    return principal;
  };
}

/** A contact is a contact whatever groups the token names; the desk's people have the roles of their groups. */
function rolesOf(kind: 'contact' | 'person' | 'machine', groups: readonly string[]): readonly Role[] {
  if (kind === 'contact') return ['contact'];
  if (kind === 'machine') return [];
  return roles.filter((role) => role !== 'contact' && groups.includes(role));
}
