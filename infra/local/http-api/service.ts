import { randomUUID } from 'node:crypto';
import { account, LocalCloudError } from '../aws.ts';
import type { Tokens } from '../cognito/tokens.ts';
import type { Lambdas } from '../lambda/service.ts';
import type { Platform } from '../platform.ts';
import type { Handlers } from '../template/deploy.ts';
import { within } from '../within.ts';
import { flattenClaims } from './claims.ts';
import { type Cors, preflight, withCors } from './cors.ts';
import { answerOf, eventOf, type HttpAnswer, type HttpRequest, message } from './event.ts';
import { matchRoute, type Route, type RouteMatch } from './routes.ts';
import { createThrottle } from './throttle.ts';

export interface HttpApis {
  readonly handlers: Handlers;
  /** Answers as the one API of the templates. */
  handle(request: HttpRequest): Promise<HttpAnswer>;
}

interface Authorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
}

interface Authorised {
  readonly claims: Readonly<Record<string, unknown>>;
}

const MAX_HEADER_BYTES = 10_240;
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** API Gateway waits so long, whatever the function's own timeout is. */
const INTEGRATION_MS = 30_000;

const headerBytes = ({ method, url, headers }: HttpRequest): number =>
  Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + String(value).length,
    method.length + url.pathname.length + url.search.length,
  );

const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** The HTTP API of API Gateway: routes, JWT authorizers, CORS, throttling, payload format 2.0. */
export const createHttpApis = (
  platform: Platform,
  ports: { tokens: Tokens; lambdas: () => Lambdas },
): HttpApis => {
  const { region, clock, log, meter } = platform;
  const apis = new Map<string, { cors?: Cors }>();
  const routes: Route[] = [];
  const integrations = new Map<string, string>();
  const authorizers = new Map<string, Authorizer>();
  let throttle: () => boolean = () => true;

  /** Signature, key, issuer, times, and the audience in `aud` or `client_id`. Nothing else is looked at. */
  const authorise = async (
    { authorizer }: Route,
    { headers }: HttpRequest,
  ): Promise<Authorised | undefined> => {
    const wanted = authorizers.get(authorizer ?? '');
    const token = (headers.authorization ?? '').replace(/^Bearer /i, '');
    if (!wanted || token === '') return undefined;
    try {
      const claims = await ports.tokens.verify(token, wanted.issuer);
      const audience = [claims.aud ?? claims.client_id].flat().map(String);
      return audience.some((one) => wanted.audience.includes(one)) ? { claims } : undefined;
    } catch {
      return undefined;
    }
  };

  const mayPass = ({ scopes }: Route, { claims }: Authorised): boolean => {
    const granted = String(claims.scope ?? '').split(' ');
    return scopes.length === 0 || scopes.some((scope) => granted.includes(scope));
  };

  const invoke = async ({ route, parameters }: RouteMatch, request: HttpRequest, authorised?: Authorised) => {
    const [apiId = ''] = apis.keys();
    const functionArn = integrations.get(route.integration) ?? '';
    const path = route.key.split(' ')[1] ?? '';
    const sourceArn = `arn:aws:execute-api:${region}:${account}:${apiId}/$default/${request.method}${path}`;
    const event = eventOf(request, {
      apiId,
      routeKey: route.key,
      parameters,
      scopes: route.scopes,
      now: clock.now(),
      ...(authorised ? { claims: flattenClaims(authorised.claims) } : {}),
    });
    const answered = ports
      .lambdas()
      .invokeAs('apigateway.amazonaws.com', { functionArn, sourceArn }, JSON.stringify(event));
    const outcome = await within(answered, INTEGRATION_MS);
    return outcome === 'late' ? message(503, 'Service Unavailable') : answerOf(outcome);
  };

  const serve = async (request: HttpRequest): Promise<HttpAnswer> => {
    const found = matchRoute(routes, request.method, request.url.pathname);
    if (!found) return message(404, 'Not Found');
    if (!throttle()) return message(429, 'Too Many Requests');
    if (found.route.authorizer === undefined) return invoke(found, request);
    const authorised = await authorise(found.route, request);
    if (!authorised)
      return {
        ...message(401, 'Unauthorized'),
        headers: { 'content-type': 'application/json', 'www-authenticate': 'Bearer' },
      };
    if (!mayPass(found.route, authorised)) return message(403, 'Forbidden');
    return invoke(found, request, authorised);
  };

  const handle = async (request: HttpRequest): Promise<HttpAnswer> => {
    if (headerBytes(request) > MAX_HEADER_BYTES) return message(431, 'Request Header Fields Too Large');
    if (request.body.length > MAX_BODY_BYTES) return message(413, 'Request Entity Too Large');
    const [api] = apis.values();
    const early = preflight(api?.cors, request);
    if (early) return early;
    meter.count('apigateway/requests');
    try {
      const answer = await serve(request);
      return withCors(api?.cors, request, {
        ...answer,
        headers: { ...answer.headers, 'apigw-requestid': randomUUID() },
      });
    } catch (error) {
      log('http-api', String(error));
      return message(500, 'Internal Server Error');
    }
  };

  const handlers: Handlers = {
    'AWS::ApiGatewayV2::Api': {
      properties: ['Name', 'ProtocolType', 'CorsConfiguration'],
      ignored: ['DisableExecuteApiEndpoint'],
      put({ properties, logicalId }) {
        if (properties.ProtocolType !== 'HTTP')
          throw new LocalCloudError(`${logicalId}: the local API Gateway knows HTTP APIs only.`);
        if (apis.size > 0)
          throw new LocalCloudError(`${logicalId}: the local cloud has one address, so one HTTP API.`);
        const id = logicalId
          .toLowerCase()
          .replace(/[^a-z0-9]/g, '')
          .slice(0, 10);
        apis.set(id, properties.CorsConfiguration ? { cors: properties.CorsConfiguration as Cors } : {});
        return {
          ref: id,
          attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com` },
        };
      },
    },
    'AWS::ApiGatewayV2::Authorizer': {
      properties: ['ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration', 'Name'],
      put({ properties, logicalId }) {
        if (properties.AuthorizerType !== 'JWT')
          throw new LocalCloudError(`${logicalId}: the local API Gateway knows JWT authorizers only.`);
        const { Audience, Issuer } = properties.JwtConfiguration as { Audience: string[]; Issuer: string };
        authorizers.set(logicalId, { issuer: Issuer, audience: Audience });
        return { ref: logicalId, attributes: { AuthorizerId: logicalId } };
      },
    },
    'AWS::ApiGatewayV2::Integration': {
      properties: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion'],
      put({ properties, logicalId }) {
        if (properties.IntegrationType !== 'AWS_PROXY' || properties.PayloadFormatVersion !== '2.0')
          throw new LocalCloudError(
            `${logicalId}: the local API Gateway knows AWS_PROXY with payload 2.0 only.`,
          );
        integrations.set(logicalId, String(properties.IntegrationUri));
        return { ref: logicalId };
      },
    },
    'AWS::ApiGatewayV2::Route': {
      properties: ['ApiId', 'AuthorizationType', 'AuthorizerId', 'RouteKey', 'Target', 'AuthorizationScopes'],
      put({ properties, logicalId }) {
        routes.push({
          key: String(properties.RouteKey),
          integration: String(properties.Target).replace('integrations/', ''),
          scopes: list(properties.AuthorizationScopes),
          ...(properties.AuthorizationType === 'JWT' ? { authorizer: String(properties.AuthorizerId) } : {}),
        });
        return { ref: logicalId };
      },
    },
    'AWS::ApiGatewayV2::Stage': {
      properties: ['ApiId', 'StageName', 'AutoDeploy', 'DefaultRouteSettings'],
      ignored: ['AccessLogSettings', 'RouteSettings'],
      put({ properties }) {
        const { ThrottlingRateLimit, ThrottlingBurstLimit } = (properties.DefaultRouteSettings ??
          {}) as Record<string, number>;
        if (ThrottlingRateLimit)
          throttle = createThrottle({
            rate: ThrottlingRateLimit,
            burst: ThrottlingBurstLimit ?? ThrottlingRateLimit,
          });
        return { ref: String(properties.StageName) };
      },
    },
  };

  return { handlers, handle };
};
