import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { paths } from '../../functions/administration/env.ts';
import { administrationRoutes } from '../../functions/administration/routes/index.ts';
import { apiRoutes } from '../../functions/api/routes/index.ts';
import { list } from '../../infra/rules/templates.ts';
import { routes } from '../../shared/contracts/api/index.ts';
import type { Route } from '../../shared/contracts/api/route.ts';
import { givenDeployment } from './support/given.ts';

const deployed = givenDeployment();

describe('API', () => {
  const api = deployed.stack('api');

  it.each([
    { route: 'GET /v1/{proxy+}', authorization: 'JWT' },
    { route: 'POST /v1/{proxy+}', authorization: 'JWT' },
    { route: 'PUT /v1/{proxy+}', authorization: 'JWT' },
    { route: 'PATCH /v1/{proxy+}', authorization: 'JWT' },
    { route: 'DELETE /v1/{proxy+}', authorization: 'JWT' },
    { route: 'GET /v1/cases/{caseId}/messages/{seq}/original', authorization: 'JWT' },
    { route: 'GET /v1/openapi.json', authorization: 'NONE' },
    { route: 'GET /v1/public/{proxy+}', authorization: 'NONE' },
    { route: 'POST /v1/public/{proxy+}', authorization: 'NONE' },
  ])('lets $route in by $authorization', ({ route, authorization }) => {
    api.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: route,
      AuthorizationType: authorization,
    });
  });

  it('sends what sets the desk up to a function of its own', () => {
    for (const path of paths) {
      for (const routeKey of [`PUT /v1/${path}`, `PUT /v1/${path}/{proxy+}`]) {
        api.hasResourceProperties('AWS::ApiGatewayV2::Route', {
          RouteKey: routeKey,
          AuthorizationType: 'JWT',
          Target: { 'Fn::Join': ['', ['integrations/', { Ref: Match.stringLikeRegexp('administration') }]] },
        });
      }
    }
  });

  const served = (of: object) => Object.values(of as Record<string, Route>);
  const isUnder = ({ path }: Route) => paths.some((part) => `${path}/`.startsWith(`/${part}/`));

  it.each(served(administrationRoutes))('brings $method $path to the function that serves it', (route) => {
    if (isUnder(route)) return;
    api.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: `${route.method.toUpperCase()} /v1${route.path}`,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: Match.stringLikeRegexp('administration') }]] },
    });
  });

  it.each(served(apiRoutes))('keeps $method $path with the function that serves it', (route) => {
    expect(isUnder(route)).toBe(false);
  });

  it('has no route beside these', () => {
    const methods = 5;
    api.resourceCountIs('AWS::ApiGatewayV2::Route', 11 + 2 * methods * paths.length);
  });

  it('lets no page of another origin call it: the dashboard shares its own', () => {
    api.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
  });

  it('logs each access, but no path, and limits their rate', () => {
    expect(JSON.stringify(api.toJSON())).not.toContain('$context.path');
    api.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('requestId') },
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
  });

  it('signs people in with a second factor, and never lets them sign themselves up', () => {
    api.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
    });
  });

  it('puts into access tokens what the API knows people by', () => {
    api.hasResourceProperties('AWS::Cognito::UserPool', {
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
    });
  });

  it.each(['contact', 'agent', 'representative', 'supervisor', 'tam'])('knows the group %s', (GroupName) => {
    api.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName });
  });

  it('signs the dashboard in by code, with tokens of a quarter of an hour and no secret', () => {
    api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['https://desk.guardia.example/'],
      AccessTokenValidity: 15,
      EnableTokenRevocation: true,
    });
    api.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
  });

  it('lets nobody take an address that is not proven to be theirs', () => {
    api.hasResourceProperties('AWS::Cognito::UserPool', {
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
  });

  it('gives programs the very scopes that routes ask for', () => {
    const asked = Object.values<Route>(routes).flatMap(({ scope }) => scope ?? []);
    const [server] = Object.values(api.findResources('AWS::Cognito::UserPoolResourceServer'));

    expect(
      list(server?.Properties.Scopes).map((scope) => (scope as { ScopeName: string }).ScopeName),
    ).toEqual([...new Set(asked)].sort());
  });

  it('lets the programs into the desk, and the first supervisor, who lets in everybody else', () => {
    const firstSupervisor = { address: 'eva@guardia.example', name: 'Eva' };
    const api = givenDeployment({ firstSupervisor, machineClients: ['billing'] }).stack('api');

    api.hasResourceProperties('Custom::FoundedDesk', {
      Supervisor: { ...firstSupervisor, language: 'en', timeZone: 'UTC' },
      Machines: [{ name: 'billing', clientId: { Ref: Match.stringLikeRegexp('PoolMachinebilling') } }],
    });
    api.hasOutput('ClientIdBilling', {});
  });

  it('believes the programs that the settings name', () => {
    const api = givenDeployment({ machineClients: ['billing'] }).stack('api');

    api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
    });
    api.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: {
        Audience: [
          { Ref: Match.stringLikeRegexp('PoolWeb') },
          { Ref: Match.stringLikeRegexp('PoolMachinebilling') },
        ],
      },
    });
  });
});
