import { randomUUID } from 'node:crypto';
import { AwsError, serviceOf } from './aws.ts';
import type { Platform } from './platform.ts';
import type { Buckets } from './s3/service.ts';
import type { Topics } from './sns/topics.ts';
import type { Queues } from './sqs/service.ts';

/** Where Lambda leaves what it gave up, as the function's role. */
export interface Destinations {
  sendTo(destinationArn: string, roleArn: string, body: string): void;
  /** A queue or a topic gets where the records were; a bucket gets the records too. */
  discardTo(
    destinationArn: string,
    roleArn: string,
    about: { readonly metadata: object; readonly records: readonly object[] },
  ): void;
}

export const createDestinations = (
  { iam, clock }: Platform,
  { queues, topics, buckets }: { queues: Queues; topics: Topics; buckets: Buckets },
): Destinations => {
  const allow = (roleArn: string, action: string, resource: string): void => {
    const role = iam.roleByArn(roleArn);
    if (role) iam.authorise(role, { action, resource });
  };

  const sendTo: Destinations['sendTo'] = (destinationArn, roleArn, body) => {
    switch (serviceOf(destinationArn)) {
      case 'sqs':
        allow(roleArn, 'sqs:SendMessage', destinationArn);
        queues.byArn(destinationArn)?.send({ body });
        return;
      case 'sns':
        allow(roleArn, 'sns:Publish', destinationArn);
        topics.publish(destinationArn, body);
        return;
      default:
        throw new AwsError(
          'InvalidParameterValueException',
          `The local Lambda cannot send to ${destinationArn}.`,
        );
    }
  };

  return {
    sendTo,
    discardTo(destinationArn, roleArn, { metadata, records }) {
      if (serviceOf(destinationArn) !== 's3')
        return sendTo(destinationArn, roleArn, JSON.stringify(metadata));
      const bucket = destinationArn.split(':::')[1] ?? '';
      const at = new Date(clock.now()).toISOString();
      const key = `aws/lambda/streams/${at.slice(0, 10).replaceAll('-', '/')}/${at}-${randomUUID()}`;
      allow(roleArn, 's3:PutObject', `${destinationArn}/${key}`);
      allow(roleArn, 's3:ListBucket', destinationArn);
      const body = JSON.stringify({ ...metadata, payload: JSON.stringify({ Records: records }) });
      buckets.put({ bucket, key, body: Buffer.from(body), contentType: 'application/json' });
      return undefined;
    },
  };
};
