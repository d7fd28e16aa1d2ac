/**
 * Stands in for `@aws-sdk/endpoint-cache` in every bundle. Clients of DynamoDB make one and ask it only when
 * endpoint discovery is switched on, which nothing here does: with its list of recently used entries it is
 * 7.7 KB of code that never runs.
 */
export class EndpointCache {
  getEndpoint(): never {
    throw new Error('Endpoint discovery is off: the bundles leave its cache out (infra/bundle.ts).');
  }
}
