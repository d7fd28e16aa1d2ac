import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { tableDefinition } from '../../shared/aws/table.ts';
import { actionsOf, givenDeployment } from './support/given.ts';

const deployed = givenDeployment();

describe('data', () => {
  const data = deployed.stack('data');

  it('keeps the cases when the stack goes, and restores them to any second of the last 35 days', () => {
    data.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    });
  });

  it('has the keys and indexes that the code reads by', () => {
    data.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: tableDefinition.partitionKey, KeyType: 'HASH' },
        { AttributeName: tableDefinition.sortKey, KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: tableDefinition.timeToLive, Enabled: true },
      GlobalSecondaryIndexes: Object.values(tableDefinition.indexes).map((index) =>
        Match.objectLike({
          IndexName: index.name,
          KeySchema: [
            { AttributeName: index.partitionKey, KeyType: 'HASH' },
            { AttributeName: index.sortKey, KeyType: 'RANGE' },
          ],
          Projection:
            index.projection === 'keys-only'
              ? { ProjectionType: 'KEYS_ONLY' }
              : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projection] },
        }),
      ),
    });
  });

  it('goes on with a restored table, by the same grants and the stream that it was given', () => {
    const streamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/cases-restored/stream/2026-11-24T00:00';

    const restored = givenDeployment({ restoredTable: { name: 'cases-restored', streamArn } });

    restored.stack('data').resourceCountIs('AWS::DynamoDB::Table', 0);
    restored.stack('desk').hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: streamArn,
    });
    expect(actionsOf(restored.templates, 'tick')).toEqual(actionsOf(deployed.templates, 'tick'));
  });

  it('keeps raw mail private, encrypted, versioned, and for as long as the settings say', () => {
    data.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.objectLike({
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      }),
      VersioningConfiguration: { Status: 'Enabled' },
    });
    data.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 730 })] },
    });
  });

  it('lets SES write mail for this account only, and nobody without TLS', () => {
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 's3:PutObject',
            Principal: { Service: 'ses.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});

describe('a stored mail', () => {
  const data = deployed.stack('data');

  it('is announced to a queue that shows it five minutes later, and again five minutes after each look', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: Match.anyValue() }],
      },
    });
    data.hasResourceProperties('AWS::SQS::Queue', {
      DelaySeconds: 300,
      VisibilityTimeout: 300,
      RedrivePolicy: { maxReceiveCount: 5 },
    });
  });

  it('finds the queue ready: S3 tries it when the bucket is made', () => {
    const [bucket] = Object.values(
      data.findResources('AWS::S3::Bucket', {
        Properties: { NotificationConfiguration: Match.anyValue() },
      }),
    );
    const policies = Object.keys(data.findResources('AWS::SQS::QueuePolicy'));

    expect(policies.filter((policy) => bucket?.DependsOn?.includes(policy))).toHaveLength(1);
  });

  it('is let in by S3 for buckets of this account only', () => {
    data.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 's3.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});

describe('e-mail', () => {
  const email = deployed.stack('email');

  it('receives for the support address only, scanned, into the bucket and on to the topic', () => {
    email.hasResourceProperties('AWS::SES::ReceiptRule', {
      Rule: {
        Enabled: true,
        ScanEnabled: true,
        Recipients: ['support@guardia.example'],
        Actions: [{ S3Action: { BucketName: Match.anyValue(), TopicArn: Match.anyValue() } }],
      },
    });
  });

  it("joins the active rule set that it finds, and makes none of CloudFormation's", () => {
    email.resourceCountIs('AWS::SES::ReceiptRuleSet', 0);
    email.hasResourceProperties('AWS::SES::ReceiptRule', {
      RuleSetName: { 'Fn::GetAtt': [Match.stringLikeRegexp('ActiveRuleSet'), 'RuleSetName'] },
    });
  });

  it('asks SES what became of each mail', () => {
    email.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'bounce', 'complaint', 'deliveryDelay', 'reject'],
      },
    });
  });

  it('says which records the domain needs when it may not write them', () => {
    email.resourceCountIs('AWS::Route53::RecordSet', 0);
    email.hasOutput('MailExchanger', {
      Value: 'guardia.example MX 10 inbound-smtp.eu-west-1.amazonaws.com',
    });
    email.hasOutput('Dkim1', {});
  });

  it('writes the records when the settings name the zone, be it of a parent', () => {
    const hostedZone = { id: 'Z0123456789ABC', name: 'example.com' };
    const domain = 'help.example.com';

    const written = givenDeployment({
      mail: { domain, supportAddress: `support@${domain}`, hostedZone },
    }).stack('email');

    const records = Object.values(written.findResources('AWS::Route53::RecordSet'));
    expect(records.map(({ Properties: { Type } }) => Type).sort()).toEqual([
      'CNAME',
      'CNAME',
      'CNAME',
      'MX',
      'MX',
      'TXT',
    ]);
    written.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: domain,
      Type: 'MX',
      ResourceRecords: ['10 inbound-smtp.eu-west-1.amazonaws.com'],
    });
  });

  it('leaves an identity that the account already has as it is', () => {
    const email = givenDeployment({ mail: { identity: 'existing' } }).stack('email');

    email.resourceCountIs('AWS::SES::EmailIdentity', 0);
  });
});

describe('desk', () => {
  const desk = deployed.stack('desk');

  it('publishes new timeline entries and nothing else of the stream', () => {
    desk.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FilterCriteria: {
        Filters: [
          {
            Pattern: JSON.stringify({
              eventName: ['INSERT'],
              dynamodb: { NewImage: { sk: { S: [{ prefix: 'T#' }] } } },
            }),
          },
        ],
      },
    });
  });

  it('sends the mail of events that have one, of our own source only', () => {
    desk.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['guardia'], detail: { mail: [true] } },
    });
  });

  it('indexes a case when it is opened or leaves quarantine, so that it can be found', () => {
    desk.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['guardia'],
        'detail-type': ['case.opened', 'quarantine.released', 'case.absorbed'],
      },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Opened'), 'Arn'] } })],
    });
  });

  it('unpacks the files of a mail only once somebody believed it', () => {
    desk.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['guardia'], 'detail-type': ['quarantine.released', 'case.merged'] },
      Targets: [
        Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeepAttachments'), 'Arn'] } }),
      ],
    });
  });

  it('looks at the deadlines each minute, at no other', () => {
    desk.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
    });
  });

  it('has the week ready for technical account managers on Monday morning', () => {
    desk.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 5-8 ? * MON *)',
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 43_200 } },
    });
  });
});

describe('integrations', () => {
  const integrations = deployed.stack('integrations');

  it('tells webhooks only what both parties may read', () => {
    integrations.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['guardia'], detail: { visibility: ['public'] } },
    });
  });

  it('opens cases for events of other sources, never for one that says it is ours', () => {
    integrations.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.anyValue(),
      EventPattern: {
        source: [{ 'anything-but': ['guardia'] }],
        'detail-type': ['case.submit', 'unavailability.observed'],
      },
    });
  });

  it("hears the account's alarms on its own bus, where CloudWatch tells them", () => {
    integrations.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.absent(),
      EventPattern: { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] },
    });
  });
});

describe('a test deployment', () => {
  it('takes its data with it when it goes', () => {
    const deployment = givenDeployment({ removeDataOnDestroy: true });

    deployment.stack('data').allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: Match.objectLike({ DeletionProtectionEnabled: false }),
    });
    deployment.stack('data').allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
    deployment.stack('api').allResources('AWS::Cognito::UserPool', { DeletionPolicy: 'Delete' });
  });
});
