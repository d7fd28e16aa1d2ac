import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { rawMailBox } from '../../shared/aws/raw-mail-box.ts';
import { reconcileMail } from '../../shared/desk/reconcile-mail.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const box = rawMailBox({
  bucket: environment.RAW_MAIL_BUCKET,
  queueUrl: environment.INBOUND_QUEUE_URL,
  table: connected.table,
});
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia' });

/** Every five minutes: no raw mail stays without a place in a timeline. */
export async function handler(): Promise<void> {
  const { seen, retried, lost } = await reconcileMail({ ...connected, box });
  if (retried.length > 0) logger.warn('raw mails without a case were handed in again', { retried });
  if (lost.length > 0) logger.error('raw mails are still without a case', { lost });
  metrics.addMetric('RawMailsSeen', MetricUnit.Count, seen);
  metrics.addMetric('RawMailsLost', MetricUnit.Count, lost.length);
  metrics.publishStoredMetrics();
}
