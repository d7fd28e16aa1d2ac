import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiDestination, DeliveryDeferred } from '../../../infra/local/eventbridge/index.ts';
import { manualClock } from './world.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let answer: { status: number; headers?: Record<string, string>; body?: string; silent?: boolean } = {
  status: 200,
};
let seen: Seen[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    if (answer.silent) return;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
});

beforeEach(async () => {
  seen = [];
  answer = { status: 200 };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const basic = { AuthorizationType: 'BASIC', Username: 'u', Password: 'p' } as const;

describe('an API destination', () => {
  it('posts the payload with the target parameters and basic authorization', async () => {
    const hook = createApiDestination(
      { HttpMethod: 'POST', InvocationEndpoint: `${origin()}/v2/*/enqueue`, connection: basic },
      { clock: manualClock() },
    );
    await hook.invoke('{"a":1}', {
      PathParameterValues: ['a/b'],
      QueryStringParameters: { q: '1' },
      HeaderParameters: { 'x-own': 'yes' },
    });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: '/v2/a%2Fb/enqueue?q=1',
        body: '{"a":1}',
        headers: {
          authorization: 'Basic dTpw',
          'x-own': 'yes',
          'content-type': 'application/json; charset=utf-8',
        },
      },
    ]);
  });

  it('sends an API key under its own header', async () => {
    const connection = { AuthorizationType: 'API_KEY', ApiKeyName: 'x-key', ApiKeyValue: 'k' } as const;
    const hook = createApiDestination(
      { HttpMethod: 'POST', InvocationEndpoint: origin(), connection },
      { clock: manualClock() },
    );
    await hook.invoke('{}');
    expect(seen[0]?.headers['x-key']).toBe('k');
  });

  it('fetches an OAuth token once and uses it until it expires', async () => {
    const clock = manualClock();
    const hook = createApiDestination(
      {
        HttpMethod: 'POST',
        InvocationEndpoint: `${origin()}/hook`,
        connection: {
          AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
          AuthorizationEndpoint: `${origin()}/token`,
          ClientID: 'id',
          ClientSecret: 'secret',
        },
      },
      { clock },
    );
    answer = { status: 200, body: '{"access_token":"t1","expires_in":60}' };
    await hook.invoke('{}');
    await hook.invoke('{}');
    await clock.advance(61_000, { drain: async () => undefined });
    await hook.invoke('{}');
    expect(seen.map(({ url }) => url)).toEqual(['/token', '/hook', '/hook', '/token', '/hook']);
    expect(seen[1]?.headers.authorization).toBe('Bearer t1');
  });

  it.each([
    [429, true, 'too many requests'],
    [503, true, 'the server failed'],
    [400, false, 'the request is wrong for good'],
    [302, false, 'redirects are not followed'],
  ])('answers %i as retriable=%s (%s)', async (status, retriable) => {
    answer = { status };
    const hook = createApiDestination(
      { HttpMethod: 'POST', InvocationEndpoint: origin(), connection: basic },
      { clock: manualClock() },
    );
    await expect(hook.invoke('{}')).rejects.toMatchObject({ name: `HTTP_${status}`, retriable });
  });

  it.each([
    ['120', 120_000, 'seconds'],
    ['Tue, 24 Nov 2026 01:00:30 GMT', 30_000, 'an HTTP date'],
    ['soon', 0, 'neither: ignored'],
  ])('reads Retry-After %s as %i ms (%s)', async (header, retryAfterMs) => {
    answer = { status: 429, headers: { 'retry-after': header } };
    const hook = createApiDestination(
      { HttpMethod: 'POST', InvocationEndpoint: origin(), connection: basic },
      { clock: manualClock() },
    );
    await expect(hook.invoke('{}')).rejects.toMatchObject({ retryAfterMs });
  });

  it('gives up on a silent server and calls it retriable', async () => {
    answer = { status: 200, silent: true };
    const hook = createApiDestination(
      { HttpMethod: 'POST', InvocationEndpoint: origin(), connection: basic },
      { clock: manualClock(), timeoutMs: 30 },
    );
    await expect(hook.invoke('{}')).rejects.toMatchObject({ name: 'SDK_CLIENT_ERROR', retriable: true });
  });

  it('keeps its rate by deferring, not by failing', async () => {
    const clock = manualClock();
    const hook = createApiDestination(
      {
        HttpMethod: 'POST',
        InvocationEndpoint: origin(),
        InvocationRateLimitPerSecond: 2,
        connection: basic,
      },
      { clock },
    );
    await hook.invoke('1');
    await hook.invoke('2');
    await expect(hook.invoke('3')).rejects.toBeInstanceOf(DeliveryDeferred);
    await clock.advance(501, { drain: async () => undefined });
    await hook.invoke('3');
    expect(seen.map(({ body }) => body)).toEqual(['1', '2', '3']);
  });
});
