import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Platform } from '../platform.ts';
import type { TokenContents } from './token-trigger.ts';

/** A client of the user pool, as the template declares it. */
export interface PoolClient {
  readonly id: string;
  readonly secret?: string;
  readonly accessTokenMs: number;
  readonly scopes: readonly string[];
}

/** Whom a token is for, and what it says about them. */
export interface Person extends TokenContents {
  readonly sub: string;
  readonly username: string;
}

export interface Tokens {
  /** The access token that Cognito would give this person. */
  forUser(person: Person, client: PoolClient, issuer: string): Promise<string>;
  /** The access token of a program, by client credentials. */
  forClient(client: PoolClient, scopes: readonly string[], issuer: string): Promise<string>;
  /** The claims of a token with a good signature, an issuer of ours, and a time that is not over. */
  verify(token: string, issuer: string): Promise<Readonly<Record<string, unknown>>>;
}

interface StoredKeys {
  readonly kid: string;
  readonly private: JWK;
  readonly public: JWK;
}

const KEY = 'cognito/keys';

const makeKeys = async (): Promise<StoredKeys> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid: randomUUID(), private: await exportJWK(privateKey), public: await exportJWK(publicKey) };
};

/** Signs as Cognito does, with a key pair that is made once and kept. */
export const createTokens = ({ store, clock }: Pick<Platform, 'store' | 'clock'>): Tokens => {
  const load = async () => {
    const kept = (store.get(KEY) as StoredKeys | undefined) ?? (await makeKeys());
    store.put(KEY, kept);
    return {
      kid: kept.kid,
      sign: await importJWK(kept.private, 'RS256'),
      check: await importJWK(kept.public, 'RS256'),
    };
  };
  let loaded: ReturnType<typeof load> | undefined;
  const keys = () => {
    loaded ??= load();
    return loaded;
  };

  const sign = async (
    claims: Record<string, unknown>,
    client: PoolClient,
    issuer: string,
  ): Promise<string> => {
    const { kid, sign: key } = await keys();
    const now = Math.floor(clock.now() / 1000);
    return new SignJWT({
      ...claims,
      version: 2,
      client_id: client.id,
      token_use: 'access',
      auth_time: now,
      jti: randomUUID(),
    })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(issuer)
      .setIssuedAt(now)
      .setExpirationTime(now + Math.floor(client.accessTokenMs / 1000))
      .sign(key);
  };

  return {
    forUser: ({ sub, username, claims, scopes, groups }, client, issuer) =>
      sign(
        {
          ...claims,
          sub,
          username,
          scope: scopes.join(' '),
          origin_jti: randomUUID(),
          event_id: randomUUID(),
          ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
        },
        client,
        issuer,
      ),
    forClient: (client, scopes, issuer) => sign({ sub: client.id, scope: scopes.join(' ') }, client, issuer),
    async verify(token, issuer) {
      const { check, kid } = await keys();
      const { payload, protectedHeader } = await jwtVerify(token, check, {
        issuer,
        algorithms: ['RS256'],
        currentDate: new Date(clock.now()),
      });
      if (protectedHeader.kid !== kid) throw new Error('The signature names another key.');
      return payload;
    },
  };
};
