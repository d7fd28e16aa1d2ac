import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { rawMailBox } from '../../shared/aws/raw-mail-box.ts';
import { reconcileMail } from '../../shared/desk/reconcile-mail.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';
import { lookAfter } from './look-after.ts';
import { readStored } from './s3-notification.ts';

const environment = readEnvironment(env);
const desk = {
  ...connectReadingDesk(environment.TABLE_NAME),
  box: rawMailBox(environment.INBOUND_QUEUE_URL),
};
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia' });

async function look({ body, attributes }: SQSRecord): Promise<'placed' | 'missing'> {
  let missing = false;
  for (const key of readStored(body)) {
    const outcome = await reconcileMail(desk, { key, look: Number(attributes.ApproximateReceiveCount) });
    if (outcome === 'placed') continue;
    missing = true;
    logger.warn('raw mail without a case', { key, outcome });
    if (outcome !== 'lost') continue;
    metrics.addMetric('RawMailsLost', MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  }
  return missing ? 'missing' : 'placed';
}

/** Five minutes after each mail was stored, and every five minutes while it has no place in any timeline. */
export const handler: SQSHandler = ({ Records }) => lookAfter(Records, look);
