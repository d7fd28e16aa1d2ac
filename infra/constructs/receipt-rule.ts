import { CustomResource } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule } from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface ReceiptRuleProps {
  /** The mailbox; SES matches it with any `+label` too. */
  readonly recipient: string;
  readonly bucket: IBucket;
  readonly topic: ITopic;
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

  constructor(scope: Construct, id: string, props: ReceiptRuleProps) {
    super(scope, id);
    const ruleSet = new CustomResource(this, 'ActiveRuleSet', {
      serviceToken: props.activator.handler.functionArn,
      resourceType: 'Custom::ActiveReceiptRuleSet',
      properties: { RuleSetName: props.ruleSetName },
    });
    this.rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName: ruleSet.getAttString('RuleSetName'),
      rule: {
        enabled: true,
        scanEnabled: true,
        tlsPolicy: 'Optional',
        recipients: [props.recipient],
        actions: [{ s3Action: { bucketName: props.bucket.bucketName, topicArn: props.topic.topicArn } }],
      },
    });
    this.rule.node.addDependency(props.topic);
  }
}
