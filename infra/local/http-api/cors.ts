import type { HttpAnswer, HttpRequest } from './event.ts';

/** `CorsConfiguration` of an API. */
export interface Cors {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly AllowCredentials?: boolean;
  readonly MaxAge?: number;
}

const allowedOrigin = ({ AllowOrigins = [] }: Cors, origin: string): string | undefined => {
  if (AllowOrigins.includes(origin)) return origin;
  return AllowOrigins.includes('*') ? '*' : undefined;
};

const headersFor = (cors: Cors, origin: string): Record<string, string> => {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed,
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.ExposeHeaders ? { 'access-control-expose-headers': cors.ExposeHeaders.join(',') } : {}),
  };
};

/** API Gateway's own answer to a preflight, whatever routes there are. */
export const preflight = (
  cors: Cors | undefined,
  { method, headers }: HttpRequest,
): HttpAnswer | undefined => {
  const { origin, 'access-control-request-method': wanted } = headers;
  if (!cors || method !== 'OPTIONS' || !origin || !wanted) return undefined;
  return {
    status: 204,
    headers: {
      ...headersFor(cors, origin),
      'access-control-allow-methods': (cors.AllowMethods ?? []).join(','),
      'access-control-allow-headers': (cors.AllowHeaders ?? []).join(','),
      ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
    },
    body: '',
  };
};

/** With CORS configured, API Gateway drops the function's CORS headers and sets its own. */
export const withCors = (cors: Cors | undefined, request: HttpRequest, answer: HttpAnswer): HttpAnswer => {
  if (!cors) return answer;
  const kept = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
  const { origin } = request.headers;
  return { ...answer, headers: { ...Object.fromEntries(kept), ...(origin ? headersFor(cors, origin) : {}) } };
};
