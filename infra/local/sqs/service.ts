import { createHash } from 'node:crypto';
import { AwsError, account, arnOf, LocalCloudError } from '../aws.ts';
import { jsonProtocol, serviceOf } from '../endpoint/protocols.ts';
import type { Operations, Service } from '../endpoint/service.ts';
import type { PolicyDocument } from '../iam/policy.ts';
import type { Platform } from '../platform.ts';
import type { Handlers } from '../template/deploy.ts';
import { createQueue, type Message, type MessageAttribute, md5, type Queue, type Received } from './queue.ts';

export interface Queues {
  readonly handlers: Handlers;
  readonly api: Service;
  byArn(arn: string): Queue | undefined;
  all(): Iterable<Queue>;
  /** Sends as a service, which the queue's policy must allow. */
  sendAs(
    service: string,
    to: { queueArn: string; sourceArn?: string },
    message: { body: string; attributes?: Record<string, MessageAttribute> },
  ): void;
}

interface Input {
  readonly QueueUrl?: string;
  readonly QueueName?: string;
  readonly MessageBody?: string;
  readonly MessageAttributes?: Record<string, MessageAttribute>;
  readonly MessageSystemAttributes?: Record<string, MessageAttribute>;
  readonly DelaySeconds?: number;
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
  readonly WaitTimeSeconds?: number;
  readonly ReceiptHandle?: string;
  readonly AttributeNames?: readonly string[];
  readonly Entries?: readonly (Input & { readonly Id: string })[];
}

const seconds = (value: unknown, fallback: number): number => Number(value ?? fallback) * 1000;

/** The digest that SDKs check (SQS developer guide, "Calculating the MD5 message digest for message attributes"). */
const md5OfAttributes = (attributes: Readonly<Record<string, MessageAttribute>>): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType = '', StringValue, BinaryValue } = attributes[name] ?? {};
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    hash.update(Buffer.from([BinaryValue === undefined ? 1 : 2]));
    add(BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64'));
  }
  return hash.digest('hex');
};

const sent = ({ id, body, attributes }: Message) => ({
  MessageId: id,
  MD5OfMessageBody: md5(body),
  MD5OfMessageAttributes: md5OfAttributes(attributes),
});

/** System attributes of a message, as both `ReceiveMessage` and Lambda's event show them. */
export const systemAttributes = ({ message }: Received): Record<string, string> => ({
  ApproximateReceiveCount: String(message.receiveCount),
  SentTimestamp: String(message.sentAt),
  SenderId: message.senderId,
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  ...(message.traceHeader ? { AWSTraceHeader: message.traceHeader } : {}),
});

const shown = (received: Received) => ({
  MessageId: received.message.id,
  ReceiptHandle: received.receiptHandle,
  MD5OfBody: md5(received.message.body),
  Body: received.message.body,
  Attributes: systemAttributes(received),
  ...(Object.keys(received.message.attributes).length > 0
    ? {
        MessageAttributes: received.message.attributes,
        MD5OfMessageAttributes: md5OfAttributes(received.message.attributes),
      }
    : {}),
});

const longPoll = async (queue: Queue, input: Input): Promise<readonly Received[]> => {
  const { MaxNumberOfMessages = 1, VisibilityTimeout, WaitTimeSeconds = 0 } = input;
  const visibility = VisibilityTimeout === undefined ? undefined : VisibilityTimeout * 1000;
  const first = queue.receive(MaxNumberOfMessages, visibility);
  if (first.length > 0 || WaitTimeSeconds === 0) return first;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, WaitTimeSeconds * 1000);
    const forget = queue.onVisible(done);
    function done(): void {
      clearTimeout(timer);
      forget();
      resolve();
    }
  });
  return queue.receive(MaxNumberOfMessages, visibility);
};

type Failure = { Id: string; SenderFault: boolean; Code: string; Message: string };

/** Does each entry of a batch: some may fail while the answer is 200. */
const batch = <T>(entries: Input['Entries'] = [], one: (entry: Input & { readonly Id: string }) => T) => {
  const Successful: (T & { Id: string })[] = [];
  const Failed: Failure[] = [];
  if (entries.length === 0 || entries.length > 10)
    throw new AwsError('AWS.SimpleQueueService.TooManyEntriesInBatchRequest', 'A batch has 1 to 10 entries.');
  for (const entry of entries)
    try {
      Successful.push({ Id: entry.Id, ...one(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  return { Successful, Failed };
};

export const createQueues = (platform: Platform): Queues => {
  const { region, iam, meter } = platform;
  const queues = new Map<string, Queue>();
  const urls = { of: (name: string) => `${platform.endpointUrl}/${account}/${name}` };
  const arnOfUrl = (url = ''): string => arnOf('sqs', region, url.split('/').at(-1) ?? '');

  const named = (input: Input): Queue => {
    const arn =
      input.QueueName === undefined ? arnOfUrl(input.QueueUrl) : arnOf('sqs', region, input.QueueName);
    const queue = queues.get(arn);
    if (!queue)
      throw new AwsError('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.');
    return queue;
  };

  const send = (queue: Queue, input: Input, senderId: string): Message =>
    queue.send({
      body: input.MessageBody ?? '',
      attributes: input.MessageAttributes ?? {},
      senderId,
      ...(input.DelaySeconds === undefined ? {} : { delayMs: input.DelaySeconds * 1000 }),
      ...(input.MessageSystemAttributes?.AWSTraceHeader?.StringValue
        ? { traceHeader: input.MessageSystemAttributes.AWSTraceHeader.StringValue }
        : {}),
    });

  /** Batch operations are checked as their single one (Service Authorization Reference, SQS). */
  const needs = (action: string) => (input: Input) => [
    {
      action: `sqs:${action}`,
      resource:
        input.QueueName === undefined ? arnOfUrl(input.QueueUrl) : arnOf('sqs', region, input.QueueName),
    },
  ];

  const operations: Operations<Input> = {
    SendMessage: {
      needs: needs('SendMessage'),
      run: (input, { caller }) => sent(send(named(input), input, caller.name)),
    },
    SendMessageBatch: {
      needs: needs('SendMessage'),
      run: (input, { caller }) =>
        batch(input.Entries, (entry) => sent(send(named(input), entry, caller.name))),
    },
    ReceiveMessage: {
      needs: needs('ReceiveMessage'),
      run: async (input) => ({ Messages: (await longPoll(named(input), input)).map(shown) }),
    },
    DeleteMessage: {
      needs: needs('DeleteMessage'),
      run: (input) => named(input).remove(input.ReceiptHandle ?? ''),
    },
    DeleteMessageBatch: {
      needs: needs('DeleteMessage'),
      run: (input) => batch(input.Entries, (entry) => named(input).remove(entry.ReceiptHandle ?? '') ?? {}),
    },
    ChangeMessageVisibility: {
      needs: needs('ChangeMessageVisibility'),
      run: (input) =>
        named(input).changeVisibility(input.ReceiptHandle ?? '', seconds(input.VisibilityTimeout, 0)),
    },
    GetQueueUrl: {
      needs: needs('GetQueueUrl'),
      run: (input) => ({ QueueUrl: urls.of(named(input).config.name) }),
    },
    GetQueueAttributes: {
      needs: needs('GetQueueAttributes'),
      run: (input) => {
        const { config, counts } = named(input);
        const { visible, inFlight, delayed } = counts();
        return {
          Attributes: {
            QueueArn: config.arn,
            ApproximateNumberOfMessages: String(visible),
            ApproximateNumberOfMessagesNotVisible: String(inFlight),
            ApproximateNumberOfMessagesDelayed: String(delayed),
            VisibilityTimeout: String(config.visibilityTimeoutMs / 1000),
          },
        };
      },
    },
    PurgeQueue: { needs: needs('PurgeQueue'), run: (input) => named(input).purge() },
  };

  const handlers: Handlers = {
    'AWS::SQS::Queue': {
      properties: [
        'QueueName',
        'VisibilityTimeout',
        'MessageRetentionPeriod',
        'DelaySeconds',
        'MaximumMessageSize',
        'RedrivePolicy',
      ],
      ignored: [
        'SqsManagedSseEnabled',
        'KmsMasterKeyId',
        'KmsDataKeyReusePeriodSeconds',
        'ReceiveMessageWaitTimeSeconds',
      ],
      put({ properties, physicalName, logicalId }) {
        const name = String(properties.QueueName ?? physicalName());
        const redrive = properties.RedrivePolicy as
          | { deadLetterTargetArn: string; maxReceiveCount: number }
          | undefined;
        if (redrive && !queues.has(redrive.deadLetterTargetArn))
          throw new LocalCloudError(
            `Queue ${logicalId}: its dead-letter queue ${redrive.deadLetterTargetArn} does not exist.`,
          );
        const arn = arnOf('sqs', region, name);
        const config = {
          name,
          arn,
          visibilityTimeoutMs: seconds(properties.VisibilityTimeout, 30),
          delayMs: seconds(properties.DelaySeconds, 0),
          retentionMs: seconds(properties.MessageRetentionPeriod, 345_600),
          maxBytes: Number(properties.MaximumMessageSize ?? 1_048_576),
          ...(redrive
            ? {
                redrive: {
                  to: redrive.deadLetterTargetArn,
                  maxReceiveCount: Number(redrive.maxReceiveCount),
                },
              }
            : {}),
        };
        queues.set(
          arn,
          createQueue(config, platform, (one) => queues.get(one)),
        );
        return { ref: urls.of(name), attributes: { Arn: arn, QueueName: name, QueueUrl: urls.of(name) } };
      },
    },
    'AWS::SQS::QueuePolicy': {
      properties: ['Queues', 'PolicyDocument'],
      put({ properties, logicalId, stackName }) {
        for (const url of properties.Queues as string[])
          iam.putResourcePolicy(
            arnOfUrl(url),
            `${stackName}/${logicalId}`,
            properties.PolicyDocument as PolicyDocument,
          );
        return { ref: logicalId };
      },
    },
  };

  return {
    handlers,
    api: serviceOf(jsonProtocol('1.0', 'com.amazonaws.sqs#'), operations) as Service,
    byArn: (arn) => queues.get(arn),
    all: () => queues.values(),
    sendAs(service, { queueArn, sourceArn }, message) {
      iam.authoriseService(service, {
        action: 'sqs:SendMessage',
        resource: queueArn,
        ...(sourceArn === undefined ? {} : { sourceArn }),
      });
      const queue = queues.get(queueArn);
      if (!queue)
        throw new AwsError('AWS.SimpleQueueService.NonExistentQueue', `There is no queue ${queueArn}.`);
      meter.count('sqs/send');
      queue.send({ ...message, senderId: service });
    },
  };
};
