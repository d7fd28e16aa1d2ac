import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintTemplates } from '../../infra/lint-templates.ts';
import { rules } from '../../infra/rules/index.ts';
import { Templates } from '../../infra/rules/templates.ts';
import { givenDeployment, stackParts, templateFile } from './support/given.ts';

type Json = Record<string, unknown>;
interface Part {
  Type: string;
  DeletionPolicy?: string;
  Properties: Json;
}

const { folder, templates } = givenDeployment();

it('finds nothing in the templates that deploy', () => {
  expect(lintTemplates(templates)).toEqual([]);
});

it('is listed under the name of its file', () => {
  const files = rules.map(({ id }) => readFileSync(join('infra', 'rules', `${id}.ts`), 'utf8'));

  expect(files.every((file, index) => file.includes(`id: '${rules[index]?.id}'`))).toBe(true);
});

describe('each rule sees what it is for', () => {
  const damage: readonly { rule: string; damage: string; type: string; by: (part: Part) => void }[] = [
    {
      rule: 'no-wildcard-action',
      damage: 'a policy that allows s3:Get*',
      type: 'AWS::IAM::Policy',
      by: ({ Properties }) => {
        Properties.PolicyDocument = {
          Statement: [{ Effect: 'Allow', Action: ['s3:Get*'], Resource: 'arn' }],
        };
      },
    },
    {
      rule: 'no-wildcard-action',
      damage: 'a topic policy that allows sns:*',
      type: 'AWS::SNS::TopicPolicy',
      by: ({ Properties }) => {
        Properties.PolicyDocument = { Statement: { Effect: 'Allow', Action: 'sns:*', Resource: 'arn' } };
      },
    },
    {
      rule: 'queue-has-dead-letters',
      damage: 'a queue that lost its redrive policy',
      type: 'AWS::SQS::Queue',
      by: ({ Properties }) => void delete Properties.RedrivePolicy,
    },
    {
      rule: 'queue-has-dead-letters',
      damage: 'a dead-letter queue that keeps its messages for 4 days',
      type: 'AWS::SQS::Queue',
      by: ({ Properties }) => void delete Properties.MessageRetentionPeriod,
    },
    {
      rule: 'queue-suits-its-consumer',
      damage: 'a visibility shorter than six timeouts',
      type: 'AWS::SQS::Queue',
      by: ({ Properties }) => {
        Properties.VisibilityTimeout = 179;
      },
    },
    {
      rule: 'queue-suits-its-consumer',
      damage: 'a whole batch repeated for one message',
      type: 'AWS::Lambda::EventSourceMapping',
      by: ({ Properties }) => void delete Properties.FunctionResponseTypes,
    },
    {
      rule: 'queue-suits-its-consumer',
      damage: 'a consumer limited to one at a time',
      type: 'AWS::Lambda::EventSourceMapping',
      by: ({ Properties }) => {
        Properties.ScalingConfig = { MaximumConcurrency: 1 };
      },
    },
    ...(
      [
        ['MaximumRetryAttempts', -1],
        ['MaximumRecordAgeInSeconds', -1],
        ['BisectBatchOnFunctionError', false],
        ['ParallelizationFactor', 2],
        ['DestinationConfig', undefined],
      ] as const
    ).map(([property, value]) => ({
      rule: 'stream-source-is-bounded',
      damage: `a stream source with ${property} ${value}`,
      type: 'AWS::Lambda::EventSourceMapping',
      by: ({ Properties }: Part) => {
        Properties[property] = value;
      },
    })),
    {
      rule: 'data-is-kept',
      damage: 'a user pool that goes with its stack',
      type: 'AWS::Cognito::UserPool',
      by: (part) => {
        part.DeletionPolicy = 'Delete';
      },
    },
    {
      rule: 'data-is-kept',
      damage: 'a bucket with a name of its own',
      type: 'AWS::S3::Bucket',
      by: ({ Properties }) => {
        Properties.BucketName = 'guardia-mail';
      },
    },
    {
      rule: 'data-is-kept',
      damage: 'a table without deletion protection',
      type: 'AWS::DynamoDB::Table',
      by: ({ Properties }) => void delete Properties.DeletionProtectionEnabled,
    },
    {
      rule: 'data-is-kept',
      damage: 'a table without point-in-time recovery',
      type: 'AWS::DynamoDB::Table',
      by: ({ Properties }) => void delete Properties.PointInTimeRecoverySpecification,
    },
    {
      rule: 'index-carries-at-most-20',
      damage: 'an index that carries 21 attributes beside its keys',
      type: 'AWS::DynamoDB::Table',
      by: ({ Properties }) => {
        const NonKeyAttributes = Array.from({ length: 21 }, (_, index) => `attribute${index}`);
        Properties.GlobalSecondaryIndexes = [{ IndexName: 'byAccount', Projection: { NonKeyAttributes } }];
      },
    },
    {
      rule: 'custom-resource-gives-up',
      damage: 'a provider that may keep CloudFormation waiting for an hour',
      type: 'Custom::PublishedSite',
      by: ({ Properties }) => void delete Properties.ServiceTimeout,
    },
    {
      rule: 'vended-logs-need-no-policy',
      damage: "a log group that takes room in the account's policy",
      type: 'AWS::Logs::LogGroup',
      by: ({ Properties }) => {
        Properties.LogGroupName = '/guardia/access';
      },
    },
    {
      rule: 'function-has-alarms',
      damage: 'alarms that watch nothing',
      type: 'AWS::CloudWatch::Alarm',
      by: ({ Properties }) => void delete Properties.Dimensions,
    },
    {
      rule: 'dead-letter-queue-has-alarm',
      damage: 'alarms that watch nothing',
      type: 'AWS::CloudWatch::Alarm',
      by: ({ Properties }) => void delete Properties.Dimensions,
    },
    {
      rule: 'async-function-has-failure-destination',
      damage: 'an asynchronous function whose last failure is dropped',
      type: 'AWS::Lambda::EventInvokeConfig',
      by: ({ Properties }) => void delete Properties.DestinationConfig,
    },
    {
      rule: 'target-has-dead-letters',
      damage: 'a rule that drops what its target refuses',
      type: 'AWS::Events::Rule',
      by: ({ Properties }) => {
        Properties.Targets = [{ Arn: 'arn', Id: 'Target0' }];
      },
    },
    {
      rule: 'target-has-dead-letters',
      damage: 'a schedule that drops what its target refuses',
      type: 'AWS::Scheduler::Schedule',
      by: ({ Properties }) => {
        Properties.Target = { Arn: 'arn', RoleArn: 'arn' };
      },
    },
    {
      rule: 'target-has-dead-letters',
      damage: 'a subscription that drops what its queue refuses',
      type: 'AWS::SNS::Subscription',
      by: ({ Properties }) => void delete Properties.RedrivePolicy,
    },
    {
      rule: 'environment-under-4-kb',
      damage: 'a function with an essay in its environment',
      type: 'AWS::Lambda::Function',
      by: ({ Properties }) => {
        Properties.Environment = { Variables: { ESSAY: 'ñ'.repeat(2048) } };
      },
    },
    {
      rule: 'receipt-rule-scans',
      damage: 'a receipt rule that leaves scanning at its default',
      type: 'AWS::SES::ReceiptRule',
      by: ({ Properties }) => {
        Properties.Rule = { Enabled: true, Recipients: ['support@guardia.example'] };
      },
    },
    {
      rule: 'receipt-rule-scans',
      damage: 'a receipt rule that takes the mail of every domain',
      type: 'AWS::SES::ReceiptRule',
      by: ({ Properties }) => {
        Properties.Rule = { Enabled: true, ScanEnabled: true };
      },
    },
    {
      rule: 'no-exports',
      damage: 'a value that another stack exports',
      type: 'AWS::Lambda::Function',
      by: ({ Properties }) => {
        Properties.Role = { 'Fn::ImportValue': 'guardia-data:Role' };
      },
    },
    {
      rule: 'function-is-ours',
      damage: 'a function that CDK brought',
      type: 'AWS::Lambda::Function',
      by: ({ Properties }) => {
        Properties.Description = 'Lambda function for auto-deleting objects';
      },
    },
    {
      rule: 'no-aws-managed-key',
      damage: 'a topic under a key that SES may not use',
      type: 'AWS::SNS::Topic',
      by: ({ Properties }) => {
        Properties.KmsMasterKeyId = 'alias/aws/sns';
      },
    },
    {
      rule: 'no-path-timeouts',
      damage: 'a state that waits until a path',
      type: 'AWS::SNS::Topic',
      by: (part) => {
        part.Type = 'AWS::StepFunctions::StateMachine';
        part.Properties.DefinitionString = '{"States":{"Wait":{"TimeoutSecondsPath":"$.deadline"}}}';
      },
    },
  ];

  it.each(damage)('$rule: $damage', ({ rule, type, by }) => {
    const damaged = damagedTemplates(type, by);

    expect(lintTemplates(damaged).filter((finding) => finding.endsWith(`(${rule})`))).not.toEqual([]);
  });

  it('leaves no rule without such a test', () => {
    expect(new Set(damage.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ id }) => id)));
  });
});

it('says how to get templates when there are none', () => {
  expect(() => Templates.read('tests/infra')).toThrow(/npm run synth/);
});

/** The real templates, with every resource of a type damaged. */
function damagedTemplates(type: string, by: (part: Part) => void): Templates {
  const stacks = stackParts.map((part) => {
    const template = JSON.parse(readFileSync(join(folder, templateFile(part)), 'utf8'));
    for (const resource of Object.values<Part>(template.Resources)) {
      if (resource.Type === type) by(resource);
    }
    return [`guardia-${part}`, template] as const;
  });
  return new Templates(new Map(stacks));
}
