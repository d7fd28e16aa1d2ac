import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A customer's server: keeps what it was sent by its `webhook-id`, and fails now and then. */
export interface HookServer extends AsyncDisposable {
  readonly url: string;
  /** Bodies by the id of their event, in the order in which they came. */
  readonly received: ReadonlyMap<string, readonly string[]>;
}

/** @param failEvery each so many requests is answered with 503 */
export async function startHookServer(failEvery: number): Promise<HookServer> {
  const received = new Map<string, string[]>();
  let requests = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests += 1;
    const failing = requests % failEvery === 0;
    if (!failing) {
      const id = String(request.headers['webhook-id']);
      received.set(id, [...(received.get(id) ?? []), Buffer.concat(chunks).toString('utf8')]);
    }
    response.writeHead(failing ? 503 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/guardia`,
    received,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
