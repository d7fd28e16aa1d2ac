import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What a server that we know nothing about answered; its words are not read. */
export interface PostAnswer {
  readonly status: number;
}

/** Nothing was sent there, or no answer came back; the message says why in words for the one who owns the address. */
export class PostFailed extends Error {
  override readonly name = 'PostFailed';
  /** Another try may pass. */
  readonly transient: boolean;
  constructor(message: string, transient: boolean, cause?: unknown) {
    super(message, { cause });
    this.transient = transient;
  }
}

export interface PublicPost {
  /** @throws PostFailed */
  readonly post: (
    url: string,
    message: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  ) => Promise<PostAnswer>;
}

const timeoutMilliseconds = 5_000;

/** Loaded at the first delivery: as part of a cold start they would double it, because Node reads `fetch` along. */
const requestOf = async (protocol: string) =>
  (await (protocol === 'https:' ? import('node:https') : import('node:http'))).request;

/**
 * Posts to addresses that customers chose. Their names may lead into our own network, so each address that a
 * name resolves to is judged at the moment of connecting, when it can no longer change (SSRF by DNS
 * rebinding). Redirects are answers like any other: they are not followed.
 *
 * @param loopback lets the address of this very machine through, and plain HTTP to it: for the local cloud
 */
export function publicPost({ loopback }: { readonly loopback: boolean }): PublicPost {
  const reserved = reservedAddresses({ loopback });
  return {
    post: async (url, { body, headers }) => {
      const target = new URL(url);
      if (target.protocol !== 'https:' && !loopback) {
        throw new PostFailed('Only https addresses are sent to.', false);
      }
      const literal = target.hostname.replace(/^\[|\]$/g, '');
      if (isIP(literal) !== 0 && reserved(literal)) throw new PostFailed(unreachable(literal), false);
      const send = await requestOf(target.protocol);
      return await new Promise((answer, refuse) => {
        const sent = send(
          target,
          {
            method: 'POST',
            headers: { ...headers, 'content-length': Buffer.byteLength(body) },
            lookup: judged(reserved),
            signal: AbortSignal.timeout(timeoutMilliseconds),
            agent: false,
          },
          (response) => {
            // Whatever it says, it is not read: the connection ends here.
            response.destroy();
            answer({ status: response.statusCode ?? 0 });
          },
        );
        sent.on('error', (error) => refuse(failure(error)));
        sent.end(body);
      });
    },
  };
}

function failure(error: Error): PostFailed {
  if (error instanceof PostFailed) return error;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return new PostFailed(`There was no answer within ${timeoutMilliseconds / 1000} seconds.`, true, error);
  }
  const code = 'code' in error ? String(error.code) : error.message;
  return new PostFailed(`The server could not be reached (${code}).`, true, error);
}

/** A name's addresses, refused as a whole if any of them is not on the public internet. */
function judged(reserved: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, '', 0);
      const inside = addresses.find(({ address }) => reserved(address));
      const [first] = addresses;
      if (inside !== undefined || first === undefined) {
        return done(new PostFailed(unreachable(hostname), false), '', 0);
      }
      if (options.all === true) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}

const unreachable = (host: string): string => `${host} is not an address on the public internet.`;

/** Special-purpose addresses (IANA registries, RFC 6890): this machine, private networks, link-local, and the like. */
function reservedAddresses({ loopback }: { loopback: boolean }): (address: string) => boolean {
  const list = new BlockList();
  for (const [network, prefix] of reservedV4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of reservedV6) list.addSubnet(network, prefix, 'ipv6');
  const own = new BlockList();
  own.addSubnet('127.0.0.0', 8, 'ipv4');
  own.addAddress('::1', 'ipv6');
  return (address) => {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (loopback && own.check(address, family)) return false;
    return list.check(address, family);
  };
}

const reservedV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Only 2000::/3 is given out; inside it, tunnels and documentation lead elsewhere. Mapped IPv4 is judged as IPv4. */
const reservedV6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
