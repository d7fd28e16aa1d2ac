import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer, HttpRequest } from './http-api/event.ts';

export interface Front {
  readonly port: number;
  stop(): Promise<void>;
}

/** Who answers what: `/_local/...`, and everything else. */
export interface FrontPorts {
  control(request: HttpRequest): Promise<HttpAnswer>;
  site(request: HttpRequest): Promise<HttpAnswer>;
  log(text: string): void;
}

/** A little over API Gateway's own limit, so that it is the one that refuses. */
const MAX_BODY = 11 * 1024 * 1024;

const readBody = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Starts the one address for browsers and programs. */
export const startFront = (port: number, { control, site, log }: FrontPorts): Promise<Front> =>
  startHttp(port, {
    answer: (request) => (request.url.pathname.startsWith('/_local/') ? control(request) : site(request)),
    log,
  });

/** Starts an address of this machine. */
export const startHttp = async (
  port: number,
  ports: { answer(request: HttpRequest): Promise<HttpAnswer>; log(text: string): void },
): Promise<Front> => {
  const answer = async (message: IncomingMessage): Promise<HttpAnswer> => {
    return ports.answer({
      method: message.method ?? 'GET',
      url: new URL(`http://localhost${message.url ?? '/'}`),
      headers: message.headers,
      body: await readBody(message),
      sourceIp: message.socket.remoteAddress ?? '',
    });
  };

  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await answer(message);
    response.writeHead(status, {
      ...(headers as OutgoingHttpHeaders),
      'content-length': Buffer.byteLength(body),
    });
    response.end(message.method === 'HEAD' ? undefined : body);
  };

  const server = createServer({ maxHeaderSize: 64 * 1024 }, (message, response) => {
    respond(message, response).catch((error: unknown) => {
      ports.log(String(error instanceof Error ? error.stack : error));
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
