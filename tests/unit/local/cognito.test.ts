import { decodeJwt, SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { createCognito } from '../../../infra/local/cognito/service.ts';
import type { LocalFunction } from '../../../infra/local/lambda/function.ts';
import type { Lambdas } from '../../../infra/local/lambda/service.ts';
import { openStore } from '../../../infra/local/store.ts';
import { functionOf, testPlatform } from './platform.ts';

interface Options {
  readonly pool?: Record<string, unknown>;
  readonly trigger?: (event: never) => unknown;
  readonly store?: ReturnType<typeof openStore>;
}

const world = async ({ pool = { UsernameAttributes: ['email'] }, trigger, store }: Options = {}) => {
  const platform = testPlatform(store ? { store } : {});
  const provider: LocalFunction & { events: unknown[] } = functionOf(trigger ?? (() => null));
  const lambdas = {
    invokeAs: (_service: string, _to: object, payload: string) => provider.invoke(payload),
  } as unknown as Lambdas;
  const cognito = createCognito(platform, () => lambdas);
  const put = async (type: string, logicalId: string, properties: Record<string, unknown>) =>
    cognito.handlers[type]?.put({
      type,
      logicalId,
      stackName: 's',
      properties,
      physicalName: () => logicalId,
    });
  const made = await put('AWS::Cognito::UserPool', 'pool', pool);
  await put('AWS::Cognito::UserPoolGroup', 'g', { GroupName: 'agent', UserPoolId: made?.ref });
  const web = await put('AWS::Cognito::UserPoolClient', 'web', {
    UserPoolId: made?.ref,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
    AccessTokenValidity: 15,
    TokenValidityUnits: { AccessToken: 'minutes' },
  });
  const machine = await put('AWS::Cognito::UserPoolClient', 'machine', {
    UserPoolId: made?.ref,
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['desk/read'],
  });
  const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${made?.ref}`;
  return { ...platform, cognito, provider, issuer, web: web?.ref, machine: machine?.ref ?? '' };
};

it('gives the access token that Cognito gives: groups, client and scopes, no address', async () => {
  const { cognito, issuer, web } = await world();
  const { sub } = cognito.users.create('Ana@Acme.example', { groups: ['agent'] });
  const claims = decodeJwt(await cognito.signIn('ana@acme.example'));
  expect(claims).toMatchObject({
    sub,
    username: sub,
    iss: issuer,
    client_id: web,
    token_use: 'access',
    scope: 'openid email',
    'cognito:groups': ['agent'],
  });
  expect(claims).not.toHaveProperty('email');
  expect(claims).not.toHaveProperty('aud');
  expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
});

it('names people by their address where the pool makes no names of its own', async () => {
  const { cognito } = await world({ pool: {} });
  cognito.users.create('ana@acme.example');
  expect(decodeJwt(await cognito.signIn('ana@acme.example'))).toMatchObject({ username: 'ana@acme.example' });
});

it('lets the trigger add to the token, and never touch who it is', async () => {
  const LambdaConfig = { PreTokenGenerationConfig: { LambdaArn: 'arn:trigger', LambdaVersion: 'V2_0' } };
  const { cognito, provider } = await world({
    pool: { UsernameAttributes: ['email'], LambdaConfig },
    trigger: (event: { request: { userAttributes: { email: string } } }) => ({
      ...event,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: {
            claimsToAddOrOverride: { email: event.request.userAttributes.email, sub: 'forged' },
            scopesToAdd: ['desk/read'],
          },
        },
      },
    }),
  });
  const { sub } = cognito.users.create('ana@acme.example');
  expect(decodeJwt(await cognito.signIn(sub))).toMatchObject({
    sub,
    email: 'ana@acme.example',
    scope: 'openid email desk/read',
  });
  expect(provider.events).toEqual([expect.objectContaining({ version: '2', userName: sub })]);
});

it('refuses a pool with a trigger that it does not know', async () => {
  await expect(world({ pool: { LambdaConfig: { PostConfirmation: 'arn:f' } } })).rejects.toThrow(
    /PostConfirmation/,
  );
});

it('signs nobody in who is unknown or disabled', async () => {
  const { cognito } = await world();
  cognito.users.create('ana@acme.example');
  cognito.users.change('ana@acme.example', (user) => ({ ...user, enabled: false }));
  await expect(cognito.signIn('ana@acme.example')).rejects.toThrow(
    expect.objectContaining({ name: 'NotAuthorizedException' }),
  );
  await expect(cognito.signIn('eve@acme.example')).rejects.toThrow(
    expect.objectContaining({ name: 'UserNotFoundException' }),
  );
});

it('knows its own tokens after a restart, until they expire, and no others', async () => {
  const store = openStore(':memory:');
  const first = await world({ store });
  first.cognito.users.create('ana@acme.example');
  const token = await first.cognito.signIn('ana@acme.example');
  const { cognito, issuer, clock } = await world({ store });
  expect(await cognito.tokens.verify(token, issuer)).toMatchObject({ token_use: 'access' });
  const forged = await new SignJWT({ token_use: 'access' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .sign(Buffer.from('secret'.repeat(8)));
  await expect(cognito.tokens.verify(forged, issuer)).rejects.toThrow();
  await expect(cognito.tokens.verify(token, `${issuer}x`)).rejects.toThrow();
  await clock.advance(900_000);
  await expect(cognito.tokens.verify(token, issuer)).rejects.toThrow();
});

it('gives a program a token for its secret, with the scopes that it may have', async () => {
  const { cognito, machine } = await world();
  const secret = cognito.clients().find(({ id }) => id === machine)?.secret ?? '';
  const ask = (more: object) =>
    cognito.clientCredentials({ id: machine, secret, scopes: ['desk/read'], ...more });
  expect(decodeJwt(await ask({}))).toMatchObject({ sub: machine, client_id: machine, scope: 'desk/read' });
  await expect(ask({ secret: 'wrong' })).rejects.toThrow(/invalid_client/);
  await expect(ask({ scopes: ['desk/all'] })).rejects.toThrow(/invalid_scope/);
});
