import { randomUUID } from 'node:crypto';
import { AwsError, arnOf, LocalCloudError, serviceOf as serviceOfArn } from '../aws.ts';
import { queryProtocol, serviceOf } from '../endpoint/protocols.ts';
import type { Operations, Service } from '../endpoint/service.ts';
import type { PolicyDocument } from '../iam/policy.ts';
import type { Platform } from '../platform.ts';
import type { Queues } from '../sqs/service.ts';
import type { Handlers } from '../template/deploy.ts';
import { passesFilter, type TopicAttribute } from './filter.ts';

/** A page that left by SMS, mail or a web hook: SNS has no receipt beyond this. */
export interface Page {
  readonly id: string;
  readonly at: string;
  readonly protocol: string;
  readonly to: string;
  readonly subject?: string;
  readonly message: string;
  readonly topicArn?: string;
}

export interface Topics {
  readonly handlers: Handlers;
  readonly api: Service;
  /** Publishes as a service, which the topic's policy must allow; on disk when the call returns. */
  publishAs(
    service: string,
    to: { topicArn: string; sourceArn?: string },
    message: { body: string; subject?: string },
  ): void;
  /** Publishes with the caller's permission already looked at. */
  publish(topicArn: string, body: string): void;
  exists(topicArn: string): boolean;
  pages(): readonly Page[];
}

/** What SNS hands messages to. */
export interface TopicPorts {
  readonly queues: Queues;
  invokeLambda(functionArn: string, payload: string, sourceArn: string): void;
}

interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly raw: boolean;
  readonly filter: { readonly FilterPolicy?: unknown; readonly FilterPolicyScope?: unknown };
  readonly deadLetterArn?: string;
}

interface Published {
  readonly id: string;
  readonly body: string;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, TopicAttribute>>;
}

interface Input {
  readonly TopicArn?: string;
  readonly TargetArn?: string;
  readonly PhoneNumber?: string;
  readonly Message?: string;
  readonly Subject?: string;
  readonly MessageAttributes?: readonly { Name: string; Value: TopicAttribute }[];
}

/** SNS's limit for topics that do not raise it (API Publish). */
const MAX_BYTES = 262_144;

const attributesOf = (input: Input): Record<string, TopicAttribute> =>
  Object.fromEntries((input.MessageAttributes ?? []).map(({ Name, Value }) => [Name, Value]));

export const createTopics = (platform: Platform, { queues, invokeLambda }: TopicPorts): Topics => {
  const { region, iam, store, clock, log, meter } = platform;
  const topics = new Set<string>();
  const subscriptions: Subscription[] = [];

  const envelope = (topicArn: string, message: Published) => ({
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: topicArn,
    ...(message.subject ? { Subject: message.subject } : {}),
    Message: message.body,
    Timestamp: new Date(clock.now()).toISOString(),
    SignatureVersion: '1',
    Signature: 'local',
    SigningCertURL: `https://sns.${region}.amazonaws.com/local.pem`,
    UnsubscribeURL: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe`,
    ...(Object.keys(message.attributes).length > 0
      ? {
          MessageAttributes: Object.fromEntries(
            Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
              name,
              { Type: DataType, Value: StringValue ?? BinaryValue },
            ]),
          ),
        }
      : {}),
  });

  const page = (protocol: string, to: string, message: Published, topicArn?: string): void => {
    const one: Page = {
      id: message.id,
      at: new Date(clock.now()).toISOString(),
      protocol,
      to,
      message: message.body,
      ...(message.subject ? { subject: message.subject } : {}),
      ...(topicArn ? { topicArn } : {}),
    };
    store.put(`sns/pages/${String(clock.now()).padStart(15, '0')}-${message.id}-${to}`, one);
    meter.count(`sns/${protocol}`);
  };

  const hand = (subscription: Subscription, message: Published): void => {
    const { protocol, endpoint, topicArn, raw } = subscription;
    const wrapped = envelope(topicArn, message);
    if (protocol === 'sqs') {
      const body = raw ? message.body : JSON.stringify(wrapped);
      const attributes = raw ? { attributes: { ...message.attributes } } : {};
      queues.sendAs(
        'sns.amazonaws.com',
        { queueArn: endpoint, sourceArn: topicArn },
        { body, ...attributes },
      );
    } else if (protocol === 'lambda') {
      const record = {
        EventVersion: '1.0',
        EventSource: 'aws:sns',
        EventSubscriptionArn: subscription.arn,
        Sns: wrapped,
      };
      invokeLambda(endpoint, JSON.stringify({ Records: [record] }), topicArn);
    } else page(protocol, endpoint, message, topicArn);
  };

  /** What cannot be handed over goes to the subscription's dead-letter queue, or is lost, as on AWS. */
  const deliver = (subscription: Subscription, message: Published): void => {
    if (!passesFilter(subscription.filter, message)) return;
    try {
      hand(subscription, message);
    } catch (error) {
      log('sns', `${subscription.arn}: ${String(error)}`);
      const { deadLetterArn, topicArn } = subscription;
      if (!deadLetterArn) return;
      const body = JSON.stringify(envelope(topicArn, message));
      queues.sendAs('sns.amazonaws.com', { queueArn: deadLetterArn, sourceArn: topicArn }, { body });
    }
  };

  const publish = (topicArn: string, message: Omit<Published, 'id'>): string => {
    if (!topics.has(topicArn)) throw new AwsError('NotFound', 'Topic does not exist', 404);
    if (message.body === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message');
    if (Buffer.byteLength(message.body) > MAX_BYTES)
      throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long');
    meter.count('sns/published');
    const published = { ...message, id: randomUUID() };
    const targets = subscriptions.filter((one) => one.topicArn === topicArn);
    store.transaction(() => {
      for (const one of targets) deliver(one, published);
    });
    return published.id;
  };

  const operations: Operations<Input> = {
    Publish: {
      needs: ({ TopicArn, TargetArn }) => [{ action: 'sns:Publish', resource: TopicArn ?? TargetArn ?? '*' }],
      run: (input) => {
        const { TopicArn = input.TargetArn, PhoneNumber, Message = '', Subject } = input;
        const message = {
          body: Message,
          attributes: attributesOf(input),
          ...(Subject ? { subject: Subject } : {}),
        };
        if (TopicArn !== undefined) return { MessageId: publish(TopicArn, message) };
        if (!PhoneNumber || !/^\+[1-9]\d{1,14}$/.test(PhoneNumber))
          throw new AwsError(
            'InvalidParameter',
            `Invalid parameter: PhoneNumber Reason: ${PhoneNumber} is not valid to publish to`,
          );
        const sms = { ...message, id: randomUUID() };
        page('sms', PhoneNumber, sms);
        return { MessageId: sms.id };
      },
    },
  };

  const put = (properties: Readonly<Record<string, unknown>>, id: string): Subscription => {
    const topicArn = String(properties.TopicArn);
    if (!topics.has(topicArn))
      throw new LocalCloudError(`Subscription ${id}: there is no topic ${topicArn}.`);
    const { deadLetterTargetArn } = (properties.RedrivePolicy ?? {}) as { deadLetterTargetArn?: string };
    return {
      arn: `${topicArn}:${id}`,
      topicArn,
      protocol: String(properties.Protocol),
      endpoint: String(properties.Endpoint),
      raw: String(properties.RawMessageDelivery) === 'true',
      filter: { FilterPolicy: properties.FilterPolicy, FilterPolicyScope: properties.FilterPolicyScope },
      ...(deadLetterTargetArn ? { deadLetterArn: deadLetterTargetArn } : {}),
    };
  };

  const handlers: Handlers = {
    'AWS::SNS::Topic': {
      properties: ['TopicName', 'DisplayName', 'KmsMasterKeyId'],
      ignored: ['SignatureVersion', 'TracingConfig'],
      put({ properties, physicalName, logicalId }) {
        // A topic under SNS's own key cannot be fed by another service; nothing of ours may rely on that.
        if (String(properties.KmsMasterKeyId ?? '').includes('alias/aws/'))
          throw new LocalCloudError(
            `Topic ${logicalId}: services cannot publish under an AWS-managed key; use one of yours.`,
          );
        const name = String(properties.TopicName ?? physicalName({ max: 256 }));
        const arn = arnOf('sns', region, name);
        topics.add(arn);
        return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
      },
    },
    'AWS::SNS::TopicPolicy': {
      properties: ['Topics', 'PolicyDocument'],
      put({ properties, logicalId, stackName }) {
        for (const arn of properties.Topics as string[])
          iam.putResourcePolicy(
            arn,
            `${stackName}/${logicalId}`,
            properties.PolicyDocument as PolicyDocument,
          );
        return { ref: logicalId };
      },
    },
    'AWS::SNS::Subscription': {
      properties: [
        'TopicArn',
        'Protocol',
        'Endpoint',
        'RawMessageDelivery',
        'FilterPolicy',
        'FilterPolicyScope',
        'RedrivePolicy',
      ],
      put({ properties, logicalId }) {
        const subscription = put(properties, logicalId);
        const { protocol, endpoint } = subscription;
        if (protocol === 'sqs' && serviceOfArn(endpoint) !== 'sqs')
          throw new LocalCloudError(`Subscription ${logicalId}: ${endpoint} is no queue.`);
        subscriptions.push(subscription);
        return { ref: subscription.arn, attributes: { Arn: subscription.arn } };
      },
    },
  };

  return {
    handlers,
    api: serviceOf(queryProtocol('http://sns.amazonaws.com/doc/2010-03-31/'), operations) as Service,
    publish: (topicArn, body) => void publish(topicArn, { body, attributes: {} }),
    exists: (arn) => topics.has(arn),
    publishAs(service, { topicArn, sourceArn }, message) {
      iam.authoriseService(service, {
        action: 'sns:Publish',
        resource: topicArn,
        ...(sourceArn === undefined ? {} : { sourceArn }),
      });
      publish(topicArn, { ...message, attributes: {} });
    },
    pages: () => store.list('sns/pages/').map(([, one]) => one as Page),
  };
};
