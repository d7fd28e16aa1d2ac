import fc from 'fast-check';
import { expect, it } from 'vitest';
import { flattenClaims } from '../../../infra/local/http-api/claims.ts';
import { preflight, withCors } from '../../../infra/local/http-api/cors.ts';
import { answerOf, eventOf, type HttpRequest } from '../../../infra/local/http-api/event.ts';
import { matchRoute, type Route } from '../../../infra/local/http-api/routes.ts';
import { createThrottle } from '../../../infra/local/http-api/throttle.ts';

const routes: Route[] = [
  '$default',
  'ANY /v1/{proxy+}',
  'GET /v1/{proxy+}',
  'GET /v1/cases/{id}',
  'GET /v1/cases/open',
].map((key) => ({ key, integration: 'i', scopes: [] }));

it.each([
  { request: 'GET /v1/cases/open', key: 'GET /v1/cases/open', because: 'a full path comes first' },
  { request: 'GET /v1/cases/7', key: 'GET /v1/cases/{id}', because: 'then one with a variable' },
  { request: 'GET /v1/cases/7/x', key: 'GET /v1/{proxy+}', because: 'then a greedy one' },
  { request: 'POST /v1/cases/7', key: 'ANY /v1/{proxy+}', because: 'ANY takes the other methods' },
  { request: 'GET /v2', key: '$default', because: '$default takes the rest' },
  { request: 'GET /v1/', key: '$default', because: 'a greedy variable is never empty' },
])('sends $request to $key because $because', ({ request, key }) => {
  const [method = '', path = ''] = request.split(' ');
  expect(matchRoute(routes, method, path)?.route.key).toBe(key);
});

it('decodes path variables', () => {
  expect(matchRoute(routes, 'GET', '/v1/cases/a%20b')?.parameters).toEqual({ id: 'a b' });
});

it('flattens claims as API Gateway does', () => {
  expect(flattenClaims({ 'cognito:groups': ['agent', 'tam'], exp: 123, ok: true })).toEqual({
    'cognito:groups': '[agent tam]',
    exp: '123',
    ok: 'true',
  });
});

it('law: every claim arrives as text, and an array says only what its words are', () => {
  const claim = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.stringMatching(/^[a-z]+$/)));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), claim), (claims) => {
      for (const [name, value] of Object.entries(flattenClaims(claims))) {
        expect(typeof value).toBe('string');
        const claimed = claims[name];
        if (Array.isArray(claimed)) expect(value).toBe(`[${claimed.join(' ')}]`);
      }
    }),
  );
});

const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: new URL('http://localhost/v1/cases?status=new&status=open&q=a%20b'),
  headers: { host: 'localhost:8080', 'x-many': 'a', cookie: 'one=1; two=2' },
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  ...more,
});
const context = {
  apiId: 'api',
  routeKey: 'GET /v1/{proxy+}',
  parameters: { proxy: 'cases' },
  scopes: [],
  now: 0,
};

it('makes the event of payload format 2.0', () => {
  expect(eventOf(request(), { ...context, claims: { sub: 's' } })).toMatchObject({
    version: '2.0',
    rawPath: '/v1/cases',
    rawQueryString: 'status=new&status=open&q=a%20b',
    queryStringParameters: { status: 'new,open', q: 'a b' },
    pathParameters: { proxy: 'cases' },
    cookies: ['one=1', 'two=2'],
    headers: { host: 'localhost:8080', 'x-many': 'a' },
    isBase64Encoded: false,
    requestContext: {
      http: { method: 'GET', path: '/v1/cases', sourceIp: '127.0.0.1' },
      authorizer: { jwt: { claims: { sub: 's' }, scopes: null } },
      time: '01/Jan/1970:00:00:00 +0000',
    },
  });
});

it.each([
  { type: 'application/json', body: '{"a":"é"}', seen: '{"a":"é"}', encoded: false },
  { type: 'text/plain', body: 'á', seen: 'á', encoded: false },
  { type: 'application/octet-stream', body: 'á', seen: Buffer.from('á').toString('base64'), encoded: true },
])('hands a body of $type over, in base64: $encoded', ({ type, body, seen, encoded }) => {
  const event = eventOf(request({ body: Buffer.from(body), headers: { 'content-type': type } }), context);
  expect(event).toMatchObject({ body: seen, isBase64Encoded: encoded });
});

it.each([
  { payload: '{"statusCode":204}', status: 204, body: '', because: 'a status is taken' },
  { payload: '{"ok":1}', status: 200, body: '{"ok":1}', because: 'without one, the whole answer is JSON' },
  {
    payload: '{"statusCode":200,"body":"YQ==","isBase64Encoded":true}',
    status: 200,
    body: 'a',
    because: 'base64 is decoded',
  },
])('answers $status because $because', ({ payload, status, body }) => {
  const answer = answerOf({ payload });
  expect({ status: answer.status, body: answer.body.toString() }).toEqual({ status, body });
});

it('tells nobody what a function died of', () => {
  const answer = answerOf({ payload: '{"errorMessage":"secret"}', functionError: 'Unhandled' });
  expect(answer).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
});

const cors = {
  AllowOrigins: ['https://desk.example'],
  AllowMethods: ['*'],
  AllowHeaders: ['authorization'],
  MaxAge: 60,
};
const asked = { origin: 'https://desk.example', 'access-control-request-method': 'PUT' };

it('answers a preflight by itself when CORS is configured, and leaves it to the routes when not', () => {
  const options = request({ method: 'OPTIONS', headers: asked });
  expect(preflight(cors, options)).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-origin': 'https://desk.example', 'access-control-max-age': '60' },
  });
  expect(preflight(undefined, options)).toBeUndefined();
});

it("drops a function's own CORS headers when CORS is configured", () => {
  const own = { status: 200, headers: { 'access-control-allow-origin': '*', etag: 'e' }, body: '' };
  expect(withCors(cors, request({ headers: { origin: 'https://evil.example' } }), own).headers).toEqual({
    etag: 'e',
  });
  expect(withCors(undefined, request(), own)).toBe(own);
});

it('lets a burst through, and then as many as the rate says', () => {
  let now = 0;
  const allows = createThrottle({ rate: 2, burst: 3 }, () => now);
  expect([allows(), allows(), allows(), allows()]).toEqual([true, true, true, false]);
  now = 500;
  expect([allows(), allows()]).toEqual([true, false]);
});
