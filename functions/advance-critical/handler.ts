import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EventBridgeHandler } from 'aws-lambda';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { taskAnswers, waitingTasks } from '../../shared/aws/workflow.ts';
import { advance } from '../../shared/desk/critical/workflow-steps.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment, setting } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = {
  ...connected,
  onCall: scheduleStore(connected.table),
  tasks: waitingTasks(connected.table),
  answers: taskAnswers(),
  pagingService: setting(environment.PAGING_SERVICE),
};
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia', serviceName: 'critical' });

interface Announced {
  readonly caseId: string;
  readonly data: { readonly kind?: string };
}

const breaches: Readonly<Record<string, string>> = {
  callback: 'CallbackMissed',
  'critical-update': 'CriticalUpdateMissed',
};

/** Tells the waiting run of a case that something has happened, and counts each promise that was missed. */
export const handler: EventBridgeHandler<string, Announced, void> = async (event) => {
  const { caseId, data } = event.detail;
  if (event['detail-type'] === 'deadline.missed') {
    const metric = breaches[data.kind ?? ''];
    if (metric === undefined) return;
    metrics.addMetric(metric, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
    return;
  }
  logger.info('critical workflow', { caseId, outcome: await advance(desk, caseId) });
};
