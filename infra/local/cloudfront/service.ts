import { AwsError, account, LocalCloudError } from '../aws.ts';
import { type Front, startHttp } from '../front.ts';
import { type HttpAnswer, type HttpRequest, message } from '../http-api/event.ts';
import type { Platform } from '../platform.ts';
import type { Buckets } from '../s3/service.ts';
import type { Handlers } from '../template/deploy.ts';
import { bucketQuery, type ForwardingPolicy, forwardingPolicy } from './forwarding.ts';
import { applyHeadersPolicy, type HeadersPolicy } from './headers-policy.ts';
import { createViewerFunction } from './viewer-function.ts';

export interface Distributions {
  readonly handlers: Handlers;
  /** Answers as the distribution before the API; without one, only the API's paths are there. */
  handle(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

interface Behaviour {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  /** GET and HEAD, if it says nothing. */
  readonly AllowedMethods?: readonly string[];
  readonly CachePolicyId?: string;
  readonly OriginRequestPolicyId?: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly FunctionAssociations?: readonly { readonly EventType: string; readonly FunctionARN: string }[];
}

interface Origin {
  readonly Id: string;
  readonly DomainName: string;
  readonly S3OriginConfig?: object;
  readonly OriginAccessControlId?: string;
}

interface Distribution {
  readonly id: string;
  /** Where it is on this machine: an address of its own, unless it is the site. */
  readonly domain: string;
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
  new RegExp(`^/?${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(path);

const idOf = (logicalId: string): string =>
  `E${logicalId
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(-13)}`;

/** CloudFront in front of buckets and the API: behaviours, deep links, headers. It caches nothing. */
export const createDistributions = (
  platform: Platform,
  { buckets, api }: { buckets: Buckets; api: (request: HttpRequest) => Promise<HttpAnswer> },
): Distributions => {
  const { iam, region, endpointUrl } = platform;
  const policies = new Map<string, HeadersPolicy>();
  const functions = new Map<string, ReturnType<typeof createViewerFunction>>();
  const forwarding = new Map<string, ForwardingPolicy>();
  const own: Front[] = [];
  let site: Distribution | undefined;

  /** Reads as CloudFront, which the bucket's policy must let in: an absent file is forbidden, not missing. */
  const fromBucket = (
    { id, rootObject }: Distribution,
    bucket: string,
    { headers }: HttpRequest,
    uri: string,
  ): HttpAnswer => {
    const path = uri === '/' && rootObject ? `/${rootObject}` : uri;
    const resource = `arn:aws:s3:::${bucket}${path}`;
    const sourceArn = `arn:aws:cloudfront::${account}:distribution/${id}`;
    iam.authoriseService('cloudfront.amazonaws.com', { action: 's3:GetObject', resource, sourceArn });
    const object = buckets.objects.get(bucket, decodeURIComponent(path.slice(1)));
    if (!object) return text(403, 'Access Denied');
    const own = { 'content-type': object.contentType, etag: object.etag, ...object.headers };
    if (headers['if-none-match'] === object.etag) return { status: 304, headers: own, body: '' };
    return { status: 200, headers: own, body: buckets.objects.body(object) };
  };

  /** Asks S3 as nobody: it answers what the query is signed for, or what the bucket shows to everybody. */
  const byItsSignature = async (
    bucket: string,
    behaviour: Behaviour,
    { method, url, headers: { range } }: HttpRequest,
  ): Promise<HttpAnswer> => {
    const query = bucketQuery(url, [behaviour.CachePolicyId, behaviour.OriginRequestPolicyId], forwarding);
    const answer = await fetch(`${endpointUrl}/${bucket}${url.pathname}${query}`, {
      method,
      headers: range === undefined ? {} : { range },
    });
    const {
      connection,
      'keep-alive': _,
      'transfer-encoding': __,
      ...headers
    } = Object.fromEntries(answer.headers);
    return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
  };

  /** A browser on this machine finds the buckets at the endpoint, not in the domain that they have on AWS. */
  const localAddresses = (headers: HttpAnswer['headers']): HttpAnswer['headers'] => {
    const policy = headers['content-security-policy'];
    if (typeof policy !== 'string') return headers;
    const here = policy.replaceAll(
      new RegExp(`https://[a-z0-9.-]+\\.s3\\.${region}\\.amazonaws\\.com`, 'g'),
      endpointUrl,
    );
    return {
      ...headers,
      'content-security-policy': here.replaceAll('https://127.0.0.1:', 'http://127.0.0.1:'),
    };
  };

  const fromOrigin = async (
    distribution: Distribution,
    behaviour: Behaviour,
    request: HttpRequest,
  ): Promise<HttpAnswer> => {
    const origin = distribution.origins.find(({ Id }) => Id === behaviour.TargetOriginId);
    if (!origin?.S3OriginConfig) return api(request);
    const bucket = origin.DomainName.replace(/\.s3\..*$/, '');
    if (!origin.OriginAccessControlId) return byItsSignature(bucket, behaviour, request);
    const association = behaviour.FunctionAssociations?.find(
      ({ EventType }) => EventType === 'viewer-request',
    );
    const seen = association ? functions.get(association.FunctionARN)?.(request) : undefined;
    if (seen && 'statusCode' in seen)
      return { status: seen.statusCode, headers: seen.location ? { location: seen.location } : {}, body: '' };
    return fromBucket(distribution, bucket, request, seen?.uri ?? request.url.pathname);
  };

  const handle = async (request: HttpRequest): Promise<HttpAnswer> => {
    if (site) return answerAs(site, request);
    return request.url.pathname.startsWith('/v1')
      ? api(request)
      : text(
          404,
          'The templates have no site: the API is under /v1, the controls of the local cloud under /_local.\n',
        );
  };

  const answerAs = async (distribution: Distribution, request: HttpRequest): Promise<HttpAnswer> => {
    const behaviour = distribution.behaviours.find(({ PathPattern }) =>
      matchesPath(PathPattern, request.url.pathname),
    ) as Behaviour;
    const { AllowedMethods = ['GET', 'HEAD'] } = behaviour;
    if (!AllowedMethods.includes(request.method)) return text(403, 'This method is not allowed.');
    try {
      const answer = await fromOrigin(distribution, behaviour, request);
      const policy = policies.get(behaviour.ResponseHeadersPolicyId ?? '');
      return { ...answer, headers: localAddresses(applyHeadersPolicy(policy, answer.headers)) };
    } catch (error) {
      if (error instanceof AwsError) return message(error.status, error.message);
      throw error;
    }
  };

  /** The API's distribution is the site, at the front's address; every other has an address of its own. */
  const placeOf = async (logicalId: string, origins: readonly Origin[], distribution: () => Distribution) => {
    if (origins.every(({ S3OriginConfig }) => S3OriginConfig)) {
      const front = await startHttp(0, {
        answer: (request) => answerAs(distribution(), request),
        log: (line) => platform.log('cloudfront', line),
      });
      own.push(front);
      return `127.0.0.1:${front.port}`;
    }
    if (site)
      throw new LocalCloudError(`${logicalId}: the local cloud has one address for an API, so one site.`);
    return `${idOf(logicalId).toLowerCase()}.cloudfront.net`;
  };

  const handlers: Handlers = {
    'AWS::CloudFront::CachePolicy': {
      properties: ['CachePolicyConfig'],
      put({ properties, logicalId }) {
        const { ParametersInCacheKeyAndForwardedToOrigin: of } = properties.CachePolicyConfig as {
          ParametersInCacheKeyAndForwardedToOrigin: { QueryStringsConfig: { QueryStringBehavior: string } };
        };
        forwarding.set(logicalId, forwardingPolicy(logicalId, of.QueryStringsConfig));
        return { ref: logicalId, attributes: { Id: logicalId } };
      },
    },
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
      async put({ properties, logicalId }) {
        const config = properties.DistributionConfig as {
          CacheBehaviors?: Behaviour[];
          DefaultCacheBehavior: Behaviour;
          Origins: Origin[];
          DefaultRootObject?: string;
        };
        const distribution: Distribution = {
          id: idOf(logicalId),
          domain: await placeOf(logicalId, config.Origins, () => distribution),
          behaviours: [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior],
          origins: config.Origins,
          ...(config.DefaultRootObject ? { rootObject: config.DefaultRootObject } : {}),
        };
        const { id, domain } = distribution;
        if (config.Origins.some(({ S3OriginConfig }) => !S3OriginConfig)) site = distribution;
        return { ref: id, attributes: { Id: id, DomainName: domain } };
      },
    },
  };

  return {
    handlers,
    handle,
    close: async () => {
      await Promise.all(own.map(({ stop }) => stop()));
    },
  };
};
