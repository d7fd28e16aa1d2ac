import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Hono } from 'hono';
import type { Bindings } from './app.ts';

type Handler = (event: APIGatewayProxyEventV2WithJWTAuthorizer) => Promise<APIGatewayProxyStructuredResultV2>;

/** An app behind API Gateway (payload format 2.0): translates, and lets the app answer. */
export function behindGateway(app: Hono<Bindings>): Handler {
  return async ({ rawPath, rawQueryString, headers, requestContext, ...event }) => {
    const server = `https://${requestContext.domainName}`;
    const body =
      event.body === undefined ? null : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
    const request = new Request(`${server}${rawPath}${rawQueryString === '' ? '' : `?${rawQueryString}`}`, {
      method: requestContext.http.method,
      headers: headers as Record<string, string>,
      ...(body === null || body.length === 0 ? {} : { body }),
    });
    const claims = requestContext.authorizer?.jwt?.claims;
    const response = await app.fetch(request, { claims, server, requestId: requestContext.requestId });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}
