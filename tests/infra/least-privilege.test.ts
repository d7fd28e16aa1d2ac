import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { list } from '../../infra/rules/templates.ts';
import { actionsOf, everything, givenDeployment, statementsOf } from './support/given.ts';

const { templates } = givenDeployment();
const whole = givenDeployment(everything).templates;

const everyFunction = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
const caseReads = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const caseWrites = [
  ...caseReads,
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];
const consumesQueue = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
];
const reportsFailures = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];

describe('each function may do this and nothing else', () => {
  const permissions = [
    {
      name: 'inbound-email',
      may: [...caseWrites, ...consumesQueue, 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    },
    {
      name: 'publish-events',
      may: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        'events:PutEvents',
        's3:ListBucket',
        's3:PutObject',
      ],
    },
    {
      name: 'send-mail',
      may: [
        ...caseWrites,
        ...consumesQueue,
        's3:GetObject',
        'secretsmanager:GetSecretValue',
        'ses:SendRawEmail',
      ],
    },
    { name: 'mail-events', may: [...caseWrites, ...consumesQueue] },
    { name: 'api', may: [...caseWrites, 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'] },
    {
      name: 'administration',
      may: [...caseWrites, 'events:PutEvents', 's3:GetObject', 'secretsmanager:GetSecretValue'],
    },
    { name: 'index-case', may: [...caseReads, ...consumesQueue, 'dynamodb:BatchWriteItem'] },
    { name: 'submit-event', may: [...caseWrites, ...reportsFailures, 'secretsmanager:GetSecretValue'] },
    {
      name: 'deliver-webhook',
      may: [...caseWrites, ...consumesQueue, 'secretsmanager:GetSecretValue', 'sqs:SendMessage'],
    },
    { name: 'token-claims', may: [] },
    { name: 'found-desk', may: [...caseWrites, ...reportsFailures] },
    { name: 'undelivered-page', may: [...caseWrites, ...consumesQueue] },
    { name: 'hotline-call', may: caseReads },
    {
      name: 'call-records',
      may: [
        ...caseWrites,
        ...reportsFailures,
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamConsumer',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
        'kinesis:ListStreams',
        'kinesis:SubscribeToShard',
      ],
    },
    { name: 'critical-step', may: caseWrites },
    { name: 'start-critical', may: [...caseReads, ...reportsFailures, 'states:StartExecution'] },
    { name: 'advance-critical', may: [...caseReads, ...reportsFailures, 'states:SendTaskSuccess'] },
    {
      name: 'send-page',
      may: [...caseWrites, ...reportsFailures, 'secretsmanager:GetSecretValue', 'sns:Publish'],
    },
    { name: 'send-code', may: [...caseWrites, ...reportsFailures, 'ses:SendRawEmail', 'sns:Publish'] },
    { name: 'read-original', may: [...caseReads, 's3:GetObject', 'secretsmanager:GetSecretValue'] },
    { name: 'keep-attachments', may: [...caseReads, ...reportsFailures, 's3:GetObject', 's3:PutObject'] },
    {
      name: 'export-account',
      may: [...caseWrites, ...reportsFailures, 's3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
    },
    {
      name: 'erase-person',
      may: [...caseWrites, ...reportsFailures, 'dynamodb:BatchWriteItem', 's3:DeleteObject'],
    },
    {
      name: 'hold-mail',
      may: [...caseReads, ...reportsFailures, 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    },
    { name: 'prove-coverage', may: [...caseReads, ...reportsFailures] },
    { name: 'weekly-digest', may: [...caseWrites, ...reportsFailures, 'ses:SendRawEmail'] },
    { name: 'tick', may: [...caseWrites, ...reportsFailures] },
    {
      name: 'reconcile-mail',
      may: [...caseReads, ...consumesQueue, 'sqs:SendMessage'],
    },
    {
      name: 'sweep-mail',
      may: [...reportsFailures, 'dynamodb:GetItem', 'dynamodb:PutItem', 's3:ListBucket'],
    },
    {
      name: 'publish-site',
      may: [...reportsFailures, 's3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    },
    {
      name: 'activate-receipt-rule',
      may: [
        ...reportsFailures,
        'ses:CreateReceiptRuleSet',
        'ses:DeleteReceiptRuleSet',
        'ses:DescribeActiveReceiptRuleSet',
        'ses:DescribeReceiptRuleSet',
        'ses:SetActiveReceiptRuleSet',
      ],
    },
  ];

  it.each(permissions)('$name', ({ name, may }) => {
    expect(actionsOf(whole, name)).toEqual([...everyFunction, ...may].sort());
  });

  it('and there is no other function, in the templates or in the repository', () => {
    const named = permissions.map(({ name }) => `functions/${name}/handler.ts`).sort();

    expect(
      whole
        .ofType('AWS::Lambda::Function')
        .map(({ properties }) => properties.Description)
        .sort(),
    ).toEqual(named);
    expect(globSync('functions/*/handler.ts').sort()).toEqual(named);
  });
});

it('mail goes out as the support address only, also to recipients that are verified themselves', () => {
  const [sending] = statementsOf(templates, 'send-mail').filter(
    ({ Action }) => Action === 'ses:SendRawEmail',
  );

  expect(sending?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'support@guardia.example' } });
  expect(list(sending?.Resource).map((arn) => JSON.stringify(arn))).toEqual([
    expect.stringContaining('configuration-set/'),
    expect.stringContaining('identity/*'),
  ]);
});

it.each([
  { name: 'api', folder: 'uploads/', because: 'it signs addresses to upload to' },
  { name: 'inbound-email', folder: 'mailed/', because: 'it keeps the files of mails' },
  { name: 'hold-mail', folder: 'held/', because: 'it keeps what expires elsewhere' },
  { name: 'keep-attachments', folder: 'mailed/', because: 'it keeps the files of released mails' },
])('$name adds files under $folder alone: $because', ({ name, folder }) => {
  const writing = statementsOf(templates, name).filter(({ Action }) => list(Action).includes('s3:PutObject'));

  expect(writing.map(({ Resource }) => JSON.stringify(Resource))).toEqual([
    expect.stringContaining(`/${folder}*`),
  ]);
});

it('cases are queried by the four indexes by name', () => {
  const [reading] = statementsOf(templates, 'api').filter(({ Action }) =>
    list(Action).includes('dynamodb:Query'),
  );

  expect(
    list(reading?.Resource).map((arn) => /\/index\/(\w+)/.exec(JSON.stringify(arn))?.[1] ?? 'table'),
  ).toEqual(['table', 'byAccount', 'byDue', 'byOwner', 'byStatus']);
});
