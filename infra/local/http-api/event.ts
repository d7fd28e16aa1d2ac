import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { account } from '../aws.ts';
import type { Outcome } from '../lambda/environment.ts';

/** A request to the API, its body whole. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
}

const TEXT =
  /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|problem\+json|.*\+json|.*\+xml))/;

const joined = (entries: Iterable<readonly [string, string]>): Record<string, string> => {
  const all: Record<string, string> = {};
  for (const [name, value] of entries) all[name] = all[name] === undefined ? value : `${all[name]},${value}`;
  return all;
};

/** `24/Nov/2026:01:43:10 +0000` */
const requestTime = (now: number): string => {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(now).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
};

/** The event of payload format 2.0 (API Gateway developer guide, "Lambda proxy integrations for HTTP APIs"). */
export const eventOf = (
  request: HttpRequest,
  context: {
    apiId: string;
    routeKey: string;
    parameters: Readonly<Record<string, string>>;
    claims?: Readonly<Record<string, string>>;
    scopes: readonly string[];
    now: number;
  },
): object => {
  const { method, url, headers, body, sourceIp } = request;
  const { apiId, routeKey, parameters, claims, scopes, now } = context;
  const { cookie, ...others } = headers;
  const text = body.length === 0 || TEXT.test(headers['content-type'] ?? 'text/plain');
  const query = joined(url.searchParams);
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: joined(
      Object.entries(others).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : String(value),
      ]),
    ),
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    ...(Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {}),
    requestContext: {
      accountId: account,
      apiId,
      domainName: headers.host ?? 'localhost',
      domainPrefix: apiId,
      http: {
        method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: requestTime(now),
      timeEpoch: now,
      ...(claims ? { authorizer: { jwt: { claims, scopes: scopes.length > 0 ? scopes : null } } } : {}),
    },
    ...(body.length > 0 ? { body: body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !text,
  };
};

interface Response {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

export const message = (status: number, text: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});

/** A function's answer as API Gateway understands it: without a `statusCode` the whole of it is the JSON body. */
export const answerOf = ({ payload, functionError }: Outcome): HttpAnswer => {
  if (functionError) return message(500, 'Internal Server Error');
  const response = JSON.parse(payload) as Response | null;
  if (typeof response !== 'object' || response === null || response.statusCode === undefined)
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: payload === 'null' ? '' : payload,
    };
  const headers = Object.entries(response.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ]);
  return {
    status: response.statusCode,
    headers: {
      ...Object.fromEntries(headers),
      ...(response.cookies ? { 'set-cookie': response.cookies } : {}),
    },
    body: Buffer.from(response.body ?? '', response.isBase64Encoded ? 'base64' : 'utf8'),
  };
};
