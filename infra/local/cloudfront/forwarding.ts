import { LocalCloudError } from '../aws.ts';

/** What of a cache or origin request policy decides which part of a query its origin is sent. */
export interface ForwardingPolicy {
  readonly query: 'all' | 'none';
  /** AWS keeps these from S3 (CloudFront developer guide, "Use managed origin request policies"). */
  readonly keptFromBuckets?: readonly string[];
}

/** The managed policies that the templates name, by the ids that AWS gave them. */
const managed: Readonly<Record<string, ForwardingPolicy>> = {
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { query: 'none' },
  // CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { query: 'none' },
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    query: 'all',
    keptFromBuckets: ['response-content-type', 'response-content-disposition', 'response-content-encoding'],
  },
};

interface QueryStrings {
  readonly QueryStringBehavior: string;
}

/**
 * Reads a policy of the templates.
 *
 * @throws LocalCloudError for a list of some query strings: the local CloudFront forwards all or none
 */
export const forwardingPolicy = (
  name: string,
  { QueryStringBehavior: query }: QueryStrings,
): ForwardingPolicy => {
  if (query === 'all' || query === 'none') return { query };
  throw new LocalCloudError(`${name}: the local CloudFront forwards all of a query or none, not "${query}".`);
};

/**
 * The query that an S3 origin is sent: what a policy of the behaviour lets through.
 *
 * @throws LocalCloudError for a managed policy that is not known here
 */
export const bucketQuery = (
  url: URL,
  ids: readonly (string | undefined)[],
  own: ReadonlyMap<string, ForwardingPolicy>,
): string => {
  const policies = ids
    .filter((id) => id !== undefined)
    .map((id) => {
      const policy = own.get(id) ?? managed[id];
      if (!policy) throw new LocalCloudError(`The local CloudFront does not know the policy ${id}.`);
      return policy;
    });
  if (!policies.some(({ query }) => query === 'all')) return '';
  const kept = new Set(policies.flatMap(({ keptFromBuckets = [] }) => keptFromBuckets));
  const parts = url.search.slice(1).split('&');
  return `?${parts.filter((part) => !kept.has(part.split('=')[0] ?? '')).join('&')}`;
};
