import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface VendedLogsProps {
  /** Who writes, and for which part of the deployment: `apis/guardia`. */
  readonly name: string;
  readonly retention: RetentionDays;
}

/**
 * Where a service of AWS writes by itself. Each such log group is added to one policy of the account, of 5,120
 * characters in all, unless its name begins like this: in a busy account the deployment would fail by it (Step
 * Functions developer guide, "Avoiding CloudWatch Logs resource policy size restrictions").
 */
export class VendedLogs extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { name, retention }: VendedLogsProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Group', {
      logGroupName: `/aws/vendedlogs/${name}`,
      retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
