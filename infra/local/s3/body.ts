import { createHash } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { ApiRequest } from '../endpoint/service.ts';

/** Takes `SIZE;chunk-signature=...\r\nBYTES\r\n` apart, up to the chunk of size 0. */
const unchunk = (body: Buffer): Buffer => {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, end).toString('latin1'), 16);
    if (end < 0 || Number.isNaN(size))
      throw new AwsError('IncompleteBody', 'The chunked body is not well formed.');
    if (size === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
};

/**
 * The object's bytes: SDKs send some bodies in signed chunks with a checksum after them.
 *
 * @throws AwsError `BadDigest` when they are not those that the request's checksum promises.
 */
export const objectBody = ({ headers, body }: ApiRequest): Buffer => {
  const chunked =
    String(headers['content-encoding'] ?? '').includes('aws-chunked') ||
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  const bytes = chunked ? unchunk(body) : body;
  const promised = headers['x-amz-checksum-sha256'];
  if (promised !== undefined && createHash('sha256').update(bytes).digest('base64') !== promised)
    throw new AwsError('BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
  return bytes;
};

/** Headers of a request that come back with the object. */
export const objectHeaders = ({ headers }: ApiRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) =>
        /^(x-amz-meta-.*|cache-control|content-disposition|content-language|expires)$/.test(name),
      )
      .map(([name, value]) => [name, String(value)]),
  );

/** `bytes=START-END` of an object of this size. @throws AwsError `InvalidRange` */
export const rangeOf = (
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined => {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start > end) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { start, end };
};
