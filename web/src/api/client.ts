import type { Problem } from '../../../shared/contracts/api/route.ts';
import { ApiProblem, SignedOut, Unreachable } from './errors.ts';
import { type Answer, addressOf, type CallOptions, type OperationId } from './operations.ts';

/** What the client needs to know of the session. */
export interface Caller {
  readonly apiUrl: string;
  /** A valid access token, renewed if needed. @throws SignedOut */
  readonly token: (options?: { readonly renew: boolean }) => Promise<string>;
  /** Hears the desk's time with each answer. */
  readonly onDate?: (milliseconds: number) => void;
}

interface Remembered {
  readonly etag: string;
  readonly answer: unknown;
}

/** How many answers are kept for conditional reads: the pages that one person keeps open, and no more. */
const rememberedAnswers = 60;

export type Call = <Id extends OperationId>(id: Id, options: CallOptions<Id>) => Promise<Answer<Id>>;

/**
 * The typed client of `/v1`. Repeated reads are conditional (`If-None-Match`): while nothing changed the
 * answer is an empty 304 and the very object of before, so that polling neither transfers nor renders.
 * Answers live in memory only: the API says `no-store`, and a shared computer's disk keeps nothing.
 */
export function createClient({ apiUrl, token, onDate = () => {} }: Caller): Call {
  const remembered = new Map<string, Remembered>();

  async function send(request: Request, renew: boolean, open: boolean): Promise<Response> {
    const attempt = new Request(request.clone());
    if (!open) attempt.headers.set('authorization', `Bearer ${await token({ renew })}`);
    try {
      const response = await fetch(attempt);
      onDate(Date.parse(response.headers.get('date') ?? ''));
      return response;
    } catch (cause) {
      if (request.signal.aborted) throw cause;
      throw new Unreachable(cause);
    }
  }

  return async (id, options) => {
    const { method, address, open } = addressOf(id, options);
    const known = method === 'get' ? remembered.get(address) : undefined;
    const request = requestOf(`${apiUrl}${address}`, method.toUpperCase(), options, known);
    let response = await send(request, false, open);
    if (response.status === 401 && !open) response = await send(request, true, open);
    if (response.status === 304 && known !== undefined) return known.answer as never;
    if (response.status === 401) throw new SignedOut();
    if (!response.ok) throw await problemOf(response);
    if (response.status === 204) return {} as never;
    if (response.headers.get('content-type')?.startsWith('text/html'))
      return (await response.text()) as never;
    const answer: unknown = await response.json();
    const etag = response.headers.get('etag');
    if (method === 'get' && etag !== null) remember(remembered, address, { etag, answer });
    return answer as never;
  };
}

function requestOf(
  url: string,
  method: string,
  options: { body?: unknown; version?: number; idempotencyKey?: string; signal?: AbortSignal },
  known: Remembered | undefined,
): Request {
  const headers = new Headers({ accept: 'application/json' });
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.version !== undefined) headers.set('if-match', `"${options.version}"`);
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  if (known !== undefined) headers.set('if-none-match', known.etag);
  return new Request(url, {
    method,
    headers,
    cache: 'no-store',
    credentials: 'omit',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

function remember(remembered: Map<string, Remembered>, address: string, entry: Remembered): void {
  remembered.delete(address);
  remembered.set(address, entry);
  const oldest = remembered.size > rememberedAnswers ? remembered.keys().next() : undefined;
  if (oldest?.value !== undefined) remembered.delete(oldest.value);
}

async function problemOf(response: Response): Promise<Error> {
  const body = (await response.json().catch(() => null)) as Problem | null;
  if (body === null || typeof body.detail !== 'string') {
    return response.status >= 500 ? new Unreachable(response.status) : new ApiProblem(unnamed(response));
  }
  return new ApiProblem(body);
}

function unnamed({ status, statusText }: Response): Problem {
  return { type: 'about:blank', title: statusText, status, detail: statusText, code: `http-${status}` };
}
