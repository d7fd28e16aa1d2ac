import { createContext, Script } from 'node:vm';
import type { HttpRequest } from '../http-api/event.ts';

/** What a viewer-request function makes of a request: it may go on under another path, or be answered. */
export type ViewerResult =
  | { readonly uri: string }
  | { readonly statusCode: number; readonly location?: string };

interface ViewerRequest {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, { readonly value: string }>>;
}

/**
 * CloudFront ends a function that computes for too long. Here the wall's clock is all there is, and a machine under
 * load can keep a function from running for a tenth of a second: only one that would never end is stopped.
 */
const TIMEOUT_MS = 2_000;

/** Runs the code of an `AWS::CloudFront::Function` on viewer requests. */
export const createViewerFunction = (code: string): ((request: HttpRequest) => ViewerResult) => {
  const script = new Script(`${code}\nhandler(event);`);
  return ({ method, url, headers }) => {
    const event = {
      version: '1.0',
      context: { eventType: 'viewer-request' },
      request: {
        method,
        uri: url.pathname,
        querystring: Object.fromEntries([...url.searchParams].map(([name, value]) => [name, { value }])),
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, { value: String(value) }]),
        ),
      },
    };
    const result = script.runInContext(createContext({ event }), { timeout: TIMEOUT_MS }) as ViewerRequest;
    if (result.statusCode === undefined) return { uri: result.uri ?? url.pathname };
    const location = result.headers?.location?.value;
    return { statusCode: result.statusCode, ...(location === undefined ? {} : { location }) };
  };
};
