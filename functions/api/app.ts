import { createHash } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import { Hono } from 'hono';
import * as z from 'zod';
import type { CommandUses } from '../../shared/aws/command-uses.ts';
import type { OperationId, Routes } from '../../shared/contracts/api/index.ts';
import { id, type Route } from '../../shared/contracts/api/route.ts';
import { authoriseCall } from '../../shared/domain/access/policy.ts';
import { type Principal, principalKey } from '../../shared/domain/access/principal.ts';
import { InvalidInput, NotFound } from '../../shared/errors/index.ts';
import { HtmlPage, wantsHtml } from './html-page.ts';
import { once } from './idempotency.ts';
import type { Handlers } from './operation.ts';
import type { Claims } from './principal.ts';
import { defect, problemOf } from './problem.ts';
import { readJson, validate } from './validate.ts';

export interface ApiOptions<Served extends OperationId> {
  /** The part of the contract that this app serves. */
  readonly routes: Pick<Routes, Served>;
  readonly handlers: Handlers<Served>;
  /** Describes the whole API (`/v1/openapi.json`), given the address of its server. */
  readonly document?: (server: string) => object;
  readonly principalOf: (claims: Claims | undefined) => Promise<Principal>;
  readonly commandUses: CommandUses;
  readonly now: () => string;
  readonly logger: Pick<Logger, 'error'>;
}

export type Bindings = {
  Bindings: {
    readonly claims: Claims | undefined;
    readonly server: string;
    /** API Gateway's: the access log has the same. */
    readonly requestId: string;
  };
};

/** The longest name in a path: more than any id, number, hash or signed token has. */
const longestParam = 200;

/** Who calls a public route: nobody yet, until the link in it has been verified. */
const anonymous: Principal = {
  id: 'anonymous',
  name: '',
  address: '',
  kind: 'contact',
  roles: [],
  accountId: '',
  scopes: [],
};

/** Routes of the contract as an HTTP API, each authenticated, authorised and validated in the same way. */
export function createApp<Served extends OperationId>({
  routes,
  handlers,
  logger,
  ...options
}: ApiOptions<Served>): Hono<Bindings> {
  const { principalOf } = options;
  const app = new Hono<Bindings>();
  const { document } = options;
  if (document !== undefined)
    app.get('/v1/openapi.json', (context) => context.json(document(context.env.server)));
  for (const operation of Object.keys(handlers) as Served[]) {
    const route: Route = routes[operation];
    const path = `/v1${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    app.on(route.method.toUpperCase(), path, async (context) => {
      const principal = route.callers.length === 0 ? anonymous : await principalOf(context.env.claims);
      authoriseCall(principal, route);
      const query = validate((route.query ?? z.object({})).strict(), context.req.query(), 'query');
      const body =
        route.body === undefined
          ? undefined
          : validate(route.body, readJson(await context.req.text()), 'body');
      const key = context.req.header('idempotency-key');
      const request = {
        principal,
        params: paramsOf(route, context.req.param() as Record<string, string>),
        query,
        body,
        commandKey:
          route.idempotent === true && key !== undefined ? commandKey(principal, operation, key) : null,
        wantsHtml:
          route.html === true && wantsHtml(context.req.query('format'), context.req.header('accept')),
        expectedVersion: route.versioned === true ? versionOf(context.req.header('if-match')) : undefined,
      };
      const handle = handlers[operation] as unknown as (request: unknown) => Promise<unknown>;
      const answer = await once(options, request, () => handle(request));
      if (answer instanceof HtmlPage) return context.body(answer.html, 200, answer.headers);
      if (route.status === 204) return context.body(null, 204);
      const text = JSON.stringify(answer);
      const etag = versionTag(answer) ?? (route.method === 'get' ? contentTag(text) : null);
      // A version says less than the whole view (who is open now, what the reader may see), so it never answers 304.
      if (etag?.startsWith('W/') && context.req.header('if-none-match') === etag)
        return context.body(null, 304, { 'cache-control': 'no-store', etag });
      return context.body(text, route.status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        ...(etag === null ? {} : { etag }),
      });
    });
  }
  app.notFound((context) =>
    problem(context, {
      ...defect,
      status: 404,
      title: 'Not found',
      code: 'no-such-route',
      type: 'urn:guardia:problem:no-such-route',
      detail: 'There is no such route; see /v1/openapi.json.',
    }),
  );
  app.onError((error, context) => {
    const known = problemOf(error);
    if (known === null) {
      const { requestId } = context.env;
      logger.error('request failed', { error, requestId, caseId: context.req.param('caseId') ?? null });
    }
    return problem(context, known ?? defect);
  });
  return app;
}

function problem(
  context: { body: (text: string, status: never, headers: Record<string, string>) => Response },
  of: typeof defect,
): Response {
  return context.body(JSON.stringify(of), of.status as never, { 'content-type': 'application/problem+json' });
}

/** What a path names: nothing is longer, and what a request may make gets a proper name. @throws InvalidInput | NotFound */
function paramsOf(
  { creates }: Route,
  params: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const long = Object.values(params).find((value) => value.length > longestParam);
  if (long !== undefined) throw new NotFound('thing', `${long.slice(0, 40)}…`);
  if (creates !== undefined) validate(z.object({ [creates]: id }), params, 'path');
  return params;
}

function commandKey(principal: Principal, operation: string, key: string): string {
  if (key.length > 200)
    throw new InvalidInput('The Idempotency-Key is too long.', [
      { path: 'Idempotency-Key', message: 'Use at most 200 characters.' },
    ]);
  return `${principalKey(principal)}:${operation}:${key}`;
}

function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw new InvalidInput(
      'The If-Match header names no version.',
      [{ path: 'If-Match', message: 'Send the ETag that you read.' }],
      'bad-if-match',
    );
  return Number(version);
}

/** Names what a list says, so that whoever asks again is told "nothing new" in an empty answer. */
function contentTag(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

function versionTag(answer: unknown): string | null {
  if (answer === null || typeof answer !== 'object' || !('version' in answer)) return null;
  return typeof answer.version === 'number' ? `"${answer.version}"` : null;
}
