import { join } from 'node:path';
import {
  CfnOutput,
  CustomResource,
  Duration,
  FileSystem,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { env as publishSiteEnv } from '../../functions/publish-site/env.ts';
import { contentSecurityPolicy } from '../constructs/content-security-policy.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SiteDistribution } from '../constructs/site-distribution.ts';
import type { Deployment } from '../deployment.ts';
import type { ApiStack } from './api.ts';
import type { DataStack } from './data.ts';

export interface WebStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly api: ApiStack;
}

/** The dashboard: its files, and the one address that they share with the API. */
export class WebStack extends Stack {
  private readonly props: WebStackProps;

  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    this.props = props;
    const { deployment, data, api } = props;
    const { settings } = deployment;
    // Every deployment writes it again: there is nothing to keep, and no version to go back to.
    const site = new PrivateBucket(this, 'Site', { removalPolicy: RemovalPolicy.DESTROY, versioned: false });
    const { distribution } = new SiteDistribution(this, 'Web', {
      name: settings.name,
      site: site.bucket,
      api: api.api.httpApi,
      webUrl: settings.webUrl,
      ...(settings.webCertificateArn && { certificateArn: settings.webCertificateArn }),
      contentSecurityPolicy: contentSecurityPolicy({
        signIn: api.users.signInUrl,
        uploads: `https://${data.attachments.bucket.bucketRegionalDomainName}`,
        downloads: `https://${api.downloads.host}`,
      }),
    });
    if (settings.webCertificateArn) this.nameInDns(distribution.distributionDomainName);
    this.publish(site);
  }

  private publish(site: PrivateBucket): void {
    const { deployment, api } = this.props;
    const publisher = new ServiceFunction(this, 'PublishSite', {
      deployment,
      name: 'publish-site',
      env: publishSiteEnv,
      environment: { SITE_BUCKET: site.grantPublishing() },
      timeout: Duration.minutes(2),
      asynchronous: {
        failures: new DeadLetterQueue(this, 'Failures', {
          name: 'web-failures',
          meaning: 'The files of the dashboard could not be published or withdrawn.',
        }),
      },
    });
    new CustomResource(this, 'Files', {
      serviceToken: publisher.handler.functionArn,
      resourceType: 'Custom::PublishedSite',
      serviceTimeout: Duration.minutes(10),
      properties: {
        Config: {
          apiUrl: '',
          cognitoDomain: api.users.signInUrl,
          clientId: api.users.web.userPoolClientId,
          region: this.region,
        },
        // CloudFormation asks again only when a property has changed: other files are another version.
        Version: FileSystem.fingerprint(join(deployment.bundles, publisher.name), { exclude: ['*.map'] }),
      },
    });
  }

  /** Points the host of `webUrl` at the distribution, or tells which record does. */
  private nameInDns(target: string): void {
    const { webUrl, mail } = this.props.deployment.settings;
    const host = new URL(webUrl).hostname;
    const { hostedZone } = mail;
    if (!hostedZone || !(host === hostedZone.name || host.endsWith(`.${hostedZone.name}`))) {
      new CfnOutput(this, 'SiteRecord', { value: `${host} CNAME ${target}` });
      return;
    }
    for (const type of ['A', 'AAAA']) {
      new CfnRecordSet(this, `Record${type}`, {
        hostedZoneId: hostedZone.id,
        name: host,
        type,
        // The hosted zone of every CloudFront distribution (CloudFormation user guide, "AliasTarget").
        aliasTarget: { dnsName: target, hostedZoneId: 'Z2FDTNDATAQYW2' },
      });
    }
  }
}
