import { AwsError } from '../aws.ts';
import {
  type ApiRequest,
  type Call,
  isWireAnswer,
  type Service,
  type WireAnswer,
} from '../endpoint/service.ts';
import type { PolicyDocument } from '../iam/policy.ts';
import type { Platform } from '../platform.ts';
import type { Handlers } from '../template/deploy.ts';
import { objectBody, objectHeaders, rangeOf } from './body.ts';
import { bucketPreflight, type CorsRule, corsHeaders } from './cors.ts';
import {
  createNotifications,
  type NotificationConfiguration,
  type NotificationPorts,
} from './notifications.ts';
import { createObjects, type Objects, type StoredObject } from './objects.ts';
import { checkPresigned } from './presigned.ts';
import { type Input, listing, protocol } from './protocol.ts';

export interface Buckets {
  readonly handlers: Handlers;
  readonly api: Service;
  readonly objects: Objects;
  /** Puts an object as a service, which the bucket's policy must allow. */
  putAs(service: string, sourceArn: string, object: NewObject): void;
  put(object: NewObject): StoredObject;
  /** Answers a browser that asks, unsigned, what it may send. */
  preflight(request: ApiRequest): WireAnswer | undefined;
}

export interface NewObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Buffer;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** S3's names in IAM differ from its operations (Service Authorization Reference, S3). */
const actions: Readonly<Record<string, string>> = {
  GetObject: 's3:GetObject',
  HeadObject: 's3:GetObject',
  PutObject: 's3:PutObject',
  DeleteObject: 's3:DeleteObject',
  ListObjectsV2: 's3:ListBucket',
};

const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;

const headersOf = (object: StoredObject): Record<string, string> => ({
  etag: object.etag,
  'content-type': object.contentType,
  'last-modified': new Date(object.lastModified).toUTCString(),
  'accept-ranges': 'bytes',
  ...(object.versionId ? { 'x-amz-version-id': object.versionId } : {}),
  ...object.headers,
});

/** A presigned URL may choose these (API GetObject, `response-*`). */
const chosenHeaders = ({ searchParams }: URL): Record<string, string> =>
  Object.fromEntries(
    [...searchParams]
      .filter(([name]) => name.startsWith('response-'))
      .map(([name, value]) => [name.slice('response-'.length), value]),
  );

export const createBuckets = (platform: Platform, ports: () => NotificationPorts): Buckets => {
  const { iam, clock, store } = platform;
  const versioned = new Map<string, boolean>();
  const cors = new Map<string, readonly CorsRule[]>();
  const notifications = createNotifications(platform, ports);
  const objects = createObjects(platform);

  /** The object and what it sets off are one. */
  const put: Buckets['put'] = ({ bucket, key, body, ...options }) =>
    store.transaction(() => {
      const object = objects.put(bucket, key, body, {
        ...options,
        versioned: versioned.get(bucket) ?? false,
      });
      notifications.tell(bucket, 'ObjectCreated:Put', object);
      return object;
    });

  const mayList = ({ caller, input }: Call<Input>): boolean => {
    try {
      iam.authorise(caller, { action: 's3:ListBucket', resource: bucketArn(input.bucket) });
      return true;
    } catch {
      return false;
    }
  };

  /** A missing key is 403 to whoever may not list the bucket. */
  const found = (call: Call<Input>): StoredObject => {
    const { bucket, key } = call.input;
    const object = objects.get(bucket, key, call.request.url.searchParams.get('versionId') ?? undefined);
    if (object) return object;
    if (mayList(call)) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    throw new AwsError('AccessDenied', 'Access Denied', 403);
  };

  const run: Readonly<Record<string, (call: Call<Input>) => unknown>> = {
    GetObject(call): WireAnswer {
      const object = found(call);
      const range = rangeOf(call.request.headers.range, object.size);
      const headers = { ...headersOf(object), ...chosenHeaders(call.request.url) };
      if (!range)
        return {
          status: 200,
          headers: { ...headers, 'content-length': String(object.size) },
          body: objects.read(object),
        };
      return {
        status: 206,
        headers: {
          ...headers,
          'content-range': `bytes ${range.start}-${range.end}/${object.size}`,
          'content-length': String(range.end - range.start + 1),
        },
        body: objects.read(object, range),
      };
    },
    HeadObject(call): WireAnswer {
      const object = found(call);
      return {
        status: 200,
        headers: { ...headersOf(object), 'content-length': String(object.size) },
        body: '',
      };
    },
    PutObject({ input, request }): WireAnswer {
      const object = put({
        ...input,
        body: objectBody(request),
        headers: objectHeaders(request),
        contentType: request.headers['content-type'] ?? 'binary/octet-stream',
      });
      return { status: 200, headers: headersOf(object), body: '' };
    },
    DeleteObject({ input: { bucket, key } }) {
      const gone = objects.get(bucket, key);
      objects.remove(bucket, key);
      if (gone) notifications.tell(bucket, 'ObjectRemoved:Delete', gone);
    },
    ListObjectsV2({ input: { bucket }, request: { url } }) {
      return listing(bucket, url, objects.list(bucket, url.searchParams.get('prefix') ?? ''));
    },
  };

  const api: Service<Input> = {
    protocol,
    accesses(call) {
      const { operation, input, request, caller } = call;
      checkPresigned(request, caller, clock.now());
      const action = actions[operation];
      if (!action) throw new AwsError('NotImplemented', `The local S3 does not know ${operation}.`, 501);
      if (!versioned.has(input.bucket))
        throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
      const resource = input.key === '' ? bucketArn(input.bucket) : `${bucketArn(input.bucket)}/${input.key}`;
      return [{ action, resource }];
    },
    handle(call) {
      const answer = run[call.operation]?.(call);
      const headers = corsHeaders(cors.get(call.input.bucket) ?? [], call.request);
      return isWireAnswer(answer) ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
    },
  };

  const handlers: Handlers = {
    'AWS::S3::Bucket': {
      properties: ['BucketName', 'VersioningConfiguration', 'CorsConfiguration', 'NotificationConfiguration'],
      ignored: [
        'BucketEncryption',
        'PublicAccessBlockConfiguration',
        'LifecycleConfiguration',
        'OwnershipControls',
        'LoggingConfiguration',
        'AccessControl',
      ],
      put({ properties, physicalName }) {
        const name = String(properties.BucketName ?? physicalName({ max: 63, lower: true }));
        const { Status } = (properties.VersioningConfiguration ?? {}) as { Status?: string };
        versioned.set(name, Status === 'Enabled');
        const { CorsRules = [] } = (properties.CorsConfiguration ?? {}) as { CorsRules?: CorsRule[] };
        cors.set(name, CorsRules);
        const notified = properties.NotificationConfiguration as NotificationConfiguration | undefined;
        if (notified) notifications.configure(name, notified);
        const domain = `${name}.s3.${platform.region}.amazonaws.com`;
        return {
          ref: name,
          attributes: {
            Arn: bucketArn(name),
            DomainName: `${name}.s3.amazonaws.com`,
            RegionalDomainName: domain,
          },
        };
      },
    },
    'AWS::S3::BucketPolicy': {
      properties: ['Bucket', 'PolicyDocument'],
      put({ properties, logicalId, stackName }) {
        const policy = properties.PolicyDocument as PolicyDocument;
        iam.putResourcePolicy(bucketArn(String(properties.Bucket)), `${stackName}/${logicalId}`, policy);
        return { ref: logicalId };
      },
    },
  };

  return {
    handlers,
    api: api as Service,
    objects,
    put,
    preflight(request) {
      const bucket = request.url.pathname.split('/')[1] ?? '';
      return request.method === 'OPTIONS' && versioned.has(bucket)
        ? bucketPreflight(cors.get(bucket) ?? [], request)
        : undefined;
    },
    putAs(service, sourceArn, object) {
      iam.authoriseService(service, {
        action: 's3:PutObject',
        resource: `${bucketArn(object.bucket)}/${object.key}`,
        sourceArn,
      });
      put(object);
    },
  };
};
