import { randomUUID } from 'node:crypto';
import { serviceOf } from '../aws.ts';
import type { Platform } from '../platform.ts';
import type { StoredObject } from './objects.ts';

/** `NotificationConfiguration` of a bucket. */
export interface NotificationConfiguration {
  readonly QueueConfigurations?: readonly (Notified & { readonly Queue: string })[];
  readonly TopicConfigurations?: readonly (Notified & { readonly Topic: string })[];
  readonly LambdaConfigurations?: readonly (Notified & { readonly Function: string })[];
  readonly EventBridgeConfiguration?: { readonly EventBridgeEnabled?: boolean };
}

interface Notified {
  readonly Event: string;
  readonly Filter?: {
    readonly S3Key: { readonly Rules: readonly { readonly Name: string; readonly Value: string }[] };
  };
}

export interface NotificationPorts {
  toQueue(queueArn: string, sourceArn: string, body: string): void;
  toTopic(topicArn: string, sourceArn: string, body: string): void;
  toLambda(functionArn: string, sourceArn: string, body: string): void;
  toDefaultBus(detailType: string, resources: readonly string[], detail: object): void;
}

export interface Notifications {
  configure(bucket: string, configuration: NotificationConfiguration): void;
  /** Tells whoever asked of an object that came or went. */
  tell(bucket: string, event: 'ObjectCreated:Put' | 'ObjectRemoved:Delete', object: StoredObject): void;
}

type Target = Notified & { readonly arn: string };

const targetsOf = (configuration: NotificationConfiguration): readonly Target[] => [
  ...(configuration.QueueConfigurations ?? []).map((one) => ({ ...one, arn: one.Queue })),
  ...(configuration.TopicConfigurations ?? []).map((one) => ({ ...one, arn: one.Topic })),
  ...(configuration.LambdaConfigurations ?? []).map((one) => ({ ...one, arn: one.Function })),
];

const wants = ({ Event, Filter }: Notified, event: string, key: string): boolean =>
  (Event === `s3:${event}` || (Event.endsWith('*') && `s3:${event}`.startsWith(Event.slice(0, -1)))) &&
  (Filter?.S3Key.Rules ?? []).every(({ Name, Value }) =>
    Name.toLowerCase() === 'prefix' ? key.startsWith(Value) : key.endsWith(Value),
  );

/** Keys in notifications are form-encoded. */
const encodedKey = (key: string): string =>
  encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');

/** S3 event notifications, each sent as S3 on the bucket's behalf (S3 user guide, "Event message structure"). */
export const createNotifications = (
  { region, clock, store, log }: Pick<Platform, 'region' | 'clock' | 'store' | 'log'>,
  ports: () => NotificationPorts,
): Notifications => {
  const configurations = new Map<string, NotificationConfiguration>();

  const send = (arn: string, bucket: string, body: string): void => {
    const sourceArn = `arn:aws:s3:::${bucket}`;
    try {
      if (serviceOf(arn) === 'sqs') ports().toQueue(arn, sourceArn, body);
      else if (serviceOf(arn) === 'sns') ports().toTopic(arn, sourceArn, body);
      else ports().toLambda(arn, sourceArn, body);
    } catch (error) {
      log('s3', `${bucket} could not notify ${arn}: ${String(error)}`);
    }
  };

  const record = (bucket: string, event: string, object: StoredObject) => ({
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date(clock.now()).toISOString(),
    eventName: event,
    s3: {
      s3SchemaVersion: '1.0',
      bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
      object: {
        key: encodedKey(object.key),
        size: object.size,
        eTag: object.etag.replaceAll('"', ''),
        ...(object.versionId ? { versionId: object.versionId } : {}),
        sequencer: clock.now().toString(16).toUpperCase().padStart(16, '0'),
      },
    },
  });

  /** When a notification is configured, S3 tests it with a message of its own. */
  const test = (bucket: string, { arn }: Target): void => {
    const key = `s3/${bucket}/tested/${arn}`;
    if (store.get(key)) return;
    const Time = new Date(clock.now()).toISOString();
    send(
      arn,
      bucket,
      JSON.stringify({
        Service: 'Amazon S3',
        Event: 's3:TestEvent',
        Time,
        Bucket: bucket,
        RequestId: randomUUID(),
      }),
    );
    store.put(key, true);
  };

  return {
    configure(bucket, configuration) {
      configurations.set(bucket, configuration);
      for (const target of targetsOf(configuration))
        if (serviceOf(target.arn) !== 'lambda') test(bucket, target);
    },
    tell(bucket, event, object) {
      const configuration = configurations.get(bucket) ?? {};
      for (const target of targetsOf(configuration))
        if (wants(target, event, object.key))
          send(target.arn, bucket, JSON.stringify({ Records: [record(bucket, event, object)] }));
      if (!configuration.EventBridgeConfiguration) return;
      const created = event.startsWith('ObjectCreated');
      const { key, size, etag } = object;
      ports().toDefaultBus(created ? 'Object Created' : 'Object Deleted', [`arn:aws:s3:::${bucket}`], {
        version: '0',
        bucket: { name: bucket },
        object: { key, size, etag: etag.replaceAll('"', '') },
        reason: created ? 'PutObject' : 'DeleteObject',
      });
    },
  };
};
