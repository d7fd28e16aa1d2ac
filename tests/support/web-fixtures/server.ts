import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { bundlesDir } from '../../../infra/bundle.ts';
import { contentSecurityPolicy } from '../../../infra/constructs/content-security-policy.ts';
import { routes } from '../../../shared/contracts/api/index.ts';
import type { Route } from '../../../shared/contracts/api/route.ts';
import type { Answers, FixtureRequest } from './answers.ts';

const dist = join(bundlesDir, 'publish-site', 'site');
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const policy = contentSecurityPolicy({
  signIn: 'https://sign-in.guardia.example',
  uploads: 'https://uploads.guardia.example',
  downloads: 'https://files.guardia.example',
});

export interface WebFixtures {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves the built dashboard under the deployment's own policy, with answers that a test chooses: for what
 * the local cloud cannot be brought to in a second, such as a queue of a thousand cases or a failing API.
 */
export async function startWebFixtures(answers: Answers, port = 0): Promise<WebFixtures> {
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const url = new URL(message.url ?? '/', 'http://fixtures');
      const text = Buffer.concat(chunks).toString();
      reply(answers, {
        method: message.method ?? 'GET',
        url,
        body: text === '' ? {} : JSON.parse(text),
      }).then(
        ({ status, type, body }) => {
          response.writeHead(status, { 'content-type': type, 'content-security-policy': policy });
          response.end(body);
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => stop(server),
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

const json = (body: unknown, status = 200): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

async function reply(answers: Answers, request: FixtureRequest): Promise<Reply> {
  const { pathname } = request.url;
  if (pathname === '/config.json') return json({ local: true });
  if (pathname === '/_local/token') return json({ token: (request.body as { user: string }).user });
  if (pathname === '/_local/clock') return json({ now: new Date().toISOString() });
  if (pathname.startsWith('/v1/')) return answer(answers, request);
  return file(pathname);
}

async function answer(answers: Answers, request: FixtureRequest): Promise<Reply> {
  for (const [id, route] of Object.entries(routes) as [keyof typeof routes, Route][]) {
    const pattern = new RegExp(`^/v1${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(request.url.pathname);
    if (match === null || route.method !== request.method.toLowerCase()) continue;
    const give = answers[id] as ((of: FixtureRequest) => unknown) | undefined;
    if (give === undefined) break;
    const found = await give({ ...request, params: match.groups ?? {} });
    return found instanceof Refusal ? json(found.problem, found.problem.status) : json(found, route.status);
  }
  return json(
    { type: 'about:blank', title: 'Not found', status: 404, detail: 'No fixture.', code: 'none' },
    404,
  );
}

/** An answer that refuses. */
export class Refusal {
  readonly problem: {
    readonly status: number;
    readonly title: string;
    readonly detail: string;
    readonly code: string;
    readonly type: string;
  };

  constructor(status: number, code: string, detail: string) {
    this.problem = { status, code, detail, title: code, type: `urn:guardia:problem:${code}` };
  }
}

/** A file of the site, named as infra/constructs/site-distribution.ts knows them; any other address is a page of the app. */
async function file(pathname: string): Promise<Reply> {
  const isFile = /^\/(assets\/.+|[^/]+\.[a-z0-9]+)$/.test(pathname);
  const name = isFile ? normalize(pathname) : 'index.html';
  const body = await readFile(join(dist, name)).catch(() => null);
  if (body === null) return { status: 404, type: 'text/plain', body: 'not found' };
  return { status: 200, type: types[extname(name)] ?? 'application/octet-stream', body };
}
