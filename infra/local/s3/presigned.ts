import { createHash, createHmac } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { ApiRequest } from '../endpoint/service.ts';
import type { Role } from '../iam/iam.ts';

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const signatureOf = ({ method, url, headers }: ApiRequest, secret: string): string => {
  const value = (name: string): string => url.searchParams.get(name) ?? '';
  const [, ...scope] = value('X-Amz-Credential').split('/');
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, one]) => `${encode(name)}=${encode(one)}`)
    .sort()
    .join('&');
  const signed = value('X-Amz-SignedHeaders').split(';');
  const canonical = [
    method,
    url.pathname,
    query,
    ...signed.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signed.join(';'),
    url.searchParams.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', value('X-Amz-Date'), scope.join('/'), digest].join('\n');
  const key = scope.reduce<string | Buffer>((one, step) => hmac(one, step), `AWS4${secret}`);
  return createHmac('sha256', key).update(text).digest('hex');
};

const instant = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/**
 * Checks a presigned URL: its signature, and that it has not expired by the clock.
 *
 * @throws AwsError `SignatureDoesNotMatch` or `AccessDenied`, both 403
 */
export const checkPresigned = (request: ApiRequest, caller: Role, now: number): void => {
  const { searchParams } = request.url;
  const given = searchParams.get('X-Amz-Signature');
  if (given === null) return;
  if (signatureOf(request, caller.secretAccessKey) !== given)
    throw new AwsError('SignatureDoesNotMatch', 'The request signature we calculated does not match.', 403);
  const end =
    instant(searchParams.get('X-Amz-Date') ?? '') + Number(searchParams.get('X-Amz-Expires')) * 1000;
  if (!(now < end)) throw new AwsError('AccessDenied', 'Request has expired', 403);
};
