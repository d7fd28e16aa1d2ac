import { AwsError, account, LocalCloudError } from '../aws.ts';
import { type HttpAnswer, type HttpRequest, message } from '../http-api/event.ts';
import type { Platform } from '../platform.ts';
import type { Buckets } from '../s3/service.ts';
import type { Handlers } from '../template/deploy.ts';
import { applyHeadersPolicy, type HeadersPolicy } from './headers-policy.ts';
import { createViewerFunction } from './viewer-function.ts';

export interface Distributions {
  readonly handlers: Handlers;
  /** Answers as the one distribution of the templates; without one, only the API's paths are there. */
  handle(request: HttpRequest): Promise<HttpAnswer>;
}

interface Behaviour {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly FunctionAssociations?: readonly { readonly EventType: string; readonly FunctionARN: string }[];
}

interface Origin {
  readonly Id: string;
  readonly DomainName: string;
  readonly S3OriginConfig?: object;
}

interface Distribution {
  readonly id: string;
  readonly behaviours: readonly Behaviour[];
  readonly origins: readonly Origin[];
  readonly rootObject?: string;
}

const text = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
});

const matchesPath = (pattern: string | undefined, path: string): boolean =>
  pattern === undefined ||
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(path);

const idOf = (logicalId: string): string =>
  `E${logicalId
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(-13)}`;

/** CloudFront in front of the site's bucket and the API: behaviours, deep links, headers. It caches nothing. */
export const createDistributions = (
  platform: Platform,
  { buckets, api }: { buckets: Buckets; api: (request: HttpRequest) => Promise<HttpAnswer> },
): Distributions => {
  const { iam, region, endpointUrl } = platform;
  const policies = new Map<string, HeadersPolicy>();
  const functions = new Map<string, ReturnType<typeof createViewerFunction>>();
  let distribution: Distribution | undefined;

  /** Reads as CloudFront, which the bucket's policy must let in: an absent file is forbidden, not missing. */
  const fromBucket = ({ DomainName }: Origin, { headers }: HttpRequest, uri: string): HttpAnswer => {
    const bucket = DomainName.replace(/\.s3\..*$/, '');
    const path = uri === '/' && distribution?.rootObject ? `/${distribution.rootObject}` : uri;
    const resource = `arn:aws:s3:::${bucket}${path}`;
    const sourceArn = `arn:aws:cloudfront::${account}:distribution/${distribution?.id}`;
    iam.authoriseService('cloudfront.amazonaws.com', { action: 's3:GetObject', resource, sourceArn });
    const object = buckets.objects.get(bucket, decodeURIComponent(path.slice(1)));
    if (!object) return text(403, 'Access Denied');
    const own = { 'content-type': object.contentType, etag: object.etag, ...object.headers };
    if (headers['if-none-match'] === object.etag) return { status: 304, headers: own, body: '' };
    return { status: 200, headers: own, body: buckets.objects.body(object) };
  };

  /** A browser on this machine finds the buckets at the endpoint, not in the domain that they have on AWS. */
  const localAddresses = (headers: HttpAnswer['headers']): HttpAnswer['headers'] => {
    const policy = headers['content-security-policy'];
    if (typeof policy !== 'string') return headers;
    const here = policy.replaceAll(
      new RegExp(`https://[a-z0-9.-]+\\.s3\\.${region}\\.amazonaws\\.com`, 'g'),
      endpointUrl,
    );
    return { ...headers, 'content-security-policy': here };
  };

  const fromOrigin = async (behaviour: Behaviour, request: HttpRequest): Promise<HttpAnswer> => {
    const origin = distribution?.origins.find(({ Id }) => Id === behaviour.TargetOriginId);
    if (!origin?.S3OriginConfig) return api(request);
    const association = behaviour.FunctionAssociations?.find(
      ({ EventType }) => EventType === 'viewer-request',
    );
    const seen = association ? functions.get(association.FunctionARN)?.(request) : undefined;
    if (seen && 'statusCode' in seen)
      return { status: seen.statusCode, headers: seen.location ? { location: seen.location } : {}, body: '' };
    return fromBucket(origin, request, seen?.uri ?? request.url.pathname);
  };

  const handle = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { pathname } = request.url;
    const behaviour = distribution?.behaviours.find(({ PathPattern }) => matchesPath(PathPattern, pathname));
    if (!behaviour)
      return pathname.startsWith('/v1')
        ? api(request)
        : text(
            404,
            'The templates have no site: the API is under /v1, the controls of the local cloud under /_local.\n',
          );
    try {
      const answer = await fromOrigin(behaviour, request);
      const policy = policies.get(behaviour.ResponseHeadersPolicyId ?? '');
      return { ...answer, headers: localAddresses(applyHeadersPolicy(policy, answer.headers)) };
    } catch (error) {
      if (error instanceof AwsError) return message(error.status, error.message);
      throw error;
    }
  };

  const handlers: Handlers = {
    'AWS::CloudFront::ResponseHeadersPolicy': {
      properties: ['ResponseHeadersPolicyConfig'],
      put({ properties, logicalId }) {
        policies.set(logicalId, properties.ResponseHeadersPolicyConfig as HeadersPolicy);
        return { ref: logicalId, attributes: { Id: logicalId } };
      },
    },
    'AWS::CloudFront::OriginAccessControl': {
      properties: ['OriginAccessControlConfig'],
      put: ({ logicalId }) => ({ ref: logicalId, attributes: { Id: logicalId } }),
    },
    'AWS::CloudFront::Function': {
      properties: ['Name', 'AutoPublish', 'FunctionCode', 'FunctionConfig'],
      put({ properties }) {
        const arn = `arn:aws:cloudfront::${account}:function/${String(properties.Name)}`;
        functions.set(arn, createViewerFunction(String(properties.FunctionCode)));
        return { ref: arn, attributes: { FunctionARN: arn } };
      },
    },
    'AWS::CloudFront::Distribution': {
      properties: ['DistributionConfig'],
      put({ properties, logicalId }) {
        if (distribution)
          throw new LocalCloudError(`${logicalId}: the local cloud has one address, so one distribution.`);
        const config = properties.DistributionConfig as {
          CacheBehaviors?: Behaviour[];
          DefaultCacheBehavior: Behaviour;
          Origins: Origin[];
          DefaultRootObject?: string;
        };
        distribution = {
          id: idOf(logicalId),
          behaviours: [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior],
          origins: config.Origins,
          ...(config.DefaultRootObject ? { rootObject: config.DefaultRootObject } : {}),
        };
        const { id } = distribution;
        return { ref: id, attributes: { Id: id, DomainName: `${id.toLowerCase()}.cloudfront.net` } };
      },
    },
  };

  return { handlers, handle };
};
