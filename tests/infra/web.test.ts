import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../infra/constructs/content-security-policy.ts';
import { givenDeployment } from './support/given.ts';

const deployed = givenDeployment();
const web = deployed.stack('web');
const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0b1c-2d3e';

describe('the site', () => {
  it('is in a bucket that only the distribution reads', () => {
    web.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: { StringEquals: { 'AWS:SourceArn': Match.anyValue() } },
          }),
        ]),
      },
    });
  });

  it('is published again when its files or its bundle change, and told where to sign in', () => {
    web.hasResourceProperties('Custom::PublishedSite', {
      Config: { apiUrl: '', cognitoDomain: Match.anyValue(), clientId: Match.anyValue() },
      Version: Match.stringLikeRegexp('^[0-9a-f]{64}$'),
    });
  });
});

describe('the distribution', () => {
  it('gives the API every method, header and cookie, and caches none of its answers', () => {
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CacheBehaviors: [
          Match.objectLike({
            PathPattern: '/v1/*',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            // AWS's own policies: CachingDisabled and AllViewerExceptHostHeader.
            CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
            OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
            ViewerProtocolPolicy: 'https-only',
            FunctionAssociations: Match.absent(),
          }),
        ],
      },
    });
  });

  it('has no error pages, which would hide the errors of the API', () => {
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { CustomErrorResponses: Match.absent() },
    });
  });

  it("is under CloudFront's own address while there is no certificate", () => {
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { Aliases: Match.absent() },
    });
    web.hasOutput('SiteUrl', {
      Value: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [Match.anyValue(), 'DomainName'] }]] },
    });
  });

  it("is under the host of webUrl with the settings' certificate, and says which record points there", () => {
    const named = givenDeployment({ webCertificateArn: certificate }).stack('web');

    named.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['desk.guardia.example'],
        ViewerCertificate: { AcmCertificateArn: certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
    named.hasOutput('SiteUrl', { Value: 'https://desk.guardia.example' });
    named.hasOutput('SiteRecord', {
      Value: { 'Fn::Join': ['', Match.arrayWith(['desk.guardia.example CNAME '])] },
    });
  });

  it('writes the records itself when the settings name the zone', () => {
    const hostedZone = { id: 'Z0123456789ABC', name: 'guardia.example' };
    const named = givenDeployment({ webCertificateArn: certificate, mail: { hostedZone } }).stack('web');

    for (const Type of ['A', 'AAAA']) {
      named.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'desk.guardia.example', Type });
    }
  });

  it('names nothing that a second desk of the account would name alike', () => {
    const names = (deployment: typeof deployed) =>
      [
        ...deployment.templates.ofType('AWS::CloudFront::Function').map(({ properties }) => properties.Name),
        ...deployment.templates
          .ofType(
            'AWS::CloudFront::CachePolicy',
            'AWS::CloudFront::OriginAccessControl',
            'AWS::CloudFront::ResponseHeadersPolicy',
          )
          .map(({ properties }) =>
            Object.values(properties).map((config) => Reflect.get(Object(config), 'Name')),
          ),
      ].flat();
    const second = names(givenDeployment({ name: 'acme-desk' }));

    expect(names(deployed)).toHaveLength(5);
    expect(names(deployed).filter((name) => second.includes(name))).toEqual([]);
  });
});

describe('the door of the files', () => {
  const api = deployed.stack('api');

  it('is before the three buckets whose files people are given, each by its keys, and signs nothing', () => {
    const behaviour = (PathPattern: string) =>
      Match.objectLike({
        PathPattern,
        ViewerProtocolPolicy: 'https-only',
        OriginRequestPolicyId: Match.absent(),
        AllowedMethods: Match.absent(),
      });
    const origin = Match.objectLike({
      S3OriginConfig: { OriginAccessIdentity: '' },
      OriginAccessControlId: Match.absent(),
    });
    api.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CacheBehaviors: ['*.tar.gz', 'mailed/*', 'uploads/*', 'held/*'].map(behaviour),
        Origins: Array.from({ length: 5 }, () => origin),
      },
    });
  });

  it('tells addresses apart by their whole query, which S3 is sent, and keeps no answer', () => {
    api.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: {
        MinTTL: 0,
        DefaultTTL: 0,
        // At 0 CloudFront refuses to take a query into the key.
        MaxTTL: 1,
        ParametersInCacheKeyAndForwardedToOrigin: { QueryStringsConfig: { QueryStringBehavior: 'all' } },
      },
    });
  });

  it('lets no browser guess what a file is, nor run it, nor frame it', () => {
    api.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentTypeOptions: { Override: true },
          ContentSecurityPolicy: {
            ContentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; sandbox",
            Override: true,
          },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
        },
      },
    });
  });
});

describe('an address of the dashboard', () => {
  const [deepLinks] = deployed.templates.ofType('AWS::CloudFront::Function');
  const handler = new Function(`${deepLinks?.properties.FunctionCode}; return handler;`)();
  const served = (uri: string) => handler({ request: { uri, method: 'GET' } }).uri;

  it.each([
    { uri: '/', because: 'it is the entrance' },
    { uri: '/cases/01JD4', because: 'the page finds the case' },
    { uri: '/people/ana@acme.example', because: 'a dot in an address makes no file' },
    { uri: '/cases/', because: 'a slash at the end changes nothing' },
    { uri: '/assets', because: 'a folder is no file' },
  ])('begins at the page for $uri, because $because', ({ uri }) => {
    expect(served(uri)).toBe('/index.html');
  });

  it.each(['/index.html', '/config.json', '/favicon.svg', '/assets/main-B7x1.js', '/assets/sub/font.woff2'])(
    'serves the file %s itself',
    (uri) => {
      expect(served(uri)).toBe(uri);
    },
  );
});

describe('the pages', () => {
  it('carry their policy whatever the origin says', () => {
    web.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
        },
      },
    });
  });

  it('run and are dressed by files of their own origin alone', () => {
    const policy = contentSecurityPolicy({
      signIn: 'https://in.example',
      uploads: 'https://uploads.example',
      downloads: 'https://files.example',
    });
    const directives = Object.fromEntries(
      policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
    );

    expect(policy).not.toContain('unsafe');
    expect(directives).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'connect-src': ["'self'", 'https://in.example', 'https://uploads.example'],
      'img-src': ["'self'", 'data:', 'blob:', 'https://files.example', 'https:'],
      'frame-src': ["'none'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'object-src': ["'none'"],
    });
  });

  it('may send files to the attachments, and pages of no other address may', () => {
    deployed.stack('data').hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: {
        CorsRules: [
          Match.objectLike({
            AllowedOrigins: ['https://desk.guardia.example'],
            AllowedMethods: ['PUT'],
            AllowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
          }),
        ],
      },
    });
  });
});
