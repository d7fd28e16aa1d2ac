import { createHash, randomBytes } from 'node:crypto';
import { AwsError, arnOf } from '../aws.ts';
import { jsonProtocol, serviceOf } from '../endpoint/protocols.ts';
import type { Operations, Service } from '../endpoint/service.ts';
import type { Platform } from '../platform.ts';
import type { Handlers } from '../template/deploy.ts';
import { createTokens, type PoolClient, type Tokens } from './tokens.ts';
import { createUsers, type User, type Users } from './users.ts';

export interface Cognito {
  readonly handlers: Handlers;
  readonly api: Service;
  readonly users: Users;
  readonly tokens: Tokens;
  readonly groups: ReadonlySet<string>;
  /** An access token as if the person had signed in. @throws AwsError for nobody, or somebody disabled */
  signIn(name: string): Promise<string>;
  /** An access token by client credentials. @throws AwsError `NotAuthorizedException` */
  clientCredentials(request: { id: string; secret: string; scopes: readonly string[] }): Promise<string>;
  clients(): readonly PoolClient[];
}

interface Input {
  readonly UserPoolId?: string;
  readonly Username?: string;
  readonly GroupName?: string;
  readonly UserAttributes?: readonly { Name: string; Value: string }[];
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

const shownUser = (user: User) => ({
  Username: user.sub,
  Enabled: user.enabled,
  UserStatus: 'CONFIRMED',
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.createdAt / 1000,
});

const attributesOf = (user: User) =>
  Object.entries({ sub: user.sub, email: user.email, email_verified: 'true', ...user.attributes }).map(
    ([Name, Value]) => ({
      Name,
      Value,
    }),
  );

export const createCognito = (platform: Platform): Cognito => {
  const { region, store, clock } = platform;
  const users = createUsers(store, clock.now);
  const tokens = createTokens(platform);
  const groups = new Set<string>();
  const clients = new Map<string, PoolClient & { readonly flows: readonly string[] }>();
  let issuer = '';

  const arnOfPool = (id = ''): string => arnOf('cognito-idp', region, `userpool/${id}`);
  const needs =
    (action: string) =>
    ({ UserPoolId }: Input) => [{ action: `cognito-idp:${action}`, resource: arnOfPool(UserPoolId) }];
  const named = ({ Username = '' }: Input): string => Username;

  const inGroup = ({ GroupName = '' }: Input): string => {
    if (!groups.has(GroupName))
      throw new AwsError('ResourceNotFoundException', `Group not found: ${GroupName}`);
    return GroupName;
  };

  const operations: Operations<Input> = {
    AdminCreateUser: {
      needs: needs('AdminCreateUser'),
      run: (input) => {
        const attributes = Object.fromEntries(
          (input.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]),
        );
        const user = users.create(attributes.email ?? named(input), { attributes });
        return { User: { ...shownUser(user), Attributes: attributesOf(user) } };
      },
    },
    AdminGetUser: {
      needs: needs('AdminGetUser'),
      run: (input) => {
        const user = users.find(named(input));
        return { ...shownUser(user), UserAttributes: attributesOf(user) };
      },
    },
    AdminAddUserToGroup: {
      needs: needs('AdminAddUserToGroup'),
      run: (input) => {
        const group = inGroup(input);
        users.change(named(input), (user) => ({ ...user, groups: [...new Set([...user.groups, group])] }));
      },
    },
    AdminRemoveUserFromGroup: {
      needs: needs('AdminRemoveUserFromGroup'),
      run: (input) => {
        const group = inGroup(input);
        users.change(named(input), (user) => ({
          ...user,
          groups: user.groups.filter((one) => one !== group),
        }));
      },
    },
    AdminDisableUser: {
      needs: needs('AdminDisableUser'),
      run: (input) => void users.change(named(input), (user) => ({ ...user, enabled: false })),
    },
    AdminEnableUser: {
      needs: needs('AdminEnableUser'),
      run: (input) => void users.change(named(input), (user) => ({ ...user, enabled: true })),
    },
    AdminListGroupsForUser: {
      needs: needs('AdminListGroupsForUser'),
      run: (input) => ({ Groups: users.find(named(input)).groups.map((GroupName) => ({ GroupName })) }),
    },
    ListUsers: {
      needs: needs('ListUsers'),
      run: () => ({
        Users: users.all().map((user) => ({ ...shownUser(user), Attributes: attributesOf(user) })),
      }),
    },
  };

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

  const anything = ['*'];
  const handlers: Handlers = {
    'AWS::Cognito::UserPool': {
      properties: anything,
      put({ physicalName }) {
        const id = `${region}_${shortHash(physicalName(), 9)}`;
        issuer = `https://cognito-idp.${region}.amazonaws.com/${id}`;
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
      properties: anything,
      put: ({ properties }) => ({ ref: String(properties.Identifier) }),
    },
    'AWS::Cognito::UserPoolClient': {
      properties: anything,
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
    groups,
    api: serviceOf(jsonProtocol('1.1'), operations) as Service,
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
      return tokens.forUser(user, client, issuer);
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
