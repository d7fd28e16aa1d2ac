import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { PostFailed, publicPost } from '../../../shared/aws/public-post.ts';

let server: Server;
let origin: string;
const seen: { url: string; body: string; headers: Record<string, unknown> }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      seen.push({ url: request.url ?? '', body, headers: request.headers });
      const status = Number(request.url?.slice(1)) || 200;
      response
        .writeHead(status, status === 302 ? { location: `${origin}/200` } : {})
        .end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  seen.length = 0;
});

const local = publicPost({ loopback: true });
const outside = publicPost({ loopback: false });
const message = { body: '{"type":"case.opened"}', headers: { 'webhook-id': 'case.1' } };

it('hands over body and headers, and answers with the status alone', async () => {
  expect(await local.post(`${origin}/204`, message)).toEqual({ status: 204 });
  expect(seen).toEqual([
    { url: '/204', body: message.body, headers: expect.objectContaining({ 'webhook-id': 'case.1' }) },
  ]);
});

it('follows no redirect: it could lead inside', async () => {
  expect(await local.post(`${origin}/302`, message)).toEqual({ status: 302 });
  expect(seen.map(({ url }) => url)).toEqual(['/302']);
});

it.each([
  { url: 'http://hooks.acme.example/', because: 'it is not https' },
  { url: 'https://127.0.0.1/', because: 'loopback' },
  { url: 'https://[::1]/', because: 'loopback in IPv6' },
  { url: 'https://2130706433/', because: 'loopback written as a number' },
  { url: 'https://0x7f.1/', because: 'loopback written in hexadecimal' },
  { url: 'https://localhost/', because: 'a name that resolves to loopback' },
  { url: 'https://169.254.169.254/latest/meta-data/', because: 'the metadata of the machine' },
  { url: 'https://10.0.0.7/', because: 'a private network' },
  { url: 'https://172.31.255.255/', because: 'a private network' },
  { url: 'https://192.168.1.1/', because: 'a private network' },
  { url: 'https://100.64.0.1/', because: 'the network of a carrier' },
  { url: 'https://0.0.0.0/', because: 'this host' },
  { url: 'https://224.0.0.1/', because: 'multicast' },
  { url: 'https://[fd00::1]/', because: 'a private network in IPv6' },
  { url: 'https://[fe80::1]/', because: 'link-local in IPv6' },
  { url: 'https://[::ffff:10.0.0.7]/', because: 'a private address mapped into IPv6' },
  { url: 'https://[64:ff9b::a00:7]/', because: 'a private address behind NAT64' },
  { url: 'https://[2002:a00:7::]/', because: 'a private address behind 6to4' },
])('refuses $url for good: $because', async ({ url }) => {
  const failure = await outside.post(url, message).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(PostFailed);
  expect((failure as PostFailed).transient).toBe(false);
});

it('keeps private networks out even where its own machine is let in', async () => {
  await expect(local.post('https://10.0.0.7/', message)).rejects.toMatchObject({ transient: false });
  await expect(local.post('https://169.254.169.254/', message)).rejects.toMatchObject({ transient: false });
});

it('counts a server that refuses the connection as one to try again', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));

  await expect(local.post(`http://127.0.0.1:${port}/`, message)).rejects.toMatchObject({
    name: 'PostFailed',
    transient: true,
  });
});
