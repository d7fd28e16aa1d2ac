import { Aws, CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/**
 * Every address without a file in it begins at the one page there is: a file is under `assets/` or on top,
 * with an extension. It belongs to the site's behaviour alone; the distribution's error pages, the usual
 * way, would also turn a 404 of the API into that page.
 */
const deepLinks = `function handler(event) {
  var request = event.request;
  if (!/^\\/(assets\\/.+|[^\\/]+\\.[a-z0-9]+)$/.test(request.uri)) request.uri = '/index.html';
  return request;
}
`;

export interface SiteDistributionProps {
  /** Starts the names of what CloudFront keeps per account, so that two desks can share one. */
  readonly name: string;
  readonly site: IBucket;
  /** Answers `/v1/` under the site's own address: no page of another origin calls the API. */
  readonly api: HttpApi;
  /** Where people open the dashboard, if it has a certificate. */
  readonly webUrl: string;
  /** In us-east-1, for the host of `webUrl`. @default CloudFront's own address and certificate */
  readonly certificateArn?: string;
  readonly contentSecurityPolicy: string;
}

/** The one address of the dashboard and its API, over TLS only. */
export class SiteDistribution extends Construct {
  readonly distribution: Distribution;
  private readonly props: SiteDistributionProps;

  constructor(scope: Construct, id: string, props: SiteDistributionProps) {
    super(scope, id);
    this.props = props;
    const { webUrl, certificateArn } = props;
    const responseHeadersPolicy = this.responseHeaders();
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `${props.name}: the dashboard and its API`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(certificateArn && {
        domainNames: [new URL(webUrl).hostname],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      defaultBehavior: {
        origin: this.siteOrigin(),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy,
        functionAssociations: [
          { function: this.deepLinkFunction(), eventType: FunctionEventType.VIEWER_REQUEST },
        ],
      },
      additionalBehaviors: {
        '/v1/*': {
          origin: this.apiOrigin(),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // API Gateway knows its APIs by Host: the viewer's would be nobody's.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          responseHeadersPolicy,
        },
      },
    });
    new CfnOutput(this, 'SiteUrl', {
      value: certificateArn ? webUrl : `https://${this.distribution.distributionDomainName}`,
    }).overrideLogicalId('SiteUrl');
    this.explain();
  }

  private siteOrigin() {
    const originAccessControl = new S3OriginAccessControl(this, 'Access', {
      originAccessControlName: this.named('site'),
    });
    return S3BucketOrigin.withOriginAccessControl(this.props.site, { originAccessControl });
  }

  private apiOrigin(): HttpOrigin {
    return new HttpOrigin(`${this.props.api.apiId}.execute-api.${Stack.of(this).region}.${Aws.URL_SUFFIX}`);
  }

  private deepLinkFunction(): EdgeFunction {
    return new EdgeFunction(this, 'DeepLinks', {
      functionName: this.named('deep-links'),
      comment: 'Deep links begin at index.html',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(deepLinks),
    });
  }

  private responseHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: this.named('headers'),
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: this.props.contentSecurityPolicy,
          override: true,
        },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      },
    });
  }

  private named(part: string): string {
    return `${this.props.name}-${Stack.of(this).region}-${part}`;
  }

  private explain(): void {
    const reasons = {
      'AwsSolutions-CFR1': 'The desk serves customers of every country.',
      'AwsSolutions-CFR2':
        'Static files and an API that throttles and asks for a token; a web ACL is billed per month and can be added.',
      'AwsSolutions-CFR3': 'The API logs each access itself; who fetched a static file tells nothing.',
      ...(!this.props.certificateArn && {
        'AwsSolutions-CFR4':
          "CloudFront's own certificate comes with its own choice of protocols; with webCertificateArn it is TLS 1.2 and later.",
      }),
    };
    for (const [id, reason] of Object.entries(reasons)) {
      Validations.of(this.distribution).acknowledge({ id, reason });
    }
  }
}
