import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';

interface DnsRecord {
  readonly name: string;
  readonly type: 'MX' | 'TXT' | 'CNAME';
  readonly value: string;
}

/**
 * Proves the mail domain to SES and points its mail at SES: by records in the hosted zone if the
 * settings name one, else by outputs that tell which records to write.
 */
export class MailDomain extends Construct {
  constructor(scope: Construct, id: string, { domain, hostedZone, identity }: Settings['mail']) {
    super(scope, id);
    const { region } = Stack.of(this);
    this.publish('MailExchanger', hostedZone?.id, {
      name: domain,
      type: 'MX',
      value: `10 inbound-smtp.${region}.amazonaws.com`,
    });
    if (identity === 'existing') return;

    const mailFromDomain = `bounces.${domain}`;
    const created = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      mailFromDomain,
    });
    for (const [index, { name, value }] of created.dkimRecords.entries()) {
      this.publish(`Dkim${index + 1}`, hostedZone?.id, { name, type: 'CNAME', value });
    }
    this.publish('BounceExchanger', hostedZone?.id, {
      name: mailFromDomain,
      type: 'MX',
      value: `10 feedback-smtp.${region}.amazonses.com`,
    });
    this.publish('BounceSpf', hostedZone?.id, {
      name: mailFromDomain,
      type: 'TXT',
      value: '"v=spf1 include:amazonses.com ~all"',
    });
  }

  private publish(id: string, hostedZoneId: string | undefined, { name, type, value }: DnsRecord): void {
    if (hostedZoneId === undefined) {
      new CfnOutput(this, id, { value: `${name} ${type} ${value}` }).overrideLogicalId(id);
      return;
    }
    new CfnRecordSet(this, id, {
      hostedZoneId,
      name,
      type,
      resourceRecords: [value],
      ttl: String(Duration.minutes(30).toSeconds()),
    });
  }
}
