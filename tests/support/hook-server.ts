import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A customer's server: keeps what it took by its `webhook-id`, and fails when it is told to. */
export interface HookServer extends AsyncDisposable {
  readonly url: string;
  /** Bodies by the id of their event, in the order in which they came. */
  readonly received: ReadonlyMap<string, readonly string[]>;
  readonly requests: readonly { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** From now on: fails the requests for which it says so, given how many came since. */
  readonly fail: (failing: (count: number) => boolean) => void;
}

/** @param failing whether the request of this number, from 0, is answered with 503 */
export async function startHookServer(failing: (count: number) => boolean): Promise<HookServer> {
  const received = new Map<string, string[]>();
  const requests: { headers: IncomingHttpHeaders; body: string }[] = [];
  let fails = failing;
  let count = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const refused = fails(count);
    count += 1;
    if (!refused) {
      const id = String(request.headers['webhook-id']);
      received.set(id, [...(received.get(id) ?? []), body]);
      requests.push({ headers: request.headers, body });
    }
    response.writeHead(refused ? 503 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/guardia`,
    received,
    requests,
    fail: (next) => {
      fails = next;
      count = 0;
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
