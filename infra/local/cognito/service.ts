import { createHash, randomBytes } from 'node:crypto';
import { AwsError, arnOf } from '../aws.ts';
import { jsonProtocol, serviceOf } from '../endpoint/protocols.ts';
import type { Service } from '../endpoint/service.ts';
import type { Lambdas } from '../lambda/service.ts';
import type { Platform } from '../platform.ts';
import type { Handlers } from '../template/deploy.ts';
import { userOperations } from './api.ts';
import { createTokenTrigger, type TokenTrigger } from './token-trigger.ts';
import { createTokens, type PoolClient, type Tokens } from './tokens.ts';
import { createUsers, type User, type Users } from './users.ts';

export interface Cognito {
  readonly handlers: Handlers;
  readonly api: Service;
  readonly users: Users;
  readonly tokens: Tokens;
  /** An access token as if the person had signed in. @throws AwsError for nobody, or somebody disabled */
  signIn(name: string): Promise<string>;
  /** An access token by client credentials. @throws AwsError `NotAuthorizedException` */
  clientCredentials(request: { id: string; secret: string; scopes: readonly string[] }): Promise<string>;
  clients(): readonly PoolClient[];
}

interface ClientProperties {
  readonly UserPoolId: string;
  readonly GenerateSecret?: boolean;
  readonly AllowedOAuthFlows?: readonly string[];
  readonly AllowedOAuthScopes?: readonly string[];
  readonly AccessTokenValidity?: number;
  readonly TokenValidityUnits?: { readonly AccessToken?: string };
}

const UNITS: Readonly<Record<string, number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

const shortHash = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

export const createCognito = (platform: Platform, lambdas: () => Lambdas): Cognito => {
  const { region, store, clock } = platform;
  const users = createUsers(store, clock.now);
  const tokens = createTokens(platform);
  const groups = new Set<string>();
  const clients = new Map<string, PoolClient & { readonly flows: readonly string[] }>();
  let issuer = '';
  let trigger: TokenTrigger = async (contents) => contents;
  let namedByCognito = true;

  /**
   * Where the pool takes the mail address for a user name, Cognito makes a name of its own, which is the `sub`;
   * else the name is what the user was made with, here the address.
   */
  const usernameOf = (user: User): string => (namedByCognito ? user.sub : user.email);

  const arnOfPool = (id = ''): string => arnOf('cognito-idp', region, `userpool/${id}`);
  const putClient = (
    properties: ClientProperties,
    id: string,
  ): PoolClient & { readonly flows: readonly string[] } => {
    const { AccessTokenValidity = 60, TokenValidityUnits = {}, AllowedOAuthScopes = [] } = properties;
    const key = `cognito/clients/${id}`;
    const kept = store.get(key) as { secret?: string } | undefined;
    const secret = properties.GenerateSecret
      ? (kept?.secret ?? randomBytes(32).toString('base64url'))
      : undefined;
    if (secret !== undefined) store.put(key, { secret });
    return {
      id,
      flows: properties.AllowedOAuthFlows ?? [],
      scopes: AllowedOAuthScopes,
      accessTokenMs: AccessTokenValidity * (UNITS[TokenValidityUnits.AccessToken ?? 'minutes'] ?? 60_000),
      ...(secret === undefined ? {} : { secret }),
    };
  };

  const handlers: Handlers = {
    'AWS::Cognito::UserPool': {
      properties: ['UsernameAttributes', 'LambdaConfig'],
      ignored: [
        'AccountRecoverySetting',
        'AdminCreateUserConfig',
        'AutoVerifiedAttributes',
        'DeletionProtection',
        'EmailConfiguration',
        'EmailVerificationMessage',
        'EmailVerificationSubject',
        'EnabledMfas',
        'MfaConfiguration',
        'Policies',
        'Schema',
        'UserAttributeUpdateSettings',
        'SmsVerificationMessage',
        'UserPoolName',
        'UserPoolTags',
        'UserPoolTier',
        'UsernameConfiguration',
        'VerificationMessageTemplate',
      ],
      put({ properties, physicalName }) {
        const id = `${region}_${shortHash(physicalName(), 9)}`;
        issuer = `https://cognito-idp.${region}.amazonaws.com/${id}`;
        trigger = createTokenTrigger(
          (properties.LambdaConfig ?? {}) as Record<string, unknown>,
          (functionArn, payload) =>
            lambdas().invokeAs(
              'cognito-idp.amazonaws.com',
              { functionArn, sourceArn: arnOfPool(id) },
              payload,
            ),
        );
        namedByCognito = ((properties.UsernameAttributes ?? []) as string[]).includes('email');
        return {
          ref: id,
          attributes: {
            Arn: arnOfPool(id),
            UserPoolId: id,
            ProviderName: issuer.slice(8),
            ProviderURL: issuer,
          },
        };
      },
    },
    'AWS::Cognito::UserPoolGroup': {
      properties: ['GroupName', 'UserPoolId'],
      ignored: ['Precedence', 'RoleArn'],
      put({ properties }) {
        groups.add(String(properties.GroupName));
        return { ref: String(properties.GroupName) };
      },
    },
    'AWS::Cognito::UserPoolResourceServer': {
      properties: ['Identifier', 'Name', 'Scopes', 'UserPoolId'],
      put: ({ properties }) => ({ ref: String(properties.Identifier) }),
    },
    'AWS::Cognito::UserPoolClient': {
      properties: [
        'UserPoolId',
        'GenerateSecret',
        'AllowedOAuthFlows',
        'AllowedOAuthScopes',
        'AccessTokenValidity',
        'TokenValidityUnits',
      ],
      ignored: [
        'AllowedOAuthFlowsUserPoolClient',
        'CallbackURLs',
        'ClientName',
        'EnableTokenRevocation',
        'ExplicitAuthFlows',
        'IdTokenValidity',
        'LogoutURLs',
        'PreventUserExistenceErrors',
        'ReadAttributes',
        'RefreshTokenValidity',
        'SupportedIdentityProviders',
        'WriteAttributes',
      ],
      put({ properties, physicalName }) {
        const client = putClient(properties as unknown as ClientProperties, shortHash(physicalName(), 26));
        clients.set(client.id, client);
        return {
          ref: client.id,
          attributes: { ClientId: client.id, ClientSecret: client.secret ?? '', Name: physicalName() },
        };
      },
    },
  };

  return {
    handlers,
    users,
    tokens,
    api: serviceOf(jsonProtocol('1.1'), userOperations({ users, groups, usernameOf, arnOfPool })) as Service,
    clients: () => [...clients.values()],
    async signIn(name) {
      const user = users.find(name);
      if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.', 401);
      const client = [...clients.values()].find(({ flows }) => flows.includes('code'));
      if (!client)
        throw new AwsError(
          'ResourceNotFoundException',
          'No client of the templates lets people sign in.',
          404,
        );
      const username = usernameOf(user);
      const userPoolId = issuer.split('/').at(-1) ?? '';
      const contents = { claims: {}, scopes: client.scopes, groups: user.groups };
      const changed = await trigger(contents, { region, userPoolId, clientId: client.id, username, user });
      return tokens.forUser({ sub: user.sub, username, ...changed }, client, issuer);
    },
    async clientCredentials({ id, secret, scopes }) {
      const client = clients.get(id);
      if (
        client?.secret === undefined ||
        client.secret !== secret ||
        !client.flows.includes('client_credentials')
      )
        throw new AwsError('NotAuthorizedException', 'invalid_client', 401);
      const refused = scopes.find((scope) => !client.scopes.includes(scope));
      if (refused !== undefined)
        throw new AwsError('NotAuthorizedException', `invalid_scope: ${refused}`, 400);
      return tokens.forClient(client, scopes.length > 0 ? scopes : client.scopes, issuer);
    },
  };
};
