import type { Template } from '../../../infra/local/template/assembly.ts';

const arn = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });
const grant = (Action: string | string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

/**
 * One resource of every kind that functions call, a role that may do a little of everything (`Worker`) and one
 * that may do nothing (`Nobody`).
 */
export const everyService: Template['Resources'] = {
  Worker: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
    },
  },
  Nobody: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Statement: [] } },
  },
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'p',
      Roles: [{ Ref: 'Worker' }],
      PolicyDocument: {
        Statement: [
          grant(
            ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
            [arn('Queue'), arn('Routed')],
          ),
          grant(['dynamodb:PutItem', 'dynamodb:Query'], arn('Table')),
          grant(['s3:GetObject', 's3:PutObject'], { 'Fn::Join': ['', [arn('Files'), '/*']] }),
          grant('s3:ListBucket', arn('Files')),
          grant(['s3:GetObject'], { 'Fn::Join': ['', [arn('Unlisted'), '/*']] }),
          grant('secretsmanager:GetSecretValue', { Ref: 'Secret' }),
          grant('events:PutEvents', arn('Bus')),
          grant('sns:Publish', '*'),
          grant(['states:StartExecution', 'states:DescribeExecution'], '*'),
        ],
      },
    },
  },
  Queue: { Type: 'AWS::SQS::Queue' },
  Routed: { Type: 'AWS::SQS::Queue' },
  FromBus: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Routed' }],
      PolicyDocument: {
        Statement: {
          ...grant('sqs:SendMessage', arn('Routed')),
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': arn('Rule') } },
        },
      },
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: ['pk', 'sk', 'byOwner'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byOwner',
          KeySchema: [{ AttributeName: 'byOwner', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
  },
  Files: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } },
  Unlisted: { Type: 'AWS::S3::Bucket' },
  Secret: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { GenerateSecretString: { PasswordLength: 20 } },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'desk' } },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['desk'], detail: { mail: [true] } },
      State: 'ENABLED',
      Targets: [{ Id: 'Target0', Arn: arn('Routed') }],
    },
  },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: arn('Worker'),
      DefinitionString: JSON.stringify({
        QueryLanguage: 'JSONata',
        StartAt: 'Put',
        States: {
          Put: {
            Type: 'Task',
            Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem',
            Arguments: { TableName: 'test-Table', Item: { pk: { S: 'machine' }, sk: { S: 'was here' } } },
            End: true,
          },
        },
      }),
    },
  },
};
