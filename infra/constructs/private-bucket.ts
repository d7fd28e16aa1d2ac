import { Aws, Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Grant, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Granted } from './granted.ts';
import type { QueueWithDlq } from './queue-with-dlq.ts';
import { acknowledgeWildcard } from './wildcard.ts';

export interface PrivateBucketProps {
  readonly removalPolicy: RemovalPolicy;
  /** Objects older than this are deleted. @default they are kept */
  readonly expireAfter?: Duration;
  /** The web address whose pages may send files here by a signed link. @default no page may */
  readonly uploadsFrom?: string;
  /** Whether an overwritten object can be had back. @default true */
  readonly versioned?: boolean;
}

/** A bucket that nobody reaches without a permission: private, encrypted, over TLS only. */
export class PrivateBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { versioned = true } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned,
      removalPolicy: props.removalPolicy,
      lifecycleRules: [
        {
          ...(versioned && { noncurrentVersionExpiration: Duration.days(30) }),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          ...(props.expireAfter && { expiration: props.expireAfter }),
        },
      ],
      ...(props.uploadsFrom && {
        cors: [
          {
            allowedOrigins: [props.uploadsFrom],
            allowedMethods: [HttpMethods.PUT],
            allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
            maxAge: Duration.hours(1).toSeconds(),
          },
        ],
      }),
      // aws-cdk-lib's classes miss their own interfaces under `exactOptionalPropertyTypes`.
    }) as IBucket;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only roles of this app and SES reach the objects; who read what belongs in the account-wide CloudTrail data events, not in a second bucket of the desk.',
    });
  }

  /** The bucket's name, with permission to read its objects. */
  grantObjectReads(): Granted {
    return this.granted(['s3:GetObject']);
  }

  /** The bucket's name, with permission to add objects, in one folder if it is named. */
  grantObjectWrites(folder = ''): Granted {
    return this.granted(['s3:PutObject'], folder);
  }

  /** The bucket's name, with permission to read all objects and to add some in one folder. */
  grantObjectReadsAndWrites(folder: string): Granted {
    return this.both(this.grantObjectReads(), this.grantObjectWrites(folder));
  }

  /** The bucket's name, with permission to add objects part by part, and to give one up. */
  grantMultipartWrites(): Granted {
    return this.granted(['s3:PutObject', 's3:AbortMultipartUpload']);
  }

  /** The bucket's name, with permission to take objects away. */
  grantObjectRemovals(): Granted {
    return this.granted(['s3:DeleteObject']);
  }

  /** The bucket's name, with permission to add objects in one folder, and to take them away. */
  grantObjectWritesAndRemovals(folder: string): Granted {
    return this.granted(['s3:PutObject', 's3:DeleteObject'], folder);
  }

  /** The bucket's name, with permission to list what is in it. */
  grantListing(): Granted {
    const { bucketName, bucketArn } = this.bucket;
    return {
      value: bucketName,
      grantTo: (grantee) => {
        Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [bucketArn] });
      },
    };
  }

  /** The bucket's name, with the permissions that Lambda asks of a destination for failed stream records. */
  grantListingAndWrites(): Granted {
    return this.both(this.grantObjectWrites(), this.grantListing());
  }

  /** The bucket's name, with permission to make it hold these objects and no others. */
  grantPublishing(): Granted {
    return this.both(this.granted(['s3:GetObject', 's3:PutObject', 's3:DeleteObject']), this.grantListing());
  }

  /** Announces each new object to a queue, whose policy S3 tries when the bucket is made. */
  announceTo({ queue }: QueueWithDlq): void {
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        // Naming the bucket, which waits for this policy, would close a circle.
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const bucket = this.bucket.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: queue.queueArn }],
    };
    bucket.node.addDependency(queue);
  }

  /** Lets SES store received mail, for rules of this account only. */
  acceptMailFromSes(): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }

  private both(first: Granted, second: Granted): Granted {
    return {
      value: this.bucket.bucketName,
      grantTo: (grantee) => {
        first.grantTo(grantee);
        second.grantTo(grantee);
      },
    };
  }

  private granted(actions: string[], folder = ''): Granted {
    const objects = this.bucket.arnForObjects(`${folder}*`);
    return {
      value: this.bucket.bucketName,
      grantTo: (grantee) => {
        Grant.addToPrincipal({ grantee, actions, resourceArns: [objects] });
        acknowledgeWildcard(
          grantee,
          objects,
          'Objects are named as they arrive; the bucket holds nothing else.',
        );
      },
    };
  }
}
