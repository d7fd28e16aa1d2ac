import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface DownloadsDistributionProps {
  /** Starts the names of what CloudFront keeps per account, so that two desks can share one. */
  readonly name: string;
  /** Where a key is that no pattern takes. */
  readonly bucket: IBucket;
  /** Other buckets, by the pattern of their keys. */
  readonly buckets: Readonly<Record<string, IBucket>>;
}

/**
 * The door of every file that people download or are shown: an origin of its own, where nothing runs. It lets
 * nobody in by itself: an address carries S3's own signature, made for the bucket's host, and S3 judges it.
 * What it adds are the headers that S3 cannot send.
 */
export class DownloadsDistribution extends Construct {
  /** The host that signed addresses are answered with. */
  readonly host: string;
  private readonly name: string;

  constructor(scope: Construct, id: string, { name, bucket, buckets }: DownloadsDistributionProps) {
    super(scope, id);
    this.name = name;
    const shared = {
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: this.eachAddressByItself(),
      responseHeadersPolicy: this.responseHeaders(),
      compress: false,
    };
    // Without origin access control: CloudFront's signature would take the place of the address's own.
    const from = (one: IBucket) => ({ ...shared, origin: S3BucketOrigin.withBucketDefaults(one) });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `${name}: files, by signed addresses`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: from(bucket),
      additionalBehaviors: Object.fromEntries(
        Object.entries(buckets).map(([pattern, one]) => [pattern, from(one)]),
      ),
    });
    this.host = distribution.distributionDomainName;
    this.explain(distribution);
  }

  /**
   * The whole query goes to S3 and is part of the key, so that neither an answer nor an error of one address,
   * nor a request that waits for another's answer, is ever another's. AWS's own policies will not do:
   * CachingDisabled leaves the query out of the key, under which errors are kept for 10 seconds, and
   * AllViewerExceptHostHeader keeps `response-content-*` from S3 (CloudFront developer guide, "Use managed
   * origin request policies"), which breaks the signature. The longest time must be above 0, or CloudFront
   * takes no query into the key; what S3 answers is `no-store`.
   */
  private eachAddressByItself(): CachePolicy {
    return new CachePolicy(this, 'Addresses', {
      cachePolicyName: this.named('downloads'),
      comment: 'Each signed address by itself, and nothing kept',
      queryStringBehavior: CacheQueryStringBehavior.all(),
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.seconds(1),
    });
  }

  private responseHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: this.named('downloads'),
      securityHeadersBehavior: {
        contentTypeOptions: { override: true },
        contentSecurityPolicy: {
          contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; sandbox",
          override: true,
        },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        // A mail is shown in a frame without an origin: its images are always another site's.
        customHeaders: [{ header: 'Cross-Origin-Resource-Policy', value: 'cross-origin', override: true }],
      },
    });
  }

  private named(part: string): string {
    return `${this.name}-${Stack.of(this).region}-${part}`;
  }

  private explain(distribution: Distribution): void {
    const reasons = {
      'AwsSolutions-CFR1': 'The desk serves customers of every country.',
      'AwsSolutions-CFR2': 'S3 answers nothing but addresses that the API has signed within five minutes.',
      'AwsSolutions-CFR3': 'The API logs who was given an address; an access log would keep signatures.',
      'AwsSolutions-CFR4':
        "CloudFront's own certificate comes with its own choice of protocols; a name of the desk's domain would make files the desk's own site.",
      'AwsSolutions-CFR7':
        "Origin access control signs in CloudFront's name: then CloudFront would read for everybody, and the address's own signature be ignored.",
    };
    for (const [id, reason] of Object.entries(reasons)) {
      Validations.of(distribution).acknowledge({ id, reason });
    }
  }
}
