import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { recordUndelivered } from '../../shared/desk/critical/record-undelivered.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const desk = connectReadingDesk(readEnvironment(env).TABLE_NAME);
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia', serviceName: 'critical' });
const processor = new BatchProcessor(EventType.SQS);

/** An event that EventBridge gave up, as its dead-letter queue holds it. */
const Event = z.object({ detail: z.object({ caseId: z.string(), seq: z.int() }) });

async function record({ body, messageAttributes }: SQSRecord): Promise<void> {
  const { caseId, seq } = Event.parse(JSON.parse(body)).detail;
  const code = messageAttributes.ERROR_CODE?.stringValue ?? 'UNKNOWN';
  const outcome = await recordUndelivered(desk, { caseId, seq, code });
  logger.warn('the paging service was not told', { caseId, seq, code, outcome });
  metrics.addMetric('PageRefused', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}

/** Puts on the timeline what the paging service refused, or did not take in time. */
export const handler: SQSHandler = (event, context) =>
  processPartialResponse(event, record, processor, { context });
