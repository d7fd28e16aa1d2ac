import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readEnvironment } from '../_runtime/environment.ts';
import { createApp } from './app.ts';
import { connectApi } from './connect.ts';
import { env } from './env.ts';
import { principals } from './principal.ts';
import { handlersOf } from './routes/index.ts';

const desk = await connectApi(readEnvironment(env));
const app = createApp({
  handlers: handlersOf(desk),
  principalOf: principals(desk.directory, Date.now),
  commandUses: desk.commandUses,
  now: desk.now,
  logger: new Logger(),
});

/** The HTTP API behind API Gateway (payload format 2.0): translates, and lets the app answer. */
export async function handler(
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { rawPath, rawQueryString, headers, requestContext } = event;
  const server = `https://${requestContext.domainName}`;
  const body =
    event.body === undefined ? null : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  const request = new Request(`${server}${rawPath}${rawQueryString === '' ? '' : `?${rawQueryString}`}`, {
    method: requestContext.http.method,
    headers: headers as Record<string, string>,
    ...(body === null || body.length === 0 ? {} : { body }),
  });
  const claims = requestContext.authorizer?.jwt?.claims;
  const response = await app.fetch(request, { claims, server });
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
