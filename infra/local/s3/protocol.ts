import { escapeXml } from '../endpoint/protocols.ts';
import type { ApiRequest, Protocol, WireAnswer } from '../endpoint/service.ts';
import type { StoredObject } from './objects.ts';

/** The object, or the bucket alone, that a request is about. */
export interface Input {
  readonly bucket: string;
  readonly key: string;
}

const xml = (status: number, body: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const operationOf = ({ method, url, headers }: ApiRequest, key: string): string => {
  if (key === '')
    return method === 'GET' && url.searchParams.get('list-type') === '2'
      ? 'ListObjectsV2'
      : `${method}Bucket`;
  if (method === 'PUT' && headers['x-amz-copy-source']) return 'CopyObject';
  const names: Record<string, string> = {
    GET: 'GetObject',
    HEAD: 'HeadObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
  };
  return url.searchParams.has('uploads') || url.searchParams.has('uploadId')
    ? 'Multipart'
    : (names[method] ?? method);
};

/** S3 over REST, addressed by path: `/BUCKET/KEY`. */
export const protocol: Protocol = {
  parse(request) {
    const [, bucket = '', ...rest] = request.url.pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    return { operation: operationOf(request, key), input: { bucket, key } satisfies Input };
  },
  answer: (operation, _result, _id) => ({
    status: operation === 'DeleteObject' ? 204 : 200,
    headers: {},
    body: '',
  }),
  error: ({ code, message, status }, requestId) =>
    xml(
      status,
      `<Error><Code>${code === 'AccessDeniedException' ? 'AccessDenied' : code}</Code>` +
        `<Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`,
    ),
};

/** The answer of `ListObjectsV2`: a page of what is there. */
export const listing = (bucket: string, url: URL, all: readonly StoredObject[]): WireAnswer => {
  const { searchParams } = url;
  const max = Number(searchParams.get('max-keys') ?? 1000);
  const after = searchParams.get('continuation-token') ?? searchParams.get('start-after') ?? '';
  const rest = all.filter(({ key }) => key > after);
  const page = rest.slice(0, max);
  const truncated = rest.length > page.length;
  const contents = page.map(
    ({ key, size, etag, lastModified }) =>
      `<Contents><Key>${escapeXml(key)}</Key><LastModified>${new Date(lastModified).toISOString()}</LastModified>` +
      `<ETag>${escapeXml(etag)}</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return xml(
    200,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name>` +
      `<Prefix>${escapeXml(searchParams.get('prefix') ?? '')}</Prefix><KeyCount>${page.length}</KeyCount>` +
      `<MaxKeys>${max}</MaxKeys><IsTruncated>${truncated}</IsTruncated>${contents.join('')}` +
      `${truncated ? `<NextContinuationToken>${escapeXml(page.at(-1)?.key ?? '')}</NextContinuationToken>` : ''}` +
      '</ListBucketResult>',
  );
};
