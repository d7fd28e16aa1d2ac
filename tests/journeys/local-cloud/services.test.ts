import { createHash, createHmac } from 'node:crypto';
import {
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeAssembly } from '../../support/assembly.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { everyService } from './every-service.ts';

let cloud: TestCloud;
const clientConfig = (role: string) => {
  const found = cloud.iam.roleByArn(`arn:aws:iam::111122223333:role/test-${role}`);
  const { accessKeyId = '', secretAccessKey = '' } = found ?? {};
  return {
    region: 'eu-west-1',
    endpoint: cloud.endpointUrl,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  };
};
const refOf = (id: string): string => cloud.deployed.resources.get(`test/${id}`)?.ref ?? '';

beforeAll(async () => {
  cloud = await startTestCloud({ assembly: writeAssembly(everyService), seed: false });
});
afterAll(() => cloud.stop());

it('passes messages through a queue, attributes and their digests included', async () => {
  const sqs = new SQSClient(clientConfig('Worker'));
  const QueueUrl = refOf('Queue');
  const attributes = { Kind: { DataType: 'String', StringValue: 'mail' } };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello', MessageAttributes: attributes }));
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
  );
  expect(Messages).toEqual([expect.objectContaining({ Body: 'hello', MessageAttributes: attributes })]);
  const ReceiptHandle = Messages[0]?.ReceiptHandle;
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  const { Messages: [again] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }));
  expect(
    cloud.services.queues.byArn('arn:aws:sqs:eu-west-1:111122223333:test-Queue')?.counts().inFlight,
  ).toBe(0);
});

it('half fails a batch inside a 200', async () => {
  const sqs = new SQSClient(clientConfig('Worker'));
  const Entries = [
    { Id: 'good', MessageBody: 'a' },
    { Id: 'bad', MessageBody: '\u0000' },
  ];
  const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: refOf('Queue'), Entries }));
  expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(answer.Failed).toEqual([expect.objectContaining({ Id: 'bad', Code: 'InvalidMessageContents' })]);
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: refOf('Queue') }));
});

it('checks each part of a transaction, and the index of a query, as DynamoDB does', async () => {
  const dynamodb = new DynamoDBClient(clientConfig('Worker'));
  const TableName = refOf('Table');
  const Item = { pk: { S: 'a' }, sk: { S: 'b' }, byOwner: { S: 'o' } };
  await dynamodb.send(new PutItemCommand({ TableName, Item }));
  const transaction = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName, Item: { pk: { S: 'a' }, sk: { S: 'c' } } } },
      { Delete: { TableName, Key: { pk: { S: 'a' }, sk: { S: 'b' } } } },
    ],
  });
  await expect(dynamodb.send(transaction)).rejects.toThrow(/not authorized to perform: dynamodb:DeleteItem/);
  const onIndex = {
    IndexName: 'byOwner',
    KeyConditionExpression: 'byOwner = :o',
    ExpressionAttributeValues: { ':o': { S: 'o' } },
  };
  const query = dynamodb.send(new QueryCommand({ TableName, ...onIndex }));
  await expect(query).rejects.toThrow(/dynamodb:Query on resource: .*\/index\/byOwner/);
});

it('keeps objects, their headers and their versions, and lists them', async () => {
  const s3 = new S3Client(clientConfig('Worker'));
  const Bucket = refOf('Files');
  const put = (Body: string) =>
    s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a/é 1.txt',
        Body,
        ContentType: 'text/plain',
        Metadata: { from: 'ana' },
      }),
    );
  const { VersionId } = await put('one');
  await put('two');
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/é 1.txt' }));
  expect(await got.Body?.transformToString()).toBe('two');
  expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { from: 'ana' } });
  const before = await s3.send(
    new GetObjectCommand({ Bucket, Key: 'a/é 1.txt', VersionId, Range: 'bytes=1-' }),
  );
  expect(await before.Body?.transformToString()).toBe('ne');
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a/é 1.txt' }))).toMatchObject({
    ContentLength: 3,
  });
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/' }));
  expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([['a/é 1.txt', 3]]);
});

it('says 404 for an absent object to whoever may list, and 403 to everybody else', async () => {
  const s3 = new S3Client(clientConfig('Worker'));
  const get = (Bucket: string) => s3.send(new GetObjectCommand({ Bucket, Key: 'absent' }));
  await expect(get(refOf('Files'))).rejects.toThrow(expect.objectContaining({ name: 'NoSuchKey' }));
  await expect(get(refOf('Unlisted'))).rejects.toThrow(expect.objectContaining({ name: 'AccessDenied' }));
});

/** An address that takes one upload for a minute, signed as the worker. */
const presigned = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
  const { hostname, port, host } = new URL(cloud.endpointUrl);
  const signer = new SignatureV4({
    service: 's3',
    uriEscapePath: false,
    applyChecksum: false,
    sha256: Sha256,
    ...clientConfig('Worker'),
  });
  const request = {
    method: 'PUT',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path,
    query: {},
    headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers },
  };
  const signed = await signer.presign(request, {
    expiresIn: 60,
    signingDate: new Date(cloud.clock.now()),
    unhoistableHeaders: new Set(Object.keys(headers)),
    unsignableHeaders: new Set(['x-amz-content-sha256']),
  });
  return `${cloud.endpointUrl}${path}?${new URLSearchParams(signed.query as Record<string, string>)}`;
};

/** Node's hash in the shape that the signer asks for. */
class Sha256 {
  private readonly hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', Buffer.from(secret as string));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(Buffer.from(data as string));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }
  reset(): void {}
}

it('lets a presigned URL through until it expires, and no other one', async () => {
  const path = `/${refOf('Files')}/signed`;
  const url = await presigned(path);
  const put = async (to: string) => (await fetch(to, { method: 'PUT', body: 'hi' })).status;
  expect(await put(url)).toBe(200);
  expect(await put(url.replace('/signed?', '/other?'))).toBe(403);
  expect(await put(`${cloud.endpointUrl}${path}`)).toBe(403);
  await cloud.clock.advance(61_000);
  expect(await put(url)).toBe(403);
});

it('takes exactly the bytes that a presigned URL was made for', async () => {
  const headers = { 'x-amz-checksum-sha256': createHash('sha256').update('these').digest('base64') };
  const url = await presigned(`/${refOf('Files')}/exact`, headers);
  const put = async (body: string, more: Record<string, string>) =>
    (await fetch(url, { method: 'PUT', body, headers: more })).status;
  expect(await put('those', headers)).toBe(400);
  expect(await put('these', { 'x-amz-checksum-sha256': 'other' })).toBe(403);
  expect(await put('these', headers)).toBe(200);
});

it('makes a secret once', async () => {
  const secrets = new SecretsManagerClient(clientConfig('Worker'));
  const read = () => secrets.send(new GetSecretValueCommand({ SecretId: refOf('Secret') }));
  const first = await read();
  expect(first.SecretString).toHaveLength(20);
  expect((await read()).SecretString).toBe(first.SecretString);
});

it('routes an event by its rule, to the queue that lets the rule in', async () => {
  const events = new EventBridgeClient(clientConfig('Worker'));
  const entry = (detail: object) => ({
    EventBusName: 'desk',
    Source: 'desk',
    DetailType: 't',
    Detail: JSON.stringify(detail),
  });
  await events.send(
    new PutEventsCommand({ Entries: [entry({ mail: true, n: 1 }), entry({ mail: false, n: 2 })] }),
  );
  await cloud.settle();
  const sqs = new SQSClient(clientConfig('Worker'));
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: refOf('Routed'), MaxNumberOfMessages: 10 }),
  );
  expect(Messages?.map(({ Body = '' }) => JSON.parse(Body).detail.n)).toEqual([1]);
});

it('pages by SMS, and shows the page', async () => {
  const sns = new SNSClient(clientConfig('Worker'));
  await sns.send(new PublishCommand({ PhoneNumber: '+34600000001', Message: 'A critical issue.' }));
  const { pages } = await cloud.local<{ pages: object[] }>('pages');
  expect(pages).toEqual([
    expect.objectContaining({ protocol: 'sms', to: '+34600000001', message: 'A critical issue.' }),
  ]);
});

it('runs a workflow whose task calls a service as its role', async () => {
  const sfn = new SFNClient(clientConfig('Worker'));
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: refOf('Machine'), name: 'one' }),
  );
  await cloud.settle();
  expect(await sfn.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    status: 'SUCCEEDED',
  });
});

it('refuses everything to a role without policies, and everybody to nobody', async () => {
  const sqs = new SQSClient(clientConfig('Nobody'));
  const send = new SendMessageCommand({ QueueUrl: refOf('Queue'), MessageBody: 'x' });
  await expect(sqs.send(send)).rejects.toThrow(/not authorized to perform: sqs:SendMessage/);
  const stranger = new SQSClient({
    ...clientConfig('Worker'),
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
  });
  await expect(stranger.send(send)).rejects.toThrow(/security token .* is invalid/);
});

it('fails the call that a fault names, once', async () => {
  const sqs = new SQSClient(clientConfig('Worker'));
  const send = () => sqs.send(new SendMessageCommand({ QueueUrl: refOf('Queue'), MessageBody: 'x' }));
  cloud.faults.set({
    calls: [{ call: 'sqs:SendMessage', nth: 2, error: 'ThrottlingException', status: 429 }],
  });
  await send();
  await expect(send()).rejects.toThrow(expect.objectContaining({ name: 'ThrottlingException' }));
  await send();
  cloud.faults.set({});
});
