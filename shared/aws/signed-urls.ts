import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';

/** For how long an address works, in seconds: long enough for one click or one upload. */
export const signedSeconds = 300;

export interface SignedUrls {
  /**
   * Always a download under its own name; only plain images that a message shows are shown by the browser.
   * The signature is made for the bucket, the address names the host before it.
   */
  readonly download: (
    key: string,
    file: { name: string; contentType: string; inline: boolean },
  ) => Promise<string>;
  /** Takes exactly the bytes with this SHA-256 (hexadecimal) and size. */
  readonly upload: (
    key: string,
    file: { size: number; sha256: string },
  ) => Promise<{ url: string; headers: Record<string, string> }>;
}

/** Images that a browser may show without running anything in them. */
const shownInline = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);

/**
 * Short-lived addresses of a bucket's objects, signed on the machine: no call, and none of the S3 client
 * (100 KB of the API's bundle). They die with the role's credentials at the latest.
 *
 * @param downloadsHost where downloads are answered with the headers that S3 lacks (infra/constructs/downloads-distribution.ts)
 */
export function signedUrls(bucket: string, downloadsHost: string): SignedUrls {
  const region = process.env.AWS_REGION ?? 'us-east-1';
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: defaultProvider(),
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const at = bucketAddress(bucket, region);
  const sign = async (
    method: string,
    key: string,
    query: Record<string, string>,
    headers: Record<string, string>,
  ) => {
    const request = {
      method,
      protocol: at.protocol,
      hostname: at.hostname,
      ...(at.port === '' ? {} : { port: Number(at.port) }),
      path: `${at.pathname.replace(/\/$/, '')}/${key}`,
      query,
      headers: { host: at.host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers },
    };
    const signed = await signer.presign(request, {
      expiresIn: signedSeconds,
      unhoistableHeaders: new Set(Object.keys(headers)),
      unsignableHeaders: new Set(['x-amz-content-sha256']),
    });
    const parameters = new URLSearchParams(signed.query as Record<string, string>);
    return parameters.toString().replaceAll('+', '%20');
  };

  return {
    download: async (key, { name, contentType, inline }) => {
      const shown = inline && shownInline.has(contentType);
      const plain = name.replace(/[^\w.-]+/g, '_').slice(-100) || 'attachment';
      const download = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
      const query = {
        'response-content-disposition': shown ? 'inline' : download,
        'response-content-type': shown ? contentType : 'application/octet-stream',
        'response-cache-control': 'private, no-store',
      };
      return `${at.protocol}//${downloadsHost}/${key}?${await sign('GET', key, query, {})}`;
    },
    upload: async (key, { size, sha256 }) => {
      const headers = {
        'content-type': 'application/octet-stream',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      };
      const query = await sign('PUT', key, {}, { ...headers, 'content-length': String(size) });
      return { url: `${at.href}${key}?${query}`, headers };
    },
  };
}

/** The bucket's own host, or a path of the endpoint that the SDK's standard variables name. */
function bucketAddress(bucket: string, region: string): URL {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  if (endpoint === undefined) return new URL(`https://${bucket}.s3.${region}.amazonaws.com/`);
  return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/`);
}

/** Node's own hash in the shape that the signer asks for. */
class Sha256 {
  private readonly secret: string | ArrayBuffer | ArrayBufferView | undefined;
  private hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.secret = secret;
    this.hash = this.begin();
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    this.hash = this.begin();
  }

  private begin(): Hash | Hmac {
    return this.secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(this.secret));
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
