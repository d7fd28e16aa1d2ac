import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { mailSweeps } from '../../shared/aws/mail-sweeps.ts';
import { rawMailListing } from '../../shared/aws/raw-mail-listing.ts';
import { storedMailQueue } from '../../shared/aws/stored-mail-queue.ts';
import { sweepMail } from '../../shared/desk/sweep-mail.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = {
  ...connected,
  sweeps: mailSweeps(connected.table),
  listing: rawMailListing(environment.RAW_MAIL_BUCKET),
  stored: storedMailQueue(environment.STORED_MAIL_QUEUE_URL),
};
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia' });

/** Some times each night: finds the mails that S3 never announced. Repeated or missed ticks are safe. */
export async function handler(): Promise<void> {
  const forgotten = await sweepMail(desk);
  for (const key of forgotten) logger.warn('raw mail that nobody looks after', { key });
  metrics.addMetric('RawMailsForgotten', MetricUnit.Count, forgotten.length);
  metrics.publishStoredMetrics();
}
