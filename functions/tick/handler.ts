import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { dueIndex } from '../../shared/aws/due-index.ts';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { sweepDue } from '../../shared/desk/sweep-due.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment, setting } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = {
  ...connected,
  due: dueIndex(connected.table),
  onCall: scheduleStore(connected.table),
  pagingService: setting(environment.PAGING_SERVICE),
};
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia' });

/** Each minute: what has fallen due is carried out. Overlapping or missed ticks are safe. */
export async function handler(): Promise<void> {
  let failed = 0;
  const due = await sweepDue(desk, (caseId, error) => {
    failed += 1;
    logger.error('a due case could not be settled', { caseId, error: error as Error });
  });
  metrics.addMetric('CasesDue', MetricUnit.Count, due);
  metrics.publishStoredMetrics();
  if (failed > 0)
    throw new Error(`${failed} of ${due} due cases could not be settled; the next tick tries again.`);
}
