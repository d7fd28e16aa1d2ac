import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { createBuckets } from '../../../infra/local/s3/service.ts';
import { readHeaders } from '../../../infra/local/ses/mime.ts';
import { createSes } from '../../../infra/local/ses/service.ts';
import { createTopics } from '../../../infra/local/sns/topics.ts';
import { createQueues } from '../../../infra/local/sqs/service.ts';
import type { Handlers } from '../../../infra/local/template/deploy.ts';
import { testPlatform } from './platform.ts';

const allowSes = (Resource: string) => ({
  Statement: { Effect: 'Allow' as const, Principal: { Service: 'ses.amazonaws.com' }, Action: '*', Resource },
});

/** SES with an active rule for `support@guardia.example`, and a queue that hears of arrivals and of fates. */
const world = async (options: { scan?: boolean; allowed?: boolean } = {}) => {
  const platform = testPlatform();
  const queues = createQueues(platform);
  const topics = createTopics(platform, { queues, invokeLambda: () => {} });
  const buckets = createBuckets(platform, () => {
    throw new Error('Nothing is to be notified.');
  });
  const ses = createSes(platform, { buckets, topics, relay: () => {} });
  const put = async (
    handlers: Handlers,
    type: string,
    logicalId: string,
    properties: Record<string, unknown>,
  ) => handlers[type]?.put({ type, logicalId, stackName: 's', properties, physicalName: () => logicalId });
  const bucket = await put(buckets.handlers, 'AWS::S3::Bucket', 'mail', { BucketName: 'mail' });
  const topic = await put(topics.handlers, 'AWS::SNS::Topic', 'arrivals', {});
  const queue = await put(queues.handlers, 'AWS::SQS::Queue', 'queue', {});
  const topicArn = topic?.ref ?? '';
  const queueArn = String(queue?.attributes?.Arn);
  await put(topics.handlers, 'AWS::SNS::Subscription', 'sub', {
    TopicArn: topicArn,
    Protocol: 'sqs',
    Endpoint: queueArn,
    RawMessageDelivery: true,
  });
  platform.iam.putResourcePolicy(queueArn, 'p', {
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: '*',
      Resource: queueArn,
    },
  });
  if (options.allowed !== false)
    platform.iam.putResourcePolicy('arn:aws:s3:::mail', 'p', allowSes('arn:aws:s3:::mail/*'));
  platform.iam.putResourcePolicy(topicArn, 'p', allowSes(topicArn));
  await put(ses.handlers, 'AWS::SES::EmailIdentity', 'identity', { EmailIdentity: 'guardia.example' });
  await put(ses.handlers, 'AWS::SES::ConfigurationSet', 'set', { Name: 'set' });
  await put(ses.handlers, 'AWS::SES::ConfigurationSetEventDestination', 'd', {
    ConfigurationSetName: 'set',
    EventDestination: { MatchingEventTypes: ['bounce'], SnsDestination: { TopicARN: topicArn } },
  });
  const role = platform.iam.addRole({ name: 'r', trust: { Statement: [] }, policies: [] });
  const api = async <T = unknown>(operation: string, input: object) =>
    ses.api.handle({ operation, input: input as never, caller: role, request: {} as never }) as T;
  await api('CreateReceiptRuleSet', { RuleSetName: 'set' });
  const rule = {
    Enabled: true,
    ScanEnabled: options.scan ?? true,
    Recipients: ['support@guardia.example'],
    Actions: [{ S3Action: { BucketName: bucket?.ref, ObjectKeyPrefix: 'in/', TopicArn: topicArn } }],
  };
  const putRule = () =>
    put(ses.handlers, 'AWS::SES::ReceiptRule', 'rule', { RuleSetName: 'set', Rule: rule });
  const notifications = () =>
    queues
      .byArn(queueArn)
      ?.receive(10)
      .map(({ message }) => JSON.parse(message.body)) ?? [];
  return { ...platform, ses, buckets, api, putRule, notifications };
};

const envelope = {
  from: 'ana@acme.example',
  recipients: ['support+t0k@guardia.example'],
  remoteAddress: '192.0.2.1',
};
const raw = Buffer.from(
  'To: "Desk, the" <support@guardia.example>, b@c.example\r\nSubject: hi\r\n\r\nbody\r\n',
);

it('takes no mail until a rule set is active', async () => {
  const { ses, api, putRule } = await world();
  await putRule();
  expect(ses.receiver.accepts('support@guardia.example')).toBe(false);
  await api('SetActiveReceiptRuleSet', { RuleSetName: 'set' });
  expect(ses.receiver.accepts('SUPPORT+label@Guardia.example')).toBe(true);
  expect(ses.receiver.accepts('sales@guardia.example')).toBe(false);
});

it('will not delete the active rule set', async () => {
  const { api } = await world();
  await api('SetActiveReceiptRuleSet', { RuleSetName: 'set' });
  await expect(api('DeleteReceiptRuleSet', { RuleSetName: 'set' })).rejects.toThrow(
    expect.objectContaining({ name: 'CannotDelete' }),
  );
});

it('announces a new rule with a mail that nobody wrote, once', async () => {
  const { putRule, notifications } = await world();
  await putRule();
  await putRule();
  expect(notifications().map(({ mail }) => mail.messageId)).toEqual(['AMAZON_SES_SETUP_NOTIFICATION']);
});

it('stores the mail with its own headers first, and tells the envelope, the verdicts and no content', async () => {
  const { ses, buckets, api, putRule, notifications } = await world();
  await putRule();
  await api('SetActiveReceiptRuleSet', { RuleSetName: 'set' });
  notifications();
  ses.verdicts.set({ from: 'ana@acme.example', dmarc: 'FAIL', dmarcPolicy: 'reject' });

  ses.receiver.receive(raw, envelope);

  const [notification] = notifications();
  expect(notification).toMatchObject({
    notificationType: 'Received',
    mail: {
      source: 'ana@acme.example',
      destination: ['support@guardia.example', 'b@c.example'],
      headersTruncated: false,
    },
    receipt: {
      recipients: ['support+t0k@guardia.example'],
      spfVerdict: { status: 'PASS' },
      dmarcVerdict: { status: 'FAIL' },
      dmarcPolicy: 'reject',
      action: { type: 'S3', bucketName: 'mail', objectKeyPrefix: 'in/' },
    },
  });
  expect(notification).not.toHaveProperty('content');
  const { objectKey } = notification.receipt.action;
  expect(objectKey).toBe(`in/${notification.mail.messageId}`);
  const object = buckets.objects.get('mail', objectKey);
  const stored = object ? buckets.objects.body(object) : Buffer.alloc(0);
  expect(stored.subarray(-raw.length)).toEqual(raw);
  expect(readHeaders(stored).fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Received', 'Authentication-Results', 'X-SES-Spam-Verdict', 'Subject']),
  );
});

it('cuts headers over 10 KB in the notification, not in the object', async () => {
  const { ses, api, putRule, notifications } = await world();
  await putRule();
  await api('SetActiveReceiptRuleSet', { RuleSetName: 'set' });
  notifications();
  ses.receiver.receive(Buffer.concat([Buffer.from(`X-Long: ${'x'.repeat(11_000)}\r\n`), raw]), envelope);
  expect(notifications()[0].mail.headersTruncated).toBe(true);
});

it('gives no spam and virus verdicts unless the rule asks for the scan', async () => {
  const { ses, api, putRule, notifications } = await world({ scan: false });
  await putRule();
  await api('SetActiveReceiptRuleSet', { RuleSetName: 'set' });
  notifications();
  ses.receiver.receive(raw, envelope);
  expect(notifications()[0].receipt).toMatchObject({
    spamVerdict: { status: 'DISABLED' },
    virusVerdict: { status: 'DISABLED' },
  });
});

it('refuses a rule whose bucket does not let SES in', async () => {
  const { putRule } = await world({ allowed: false });
  await expect(putRule()).rejects.toThrow(/ses.amazonaws.com is not authorized to perform: s3:PutObject/);
});

const mail = (headers = '', body = 'hi'): string =>
  Buffer.from(
    `From: Desk <support@guardia.example>\r\nTo: ana@acme.example\r\nMessage-ID: <own@guardia.example>\r\nReferences:\r\n <own@guardia.example>\r\n${headers}\r\n${body}`,
  ).toString('base64');
const send = (Data: string, more: object = {}) => ({
  RawMessage: { Data },
  ConfigurationSetName: 'set',
  ...more,
});

it('replaces Message-ID, Date and Return-Path, drops Bcc, and keeps the rest', async () => {
  const { ses, api } = await world();
  const { MessageId } = await api<{ MessageId: string }>(
    'SendRawEmail',
    send(mail('Bcc: x@y.example\r\nX-Own: 1\r\n')),
  );
  const [sent] = ses.outbox.all();
  const parsed = await PostalMime.parse(Buffer.from(sent?.raw ?? '', 'base64'));
  expect(parsed.messageId).toBe(`<${MessageId}@eu-west-1.amazonses.com>`);
  expect(parsed.references).toBe('<own@guardia.example>');
  expect(parsed.headers.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['x-own', 'date', 'return-path']),
  );
  expect(parsed.bcc).toBeUndefined();
  expect(sent?.recipients).toEqual(['ana@acme.example', 'x@y.example']);
});

it.each([
  {
    input: send(mail('Subject: a\r\nSubject: b\r\n')),
    error: 'InvalidParameterValue',
    because: 'a field is there twice',
  },
  { input: send(mail('', 'x'.repeat(1001))), error: 'InvalidParameterValue', because: 'a line is too long' },
  {
    input: send(mail('', 'x\r\n'.repeat(4_000_000))),
    error: 'InvalidParameterValue',
    because: 'it is over 10 MB',
  },
  {
    input: send(mail(), { Destinations: ['no address'] }),
    error: 'InvalidParameterValue',
    because: 'a recipient is none',
  },
  {
    input: send(mail(), { Destinations: Array.from({ length: 51 }, (_one, index) => `a${index}@b.example`) }),
    error: 'InvalidParameterValue',
    because: 'it has more than 50 recipients',
  },
  {
    input: send(mail(), { Source: 'a@other.example' }),
    error: 'MessageRejected',
    because: 'nobody proved the sender',
  },
  {
    input: send(mail(), { ConfigurationSetName: 'none' }),
    error: 'ConfigurationSetDoesNotExist',
    because: 'there is no such configuration set',
  },
])('refuses a mail with $error because $because', async ({ input, error }) => {
  const { ses, api } = await world();
  await expect(api('SendRawEmail', input)).rejects.toThrow(expect.objectContaining({ name: error }));
  expect(ses.outbox.all()).toEqual([]);
});

it('asks for leave on the identity and on the configuration set', async () => {
  const { ses } = await world();
  const call = {
    operation: 'SendRawEmail',
    input: send(mail()) as never,
    caller: {} as never,
    request: {} as never,
  };
  expect(ses.api.accesses(call).map(({ resource }) => resource)).toEqual([
    'arn:aws:ses:eu-west-1:111122223333:identity/guardia.example',
    'arn:aws:ses:eu-west-1:111122223333:configuration-set/set',
  ]);
});

it('publishes a bounce, with our headers and its own id, where the configuration set says so', async () => {
  const { ses, api, notifications } = await world();
  const { MessageId } = await api<{ MessageId: string }>('SendRawEmail', send(mail()));
  const [sent] = ses.outbox.all();
  if (sent) ses.fates.publish(sent, { kind: 'Bounce', recipient: 'ana@acme.example', permanent: true });
  expect(notifications()).toEqual([
    expect.objectContaining({
      eventType: 'Bounce',
      mail: expect.objectContaining({
        messageId: MessageId,
        headers: expect.arrayContaining([{ name: 'Message-ID', value: '<own@guardia.example>' }]),
      }),
      bounce: expect.objectContaining({ bounceType: 'Permanent' }),
    }),
  ]);
});
