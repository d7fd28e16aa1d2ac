import type { Clock } from '../clock.ts';
import { DeliveryDeferred, DeliveryError } from './errors.ts';

/** An `AWS::Events::ApiDestination` with its connection, intrinsics and secrets resolved. */
export interface ApiDestination {
  readonly HttpMethod: string;
  /** May hold `*` for each of the target's `HttpParameters.PathParameterValues`. */
  readonly InvocationEndpoint: string;
  /** @default 300 a second */
  readonly InvocationRateLimitPerSecond?: number;
  readonly connection: ConnectionAuth & ConnectionParameters;
}

/** What a connection adds to every request (`InvocationHttpParameters`); what it says wins. */
interface ConnectionParameters {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Members of the JSON body. */
  readonly body?: Readonly<Record<string, string>>;
}

/** How a connection proves who calls (CloudFormation `AWS::Events::Connection` AuthParameters). */
export type ConnectionAuth =
  | { readonly AuthorizationType: 'API_KEY'; readonly ApiKeyName: string; readonly ApiKeyValue: string }
  | { readonly AuthorizationType: 'BASIC'; readonly Username: string; readonly Password: string }
  | {
      readonly AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS';
      readonly AuthorizationEndpoint: string;
      readonly ClientID: string;
      readonly ClientSecret: string;
    };

/** What one target adds to the request (`HttpParameters`). */
export interface HttpParameters {
  readonly PathParameterValues?: readonly string[];
  readonly HeaderParameters?: Readonly<Record<string, string>>;
  readonly QueryStringParameters?: Readonly<Record<string, string>>;
}

export interface ApiDestinationOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly fetch?: typeof fetch;
  /** @default 5,000 ms, as on AWS */
  readonly timeoutMs?: number;
}

const DEFAULT_RATE = 300;
const TIMEOUT_MS = 5_000;

const endpoint = (destination: ApiDestination, parameters: HttpParameters): URL => {
  const values = [...(parameters.PathParameterValues ?? [])];
  const url = new URL(
    destination.InvocationEndpoint.replaceAll('*', () => encodeURIComponent(values.shift() ?? '')),
  );
  const query = { ...parameters.QueryStringParameters, ...destination.connection.query };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
};

/** The payload with the connection's members in it; a payload that is no JSON object stays as it is. */
const bodyOf = (payload: string, { body }: ConnectionParameters): string => {
  if (body === undefined || Object.keys(body).length === 0) return payload;
  const value = JSON.parse(payload) as unknown;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? JSON.stringify({ ...value, ...body })
    : payload;
};

/** `Retry-After` in milliseconds from now: seconds, or an HTTP date. */
const retryAfterMs = (header: string | null, now: number): number => {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
};

/**
 * Calls one API destination as EventBridge does: its rate kept, 5 s at most, 429 and 5xx worth another try
 * (`Retry-After` obeyed), every other refusal final.
 *
 * Source: EventBridge user guide, "API destinations".
 */
export const createApiDestination = (destination: ApiDestination, options: ApiDestinationOptions) => {
  const { clock, fetch: send = fetch, timeoutMs = TIMEOUT_MS } = options;
  const spacingMs = 1000 / (destination.InvocationRateLimitPerSecond ?? DEFAULT_RATE);
  let freeAt = 0;
  let token: { value: string; expiresAt: number } | undefined;

  const takeSlot = (): void => {
    const now = clock.now();
    if (freeAt - now >= 1000) throw new DeliveryDeferred(Math.ceil(freeAt - 1000 + 1));
    freeAt = Math.max(freeAt, now) + spacingMs;
  };

  const request = async (url: URL, init: RequestInit): Promise<Response> => {
    try {
      return await send(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new DeliveryError('SDK_CLIENT_ERROR', `${url.origin} did not answer: ${reason}`, {
        retriable: true,
      });
    }
  };

  const oauthToken = async (
    auth: Extract<ConnectionAuth, { AuthorizationEndpoint: string }>,
  ): Promise<string> => {
    if (token && token.expiresAt > clock.now()) return token.value;
    const response = await request(new URL(auth.AuthorizationEndpoint), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: auth.ClientID,
        client_secret: auth.ClientSecret,
      }).toString(),
    });
    if (!response.ok) throw refusal(response);
    const grant = (await response.json()) as { access_token: string; expires_in?: number };
    token = { value: grant.access_token, expiresAt: clock.now() + (grant.expires_in ?? 0) * 1000 };
    return token.value;
  };

  const authorization = async (auth: ConnectionAuth): Promise<Record<string, string>> => {
    if (auth.AuthorizationType === 'API_KEY') return { [auth.ApiKeyName]: auth.ApiKeyValue };
    if (auth.AuthorizationType === 'BASIC')
      return {
        authorization: `Basic ${Buffer.from(`${auth.Username}:${auth.Password}`).toString('base64')}`,
      };
    return { authorization: `Bearer ${await oauthToken(auth)}` };
  };

  const refusal = (response: Response): DeliveryError =>
    new DeliveryError(`HTTP_${response.status}`, `The API destination answered ${response.status}.`, {
      retriable: response.status === 429 || response.status >= 500,
      retryAfterMs: retryAfterMs(response.headers.get('retry-after'), clock.now()),
    });

  return {
    /** @throws DeliveryError, or DeliveryDeferred when this second's rate is spent. */
    async invoke(payload: string, parameters: HttpParameters = {}): Promise<void> {
      takeSlot();
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        ...parameters.HeaderParameters,
        ...destination.connection.headers,
        ...(await authorization(destination.connection)),
      };
      const method = destination.HttpMethod;
      const body =
        method === 'GET' || method === 'HEAD' ? {} : { body: bodyOf(payload, destination.connection) };
      const response = await request(endpoint(destination, parameters), { method, headers, ...body });
      await response.body?.cancel();
      if (response.status === 401) token = undefined;
      if (!response.ok) throw refusal(response);
    },
  };
};
