import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { CaseTable } from '../constructs/case-table.ts';
import type { Granted } from '../constructs/granted.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { QueueWithDlq } from '../constructs/queue-with-dlq.ts';
import { type Deployment, dataRemoval } from '../deployment.ts';

export interface DataStackProps extends StackProps {
  readonly deployment: Deployment;
}

/** What must survive everything else: the cases, the mail as it came, the files, the token key. */
export class DataStack extends Stack {
  readonly cases: CaseTable;
  readonly rawMail: PrivateBucket;
  /** Each raw mail, five minutes after it was stored; here, because a bucket and its queue need each other. */
  readonly storedMail: QueueWithDlq;
  readonly attachments: PrivateBucket;
  readonly exports: PrivateBucket;
  private readonly mailTokenSecret: Secret;

  constructor(scope: Construct, id: string, { deployment, ...props }: DataStackProps) {
    super(scope, id, props);
    const { settings } = deployment;
    const removalPolicy = dataRemoval(settings);

    this.cases = new CaseTable(this, 'Cases', {
      removalPolicy,
      ...(settings.restoredTable && { restored: settings.restoredTable }),
    });
    this.rawMail = new PrivateBucket(this, 'RawMail', {
      removalPolicy,
      expireAfter: Duration.days(settings.retention.rawMailDays),
    });
    this.rawMail.acceptMailFromSes();
    this.storedMail = new QueueWithDlq(this, 'StoredMail', {
      name: 'stored-mail',
      meaning: 'A stored mail is on no case, or nobody could look whether it is.',
      consumerTimeout: Duration.seconds(30),
      batchWindow: Duration.seconds(30),
      delay: Duration.minutes(5),
      patience: Duration.minutes(10),
      retryAfter: Duration.minutes(5),
      deliveries: 5,
    });
    this.rawMail.announceTo(this.storedMail);
    this.attachments = new PrivateBucket(this, 'Attachments', {
      removalPolicy,
      uploadsFrom: settings.webUrl,
    });

    this.exports = new PrivateBucket(this, 'Exports', {
      removalPolicy,
      expireAfter: Duration.days(7),
    });
    this.mailTokenSecret = new Secret(this, 'MailTokenSecret', {
      description:
        'Signs the reply addresses of cases; a new value orphans every reply to a mail already sent.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: settings.removeDataOnDestroy ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    Validations.of(this.mailTokenSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Mails already sent carry tokens of this key: rotating it by schedule would stop their replies from reaching their case.',
    });
    this.tell();
  }

  /** The ARN of the key that signs reply addresses, with permission to read it. */
  grantMailTokenKey(): Granted {
    const { secretArn } = this.mailTokenSecret;
    return {
      value: secretArn,
      grantTo: (grantee) => {
        Grant.addToPrincipal({
          grantee,
          actions: ['secretsmanager:GetSecretValue'],
          resourceArns: [secretArn],
        });
      },
    };
  }

  /** What an operator names in the runbook's commands. */
  private tell(): void {
    new CfnOutput(this, 'TableName', { value: this.cases.table.tableName });
    new CfnOutput(this, 'RawMailBucket', { value: this.rawMail.bucket.bucketName });
    new CfnOutput(this, 'StoredMailQueueUrl', { value: this.storedMail.queue.queueUrl });
  }
}
