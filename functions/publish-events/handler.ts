import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamHandler } from 'aws-lambda';
import { eventBus } from '../../shared/aws/event-bus.ts';
import { publicationOf } from '../../shared/contracts/publication.ts';
import type { TimelineEntry } from '../../shared/domain/case/events.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const bus = eventBus(readEnvironment(env).EVENT_BUS_NAME);

/**
 * Puts each new timeline entry on the bus. The stream filter lets timeline inserts through and nothing
 * else; from the first entry that the bus did not take, the batch comes again.
 */
export const handler: DynamoDBStreamHandler = async (event): Promise<DynamoDBBatchResponse> => {
  const records = event.Records.flatMap((record) => {
    const image = record.dynamodb?.NewImage;
    const sequence = record.dynamodb?.SequenceNumber;
    if (image === undefined || sequence === undefined) return [];
    const entry = unmarshall(image as Record<string, AttributeValue>) as TimelineEntry;
    return [{ sequence, publication: publicationOf(entry) }];
  });
  const failed = new Set(await bus.publish(records.map(({ publication }) => publication)));
  const first = records.find((_record, index) => failed.has(index));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequence }] };
};
