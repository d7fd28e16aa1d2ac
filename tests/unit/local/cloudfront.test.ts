import { describe, expect, it } from 'vitest';
import { bucketQuery, forwardingPolicy } from '../../../infra/local/cloudfront/forwarding.ts';
import { applyHeadersPolicy } from '../../../infra/local/cloudfront/headers-policy.ts';
import { createDistributions } from '../../../infra/local/cloudfront/service.ts';
import { createViewerFunction } from '../../../infra/local/cloudfront/viewer-function.ts';
import type { HttpRequest } from '../../../infra/local/http-api/event.ts';
import { createBuckets } from '../../../infra/local/s3/service.ts';
import type { Handlers } from '../../../infra/local/template/deploy.ts';
import { testPlatform } from './platform.ts';

const deepLinks = `function handler(event) {
  if (event.request.uri === '/old') return { statusCode: 302, headers: { location: { value: '/new' } } };
  if (!/\\.[a-z]+$/.test(event.request.uri)) event.request.uri = '/index.html';
  return event.request;
}`;

const get = (path: string, headers: Record<string, string> = {}): HttpRequest => ({
  method: 'GET',
  url: new URL(`http://localhost${path}`),
  headers,
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
});

const world = async ({ allowed = true } = {}) => {
  const platform = testPlatform();
  const buckets = createBuckets(platform, () => {
    throw new Error('Nothing is to be notified.');
  });
  const api = async () => ({ status: 200, headers: { 'x-frame-options': 'SAMEORIGIN' }, body: 'api' });
  const distributions = createDistributions(platform, { buckets, api });
  const put = async (
    handlers: Handlers,
    type: string,
    logicalId: string,
    properties: Record<string, unknown>,
  ) => handlers[type]?.put({ type, logicalId, stackName: 's', properties, physicalName: () => logicalId });
  await put(buckets.handlers, 'AWS::S3::Bucket', 'site', { BucketName: 'site' });
  buckets.put({ bucket: 'site', key: 'index.html', body: Buffer.from('<p>'), contentType: 'text/html' });
  await put(distributions.handlers, 'AWS::CloudFront::ResponseHeadersPolicy', 'headers', {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          ContentSecurityPolicy:
            "connect-src 'self' https://files.s3.eu-west-1.amazonaws.com https://127.0.0.1:7",
          Override: true,
        },
        FrameOptions: { FrameOption: 'DENY', Override: false },
      },
    },
  });
  const made = await put(distributions.handlers, 'AWS::CloudFront::Function', 'f', {
    Name: 'f',
    FunctionCode: deepLinks,
  });
  const distribution = await put(distributions.handlers, 'AWS::CloudFront::Distribution', 'web', {
    DistributionConfig: {
      CacheBehaviors: [{ PathPattern: '/v1/*', TargetOriginId: 'api', ResponseHeadersPolicyId: 'headers' }],
      DefaultCacheBehavior: {
        TargetOriginId: 'site',
        ResponseHeadersPolicyId: 'headers',
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: made?.ref }],
      },
      Origins: [
        {
          Id: 'site',
          DomainName: 'site.s3.eu-west-1.amazonaws.com',
          S3OriginConfig: {},
          OriginAccessControlId: 'access',
        },
        { Id: 'api', DomainName: 'x.execute-api.eu-west-1.amazonaws.com', CustomOriginConfig: {} },
      ],
    },
  });
  if (allowed)
    platform.iam.putResourcePolicy('arn:aws:s3:::site', 'p', {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::site/*',
        Condition: {
          StringEquals: {
            'AWS:SourceArn': `arn:aws:cloudfront::111122223333:distribution/${distribution?.ref}`,
          },
        },
      },
    });
  return distributions;
};

it.each([
  { path: '/index.html', status: 200, body: '<p>', because: 'it is a file of the site' },
  { path: '/cases/7', status: 200, body: '<p>', because: 'a deep link begins at the index' },
  {
    path: '/assets/absent.js',
    status: 403,
    body: 'Access Denied',
    because: 'an absent file is forbidden, not missing',
  },
  { path: '/v1/cases', status: 200, body: 'api', because: 'the behaviour of the path leads to the API' },
  { path: '/old', status: 302, body: '', because: 'the function answers by itself' },
])('answers $path with $status because $because', async ({ path, status, body }) => {
  const answer = await (await world()).handle(get(path));
  expect({ status: answer.status, body: answer.body.toString() }).toEqual({ status, body });
});

it('does not read a bucket that does not let the distribution in', async () => {
  expect(await (await world({ allowed: false })).handle(get('/'))).toMatchObject({ status: 403 });
});

it('says that a file has not changed', async () => {
  const distributions = await world();
  const { headers } = await distributions.handle(get('/'));
  expect(await distributions.handle(get('/', { 'if-none-match': String(headers.etag) }))).toMatchObject({
    status: 304,
  });
});

it("adds the policy's headers, with the buckets and the files where they are on this machine", async () => {
  const { headers } = await (await world()).handle(get('/'));
  expect(headers['content-security-policy']).toBe("connect-src 'self' http://127.0.0.1:1 http://127.0.0.1:7");
  expect(headers['x-frame-options']).toBe('DENY');
});

it("lets the origin's own header stand unless the policy overrides it", async () => {
  const { headers } = await (await world()).handle(get('/v1/cases'));
  expect(headers['x-frame-options']).toBe('SAMEORIGIN');
});

it('takes no method that a behaviour does not name', async () => {
  expect(await (await world()).handle({ ...get('/'), method: 'POST' })).toMatchObject({ status: 403 });
});

describe('the query that a bucket is sent', () => {
  const query = 'response-content-type=image%2Fpng&X-Amz-Signature=1&response-cache-control=no-store';
  const url = new URL(`http://localhost/key?${query}`);
  const own = new Map([['own', forwardingPolicy('own', { QueryStringBehavior: 'all' })]]);
  const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

  it.each([
    { policies: ['own'], sent: `?${query}`, because: 'a policy of ours forwards it unchanged' },
    { policies: [cachingDisabled], sent: '', because: 'a cache policy without it forwards none' },
    {
      policies: [cachingDisabled, allViewerExceptHostHeader],
      sent: '?X-Amz-Signature=1&response-cache-control=no-store',
      because: "AWS's own policy keeps what changes the type from S3",
    },
  ])('is "$sent", because $because', ({ policies, sent }) => {
    expect(bucketQuery(url, policies, own)).toBe(sent);
  });

  it('is never guessed: an unknown policy, or one that picks, is refused', () => {
    expect(() => bucketQuery(url, ['another'], own)).toThrow(/does not know the policy another/);
    expect(() => forwardingPolicy('picks', { QueryStringBehavior: 'whitelist' })).toThrow(/all of a query/);
  });
});

it('writes every security header as browsers read it', () => {
  const policy = {
    SecurityHeadersConfig: {
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
      StrictTransportSecurity: {
        AccessControlMaxAgeSec: 60,
        IncludeSubdomains: true,
        Preload: true,
        Override: true,
      },
    },
    CustomHeadersConfig: { Items: [{ Header: 'X-Own', Value: '1', Override: true }] },
  };
  expect(applyHeadersPolicy(policy, {})).toEqual({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=60; includeSubDomains; preload',
    'x-own': '1',
  });
});

it('ends a viewer function that runs for too long', () => {
  expect(() => createViewerFunction('function handler() { for (;;); }')(get('/'))).toThrow(/timed out/);
});
