import { LocalCloudError, serviceOf } from '../aws.ts';
import type { TableStream } from '../dynamodb/service.ts';
import type { StreamReader } from '../dynamodb/stream-reader.ts';
import type { Platform } from '../platform.ts';
import type { Queue } from '../sqs/queue.ts';
import type { Resource, ResourceHandler } from '../template/deploy.ts';
import type { LocalFunction } from './function.ts';
import { startSqsSource } from './sqs-source.ts';
import { startStreamSource } from './stream-source.ts';

export interface MappingPorts {
  functionByArn(nameOrArn: string): LocalFunction | undefined;
  queueByArn(arn: string): Queue | undefined;
  streamByArn(arn: string): TableStream | undefined;
  readerOf(stream: TableStream): StreamReader;
  /** Hands given-up stream records to a destination as the function's role. */
  discardTo(
    destinationArn: string,
    roleArn: string,
    about: { readonly metadata: object; readonly records: readonly object[] },
  ): void;
}

interface Properties {
  readonly EventSourceArn: string;
  readonly FunctionName: string;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly FunctionResponseTypes?: readonly string[];
  readonly FilterCriteria?: unknown;
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  readonly StartingPosition?: string;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
}

/** What Lambda needs of the function's role to read a source; AWS refuses the mapping without it. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
};

/** Handles `AWS::Lambda::EventSourceMapping`; the sources begin when everything is there. */
export const mappingHandler = (
  platform: Platform,
  ports: MappingPorts,
  later: (start: () => { close(): void }) => void,
): ResourceHandler => {
  const { iam } = platform;

  const checkRole = (target: LocalFunction, sourceArn: string, logicalId: string): void => {
    const role = iam.roleByArn(target.config.roleArn);
    for (const action of NEEDED[serviceOf(sourceArn)] ?? [])
      try {
        if (role) iam.authorise(role, { action, resource: sourceArn });
      } catch {
        throw new LocalCloudError(
          `Mapping ${logicalId}: the function's role may not ${action} on ${sourceArn}.`,
        );
      }
  };

  const queueSource = (queue: Queue, target: LocalFunction, properties: Properties) => () => {
    const { FilterCriteria, ScalingConfig = {}, BatchSize = 10 } = properties;
    return startSqsSource(
      {
        queue,
        target,
        batchSize: BatchSize,
        windowMs: (properties.MaximumBatchingWindowInSeconds ?? 0) * 1000,
        maxConcurrency: ScalingConfig.MaximumConcurrency ?? 1250,
        partial: properties.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
        filters: FilterCriteria,
      },
      platform,
    );
  };

  const streamSource =
    (id: string, stream: TableStream, target: LocalFunction, properties: Properties) => () => {
      const { Destination } = properties.DestinationConfig?.OnFailure ?? {};
      const age = properties.MaximumRecordAgeInSeconds ?? -1;
      return startStreamSource(
        {
          id,
          stream,
          target,
          reader: ports.readerOf(stream),
          batchSize: properties.BatchSize ?? 100,
          windowMs: (properties.MaximumBatchingWindowInSeconds ?? 0) * 1000,
          startAtNewest: properties.StartingPosition !== 'TRIM_HORIZON',
          partial: properties.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
          bisect: properties.BisectBatchOnFunctionError ?? false,
          maxRetries: properties.MaximumRetryAttempts ?? -1,
          maxAgeMs: age < 0 ? Number.POSITIVE_INFINITY : age * 1000,
          filters: properties.FilterCriteria,
          discard: (about) => {
            if (Destination) ports.discardTo(Destination, target.config.roleArn, about);
          },
        },
        platform,
      );
    };

  return {
    properties: [
      'EventSourceArn',
      'FunctionName',
      'Enabled',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'FunctionResponseTypes',
      'FilterCriteria',
      'ScalingConfig',
      'StartingPosition',
      'BisectBatchOnFunctionError',
      'MaximumRetryAttempts',
      'MaximumRecordAgeInSeconds',
      'DestinationConfig',
    ],
    ignored: ['MetricsConfig'],
    put(resource: Resource) {
      const { logicalId, stackName } = resource;
      const properties = resource.properties as unknown as Properties;
      const { EventSourceArn, FunctionName } = properties;
      const target = ports.functionByArn(FunctionName);
      if (!target) throw new LocalCloudError(`Mapping ${logicalId}: there is no function ${FunctionName}.`);
      checkRole(target, EventSourceArn, logicalId);
      const queue = ports.queueByArn(EventSourceArn);
      const stream = ports.streamByArn(EventSourceArn);
      if (!queue && !stream)
        throw new LocalCloudError(`Mapping ${logicalId}: there is no source ${EventSourceArn}.`);
      if (resource.properties.Enabled !== false) {
        if (queue) later(queueSource(queue, target, properties));
        if (stream) later(streamSource(`${stackName}/${logicalId}`, stream, target, properties));
      }
      return { ref: `${stackName}-${logicalId}` };
    },
  };
};
