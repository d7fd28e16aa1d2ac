import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { coverageNow } from '../../shared/desk/critical/coverage.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = { ...connected, onCall: scheduleStore(connected.table) };
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia', serviceName: 'critical' });

/** Each day: whether somebody reachable is on call in every second of the next 400 days, as a metric. */
export async function handler(): Promise<void> {
  const coverage = await coverageNow(desk);
  metrics.addMetric('CoverageGap', MetricUnit.Count, coverage.covered ? 0 : 1);
  metrics.publishStoredMetrics();
  if (coverage.covered) logger.info('on-call coverage', { until: coverage.to });
  else logger.warn('on-call coverage', { gap: coverage.gap });
}
