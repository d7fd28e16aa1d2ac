import { Aws, CustomResource, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface ReceiptRuleProps {
  /** The mailbox; SES matches it with any `+label` too. */
  readonly recipient: string;
  readonly bucket: IBucket;
  /** `functions/activate-receipt-rule`: finds the active rule set, or makes one. */
  readonly activator: ServiceFunction;
  /** The name of the rule set to make if the account has no active one. */
  readonly ruleSetName: string;
}

/**
 * Our receipt rule inside the account's active rule set, of which SES allows one. The set is the
 * customer's: it is found, never replaced. The rule comes first in it and stops nothing after it.
 */
export class ReceiptRule extends Construct {
  readonly rule: CfnReceiptRule;
  /** SES publishes a notification here for each mail that it stored. */
  readonly arrivals: Topic;

  constructor(scope: Construct, id: string, props: ReceiptRuleProps) {
    super(scope, id);
    this.arrivals = new Topic(this, 'Arrivals', { enforceSSL: true });
    this.arrivals.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.arrivals.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const ruleSet = new CustomResource(this, 'ActiveRuleSet', {
      serviceToken: props.activator.handler.functionArn,
      resourceType: 'Custom::ActiveReceiptRuleSet',
      serviceTimeout: Duration.minutes(10),
      properties: { RuleSetName: props.ruleSetName },
    });
    this.rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName: ruleSet.getAttString('RuleSetName'),
      rule: {
        enabled: true,
        scanEnabled: true,
        tlsPolicy: 'Optional',
        recipients: [props.recipient],
        actions: [{ s3Action: { bucketName: props.bucket.bucketName, topicArn: this.arrivals.topicArn } }],
      },
    });
    // SES tries both permissions when the rule is made.
    this.rule.node.addDependency(this.arrivals);
  }
}
