import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { KinesisStreamHandler, KinesisStreamRecord } from 'aws-lambda';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { recordCall } from '../../shared/desk/critical/record-call.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { readContactRecord } from './contact-record.ts';
import { env } from './env.ts';

const connected = connectReadingDesk(readEnvironment(env).TABLE_NAME);
const desk = { ...connected, lists: caseLists(connected.table) };
const logger = new Logger();
const processor = new BatchProcessor(EventType.KinesisDataStreams);

async function take({ kinesis }: KinesisStreamRecord): Promise<void> {
  const call = readContactRecord(Buffer.from(kinesis.data, 'base64').toString('utf8'));
  if (call === null) return;
  logger.info('call to a customer', { callId: call.callId, cases: await recordCall(desk, call) });
}

/** Each contact record of Amazon Connect: calls to customers become the proof of their callback. */
export const handler: KinesisStreamHandler = (event, context) =>
  processPartialResponse(event, take, processor, { context });
